import type { Facets } from "../core/facets";
import type { Rule } from "../core/rule";
import { net01 } from "./net-01";
import { net02 } from "./net-02";
import { net03 } from "./net-03";
import { net04 } from "./net-04";
import { net05 } from "./net-05";
import { net08 } from "./net-08";

/** A rule over any facet. */
export type AnyRule = { [F in keyof Facets]: Rule<F> }[keyof Facets];

/** Every rule, in the order of the documentation. */
export const RULES: readonly AnyRule[] = [net01, net02, net03, net04, net05, net08];
