import { closeOpenings } from "../../provider/audit";
import { dropLeft } from "./accounts";
import { type AuditResult, describeFinding } from "./audit";

/** Closes what an audit found, accounts first; returns a line for each that could not be closed. */
export async function clean({ findings, config, admins }: AuditResult, say: (line: string) => void): Promise<string[]> {
  const failed: string[] = [];
  const accounts = findings.filter((finding) => finding.kind === "account");
  const openings = findings.filter((finding) => finding.kind !== "account");
  for (const account of accounts) {
    say(`dropping ${describeFinding(account)}`);
    try {
      await dropLeft(account, admins[account.side]);
    } catch (error) {
      failed.push(`${describeFinding(account)} could not be dropped: ${(error as Error).message}`);
    }
  }
  for (const { opening, reason } of await closeOpenings(config, openings, { say })) {
    failed.push(`${describeFinding(opening)} could not be closed: ${reason}`);
  }
  return failed;
}
