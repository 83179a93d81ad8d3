import { checkInstances } from "./checkInstances";
import { findLeftovers } from "./findLeftovers";
import type { FunctionType } from "./function";
import { readStateId } from "./readStateId";

/** By token. */
export const FUNCTIONS: Readonly<Record<string, FunctionType>> = {
  "dbferry:index:checkInstances": checkInstances,
  "dbferry:index:findLeftovers": findLeftovers,
  "dbferry:index:readStateId": readStateId,
};
