import { STACK } from "../../../cli/demo/workspace";
import type { Mistake, MistakeList, Stage } from "../mistake";
import { urn } from "./hands";

/** Resources that exist only once, in a forced replacement (`--replace`): a run, a proof, a record. */
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
      "up",
      "--yes",
      "--skip-preview",
      how,
      await urn(ground, `dbferry:index:${type}`),
      "--stack",
      STACK,
    ),
  // Nothing to undo: the next update must continue with the replacement.
  undo: async () => {},
});

export const REPLACED: MistakeList = {
  name: "replaced",
  mistakes: KINDS.flatMap(([at, types]) =>
    types.flatMap((type) => ["--replace", "--target-replace"].map((how) => replaced(at, type, how))),
  ),
};
