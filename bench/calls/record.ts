import { STACK } from "../../cli/demo/workspace";
import { ENGINE_ROWS } from "../../proofs/faults/engines";
import type { Phase } from "../../proofs/mistakes/mistake";

const PHASES: readonly Phase[] = ["prepare", "migrate", "cutover", "done"];

/**
 * Twice the interval that users have, so that the sandbox's waits, the load too, are over at the first look, as the
 * minimum has them. Each further look at a wait counts as a call that is not needed.
 */
const POLL_SECONDS = 10;

/** A call to an engine's service. */
export interface Call {
  phase: Phase;
  /** The action's name, or "METHOD /path". */
  action: string;
}

/** Every call that a whole migration makes to its engine's service, by one update for each phase. */
export async function recorded(engine: string, service: string): Promise<Call[]> {
  const row = ENGINE_ROWS.find((one) => one.engine === engine)!;
  const field = await row.open();
  const calls: Call[] = [];
  try {
    field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
      config["dbferry:clouds"].pollSeconds = POLL_SECONDS;
    });
    for (const phase of PHASES) {
      const stop = field.sandbox.world.exchanges.watch(({ service: of, action = "unknown" }) => {
        if (of === service) calls.push({ phase, action });
      });
      const done = await field.up(phase);
      stop();
      if (done.code !== 0) throw new Error(`${engine}, ${phase}: ${done.text}`);
    }
    return calls;
  } finally {
    await field.close();
  }
}
