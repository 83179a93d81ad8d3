import type { Verdict } from "../../model/verdict";
import { type Outcome, undetermined } from "../check";
import type { CompareResult } from "../compare/compare";
import { connect, type Db } from "../connect";
import type { Exemption, JudgedVerdict } from "../exemptions";
import { requireTwoServers } from "../facts/oneServer";
import { type Position, showPosition } from "../position";
import { ConnectProblem, StatementProblem } from "../problem";
import type { StructureResult } from "../structure/types";
import { accountsLogIn } from "./accounts";
import { dataEqual } from "./comparison";
import { noConnections, stillNoConnections } from "./connections";
import { caughtUp } from "./contained";
import { lag } from "./lag";
import { exempt, isOpen } from "./open";
import { serverState } from "./state";
import { structureEqual } from "./structure";
import type { GateContext, GatesInput } from "./types";
import { positionUnchanged, writesStopped } from "./writes-stopped";

export type { AccountToProve, GatesInput } from "./types";

interface Gate {
  id: string;
  title: string;
  side: Verdict["side"];
  source: string;
  run(context: GateContext): Promise<Outcome>;
}

/** In cutover order: gates that prove nothing while writes continue come after the proof that writes have stopped. */
export const GATES: readonly Gate[] = [
  {
    id: "G01",
    title: "No business connection",
    side: "source",
    source: "Tencent DTS cutover steps: show processlist",
    run: noConnections,
  },
  {
    id: "G02",
    title: "Writes stopped",
    side: "source",
    source: "Huawei DRS cutover: two positions equal",
    run: writesStopped,
  },
  {
    id: "G03",
    title: "Replication runs without lag",
    side: "target",
    source: "Tencent DTS, Alibaba DTS, Huawei DRS: no delay before the switch",
    run: lag,
  },
  {
    id: "G04",
    title: "Target has every transaction",
    side: "both",
    source: "Tencent DTS cutover steps: GTID of source and target",
    run: caughtUp,
  },
  {
    id: "G05",
    title: "Accounts log in on the target",
    side: "target",
    source: "Tencent DTS cutover steps: check the accounts",
    run: accountsLogIn,
  },
  {
    id: "G06",
    title: "Data equal",
    side: "both",
    source: "Tencent DTS consistency check, Huawei DRS data comparison",
    run: dataEqual,
  },
  {
    id: "G07",
    title: "Event scheduler and read-only state",
    side: "both",
    source: "Huawei DRS (events move at the normal stop), Tencent DTS (read-only off at the end)",
    run: serverState,
  },
  {
    id: "G08",
    title: "Structure equal",
    side: "both",
    source: "Huawei DRS object comparison; what a comparison of rows does not see",
    run: structureEqual,
  },
];

export interface GateReport {
  verdicts: JudgedVerdict[];
  /** True when every gate is proven, directly or by other gates, or accepted by an exemption. */
  ok: boolean;
  /** The source's position, even if it may still move; absent when it could not be read. */
  position?: Position;
  /** `position` as text. */
  positionText?: string;
  comparison?: CompareResult;
  structure?: StructureResult;
  /** Exemptions past their expiry: they have no effect. */
  expiredExemptions: Exemption[];
  /** Exemptions of gates that are open without them, or that cannot be exempted. */
  unusedExemptions: Exemption[];
  seconds: number;
}

/**
 * Runs every gate of the cutover in order; no gate stops another. Read-only.
 * @throws ConnectProblem when the source or target cannot be reached; ProblemsError when they are the same server; the
 * signal's reason
 */
export async function runGates(input: GatesInput): Promise<GateReport> {
  const started = Date.now();
  const source = await connect({ ...input.source, readOnly: true });
  let target: Db | undefined;
  try {
    target = await connect({ ...input.target, readOnly: true });
    await requireTwoServers(source, target, "the gates");
    const context: GateContext = { input, source, target };
    const verdicts: JudgedVerdict[] = [];
    for (const gate of GATES) {
      input.progress?.(gate.title, "begins");
      const outcome = await run(gate, context);
      verdicts.push({
        id: gate.id,
        title: gate.title,
        side: gate.side,
        source: gate.source,
        group: "Cutover",
        ...outcome,
      });
      input.progress?.(gate.title, "ends");
    }
    await recheck(context, verdicts);
    acceptKnown(context, verdicts);
    const { position, comparison, structure } = context;
    const judged = exempt(verdicts, input.exemptions ?? [], input.now ?? new Date());
    return {
      verdicts: judged.verdicts,
      ok: judged.verdicts.every((verdict) => isOpen(verdict, judged.verdicts)),
      expiredExemptions: judged.expired,
      unusedExemptions: judged.unused,
      structure,
      position,
      positionText: position && showPosition(position),
      comparison,
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    await source.close();
    await target?.close();
  }
}

/**
 * A difference that the engine is known to leave until its end is accepted like an exemption: shown and recorded, with
 * the reason.
 */
function acceptKnown({ known, input }: GateContext, verdicts: JudgedVerdict[]): void {
  const structure = verdicts.find(({ id }) => id === "G08");
  if (known === undefined || structure?.status !== "undetermined") return;
  structure.exempted = {
    id: "G08",
    reason: known,
    owner: `the engine ${input.engine}`,
    expires: "when the task has ended",
  };
}

/**
 * What was proven first may have changed during the later gates, which can take hours: connections that came back, a
 * source that was made writable again and, last of all, writes. The record describes the end.
 */
async function recheck(context: GateContext, verdicts: Verdict[]): Promise<void> {
  const { position } = context;
  const again: [string, Gate["run"]][] = [
    ["G01", stillNoConnections],
    ["G07", serverState],
    ["G02", async (now) => (position ? positionUnchanged(now, position) : writesStopped(now))],
  ];
  for (const [id, look] of again) {
    const before = verdicts.find((verdict) => verdict.id === id);
    if (before?.status !== "pass") continue;
    const outcome = await run({ ...GATES.find((gate) => gate.id === id)!, run: look }, context);
    if (outcome.status !== "pass") Object.assign(before, outcome);
  }
}

async function run(gate: Gate, context: GateContext): Promise<Outcome> {
  const needed = `to see: ${gate.title.toLowerCase()}`;
  try {
    return await gate.run(context);
  } catch (error) {
    context.input.signal?.throwIfAborted();
    if (error instanceof ConnectProblem) return undetermined(`${error.address}: ${error.cause}`, needed, error.fix);
    if (!(error instanceof StatementProblem)) throw error;
    const fix = error.noPrivilege
      ? "use an account with REPLICATION CLIENT, PROCESS and SELECT for the gates"
      : undefined;
    return undetermined(error.message, needed, fix);
  }
}
