import type { AdminLogin } from "../../core/facets";
import { at, text } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import type { FactReader } from "../descriptor";
import { present } from "../tls";

/** Resources for which this machine logs in to servers as an administrator, at these properties. */
export const login =
  (...properties: readonly string[]): FactReader =>
  (inputs) => ({ login: properties.flatMap((property) => loginAt(inputs, property)) });

function loginAt(inputs: Bag, property: string): AdminLogin[] {
  const given = at(inputs, property);
  if (given === undefined) return [];
  // A whole connection that is not known yet: its mode is not known either.
  if (given instanceof Unknown) return [{ property, tls: given, tlsProperty: property, hostProperty: property }];
  return [
    present({
      property,
      tls: text(inputs, `${property}.tls`),
      tlsProperty: `${property}.tls`,
      host: text(inputs, `${property}.host`),
      hostProperty: `${property}.host`,
    }),
  ];
}
