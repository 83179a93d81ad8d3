import type { Cloud } from "../../model/clouds";
import { type Mark, readTags } from "../../model/expiry";
import type { Opening } from "../../model/openings";
import { visible } from "../../model/printing/visible";
import { vpnName } from "../../model/spec/vpn";
import type { KnownHere } from "../core/clouds";
import { messageOf } from "../core/failure";
import { byState, marked } from "./marks";
import type { Unmarked } from "./vpnParts";

/** How a cloud reads and shows one kind of a VPN's parts. */
export interface PartsOf<T> {
  at: { cloud: Cloud; region: string };
  kind: Opening["kind"];
  title: string;
  list(): Promise<T[]>;
  /** undefined: it does not exist. */
  read(id: string): Promise<T | undefined>;
  idOf(one: T): string;
  nameOf(one: T): string;
  tagsIn(one: T): Record<string, string>;
}

export interface PartsRead<T> {
  all: T[];
  unread: string[];
  unmarked: Unmarked[];
  /** Those that are ours. */
  openings(show: (one: T) => { addresses: string[]; more?: string }): Opening[];
}

/** Those that are listed, and those that are known and are not. */
export async function readParts<T>(of: PartsOf<T>, known: KnownHere | undefined): Promise<PartsRead<T>> {
  const { at, kind, title, idOf, nameOf } = of;
  const all = await of.list();
  const unread: string[] = [];
  const listed = new Set(all.map(idOf));
  const ids = (known?.named ?? []).flatMap((one) => (one.kind === kind && !listed.has(one.id) ? [one.id] : []));
  for (const id of new Set(ids)) {
    try {
      const one = await of.read(id);
      if (one) all.push(one);
    } catch (error) {
      unread.push(`the ${title} ${id} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  const markOf = (one: T): Mark | undefined => readTags(of.tagsIn(one)) ?? byState(known, kind, idOf(one));
  return {
    ...{ all, unread },
    unmarked: all.filter((one) => hasOurVpnName(nameOf(one), known) && !markOf(one)).map((one) => unmarked(of, one)),
    openings: (show) =>
      all.flatMap((one): Opening[] => {
        const mark = markOf(one);
        if (!mark) return [];
        const id = idOf(one);
        const { addresses, more = "" } = show(one);
        const where = `${title} ${visible(nameOf(one) || id)}${more}`;
        return [{ ...marked(at.cloud, at.region, mark), kind, id, addresses, where }];
      }),
  };
}

function unmarked<T>({ title, idOf, nameOf }: PartsOf<T>, one: T): Unmarked {
  const id = idOf(one);
  const told = `the ${title} ${id} has the name ${visible(nameOf(one))} and no mark: nothing shows whose it is; look at it in the console`;
  return { id, told };
}

/**
 * Whether a part has a name of the migration's, or, if nothing is known, of any. A name proves nothing, but it is all
 * that a part has between being made and being marked.
 */
function hasOurVpnName(name: string, known: KnownHere | undefined): boolean {
  if (!known) return name.startsWith(vpnName({ name: "" }));
  return name === vpnName({ name: known.migration }) || known.names?.includes(name) === true;
}
