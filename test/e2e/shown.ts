import { existsSync, readFileSync } from "node:fs";

/** What an update shows live and does not keep, so far: from the log of its events, as the engine writes it. */
export function shownIn(log: string): string[] {
  const events = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
  return events.flatMap((line): string[] => {
    const { diagnosticEvent: said } = JSON.parse(line);
    return said?.ephemeral ? [said.message] : [];
  });
}
