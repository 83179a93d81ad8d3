import type { Facts, PublicEndpoint } from "../core/facets";
import type { Edit } from "../core/fix/edit";
import { tags } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";
import type { ResourceRef } from "./descriptor";
import { lifetimeOf, type MarkPlaces } from "./lifetime";

/** How a database gets a public address. */
export interface EndpointPlace {
  /** The property that opens it, or that names the database. */
  property: string;
  what: string;
  close: string;
  /** The edits that close it. @default removes the resource */
  closing?: readonly Edit[];
  /** Where a migration's mark is written; absent when the resource cannot carry one. */
  mark?: MarkPlaces;
  /** The property is a switch on the instance itself. */
  ofInstance?: true;
}

/** The facts of a public endpoint; `open` is an Unknown when the plan does not show whether it is public. */
export function endpointFacts(inputs: Bag, ref: ResourceRef, place: EndpointPlace, open: true | Unknown): Facts {
  const { property, what, close, mark, ofInstance, closing = [{ gone: true }] } = place;
  const lifetime = lifetimeOf(inputs, ref, what, mark ?? {});
  const endpoint = {
    property,
    what,
    close,
    closing,
    ...(open instanceof Unknown ? { unknown: open } : {}),
    ...(lifetime.belongsTo ? { temporary: true as const } : {}),
    ...(ofInstance ? { ofInstance } : {}),
    ...(ref.component === undefined && lifetime.belongsTo ? markOf(inputs, lifetime.expires, mark?.tags) : {}),
  };
  return { endpoint: [endpoint], lifetime: [mark ? lifetime : { ...lifetime, unmarkable: true }] };
}

function markOf(inputs: Bag, expires: Known<string> | undefined, path?: string): Pick<PublicEndpoint, "mark"> {
  if (path === undefined) return {};
  const found = tags(inputs, path);
  // While the tags are unknown, only the expiry is reported as undetermined; the update checks the owner too.
  const owned = found instanceof Unknown || !["", undefined].includes(found?.["owner"] as string | undefined);
  return { mark: { tags: path, owned, ...(expires === undefined ? {} : { expires }) } };
}
