import { findLeftovers } from "./findLeftovers";
import type { FunctionType } from "./function";
import { lookAhead } from "./lookAhead";
import { readStateId } from "./readStateId";

/** By token. */
export const FUNCTIONS: Readonly<Record<string, FunctionType>> = {
  "dbferry:index:findLeftovers": findLeftovers,
  "dbferry:index:lookAhead": lookAhead,
  "dbferry:index:readStateId": readStateId,
};
