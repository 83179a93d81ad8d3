import type { PreparationStep } from "../../core/driver";
import type { DrsClient } from "./client";
import { configure } from "./connection";
import { limitSpeed, selectObjects } from "./run";

/**
 * DRS tests a connection with the login in the call, so only logins that work are stored. A task has the same state
 * until its start: completed steps do not show in it.
 */
export function preparation(client: DrsClient): PreparationStep[] {
  return [
    { title: "testing the connections", run: (_task, { connect }) => connect() },
    { title: "storing the endpoints", run: ({ id }, { settings }) => configure(client, id, settings) },
    {
      title: "selecting the objects",
      isNeeded: ({ databases }) => databases !== "all",
      run: ({ id }, { settings }) => selectObjects(client, id, settings),
    },
    {
      title: "limiting the speed",
      isNeeded: ({ limits }) => limits.length > 0,
      run: ({ id }, { settings: { limits } }) => limitSpeed(client, id, limits),
    },
    { title: "running the precheck", run: (_task, { precheck }) => precheck() },
  ];
}
