import { STACK } from "../../../cli/demo/workspace";
import type { Mistake, MistakeList, Stage } from "../mistake";
import { urn } from "./hands";

/** What the engine is told to make anew, of which there is one: a run, a proof, a record. */
const KINDS: readonly (readonly [at: Stage, types: readonly string[]])[] = [
  ["prepared", ["MigrationRecord"]],
  ["running", ["TaskRun", "Preflight", "MigrationRecord"]],
  ["cutOver", ["TaskRun", "Preflight", "Cutover", "ReplicationTask", "MigrationRecord"]],
  ["done", ["Cutover", "MigrationRecord"]],
];

const replaced = (at: Stage, type: string, how: string): Mistake => ({
  name: `pulumi up ${how} of ${type}`,
  at,
  ends: "either",
  run: async (ground) =>
    ground.field.pulumi(
      ...["up", "--yes", "--skip-preview", how, await urn(ground, `dbferry:index:${type}`), "--stack", STACK],
    ),
  // What it has made anew has to be what an update goes on with.
  undo: async () => {},
});

export const REPLACED: MistakeList = {
  name: "replaced",
  mistakes: KINDS.flatMap(([at, types]) =>
    types.flatMap((type) => ["--replace", "--target-replace"].map((how) => replaced(at, type, how))),
  ),
};
