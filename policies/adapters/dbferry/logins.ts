import type { AdminLogin } from "../../core/facets";
import { at, text } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import type { FactReader } from "../descriptor";
import { present } from "../tls";

/** Properties that make this machine log in to servers as an administrator. */
export const login =
  (...properties: readonly string[]): FactReader =>
  (inputs) => ({ login: properties.flatMap((property) => loginAt(inputs, property)) });

function loginAt(inputs: Bag, property: string): AdminLogin[] {
  const given = at(inputs, property);
  if (given === undefined) return [];
  // The whole connection is still unknown, including its TLS mode.
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
