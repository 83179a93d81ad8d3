import type { Clouds } from "../core/clouds";
import { checkInstances } from "./checkInstances";
import { findLeftovers } from "./findLeftovers";

/** What a program can ask the provider, by token. They are asked in previews too, and so only read. */
export const FUNCTIONS: Readonly<Record<string, (clouds: Clouds, given: unknown) => Promise<object>>> = {
  "dbferry:index:checkInstances": checkInstances,
  "dbferry:index:findLeftovers": findLeftovers,
};
