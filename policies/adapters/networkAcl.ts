import type { AccessRule, Facts } from "../core/facets";
import { bags, text } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";

/** Where a network ACL writes its entries. It filters a whole subnet, in addition to the machines' security groups. */
export interface AclPlaces {
  list: string;
  direction: AccessRule["direction"];
  /** The property that holds an entry's action, and the values that deny traffic. */
  action: { property: string; denies: RegExp };
  protocol: string;
  source: string;
  port: string;
}

/** Every entry that is not known to deny traffic, as a rule. */
export function aclFacts(inputs: Bag, places: readonly AclPlaces[]): Facts {
  return { opening: places.flatMap((place) => entriesOf(inputs, place)) };
}

function entriesOf(inputs: Bag, place: AclPlaces): AccessRule[] {
  const { list, direction } = place;
  const entries = bags(inputs, list);
  if (entries === undefined) return [];
  if (entries instanceof Unknown)
    return [{ property: list, kind: "rule", layer: "subnet", direction, sources: entries }];
  return entries.flatMap((entry, index): AccessRule[] => {
    const property = `${list}[${index}]`;
    if (entry instanceof Unknown) return [{ property, kind: "rule", layer: "subnet", direction, sources: entry }];
    const action = text(entry, place.action.property);
    if (typeof action === "string" && place.action.denies.test(action)) return [];
    const source = text(entry, place.source);
    return [
      {
        property: `${property}.${place.source}`,
        kind: "rule",
        layer: "subnet",
        direction,
        // An absent source means every address.
        sources: [source || "0.0.0.0/0"],
        ports: portsOf(entry, place, property),
      },
    ];
  });
}

function portsOf(entry: Bag, { protocol, port }: AclPlaces, property: string) {
  const written: Known<string> | undefined = text(entry, port);
  const absent = written === undefined || written === "";
  return {
    property: `${property}.${port}`,
    protocol: text(entry, protocol) || "all",
    port: absent ? "all" : written,
    byDefault: absent,
  };
}
