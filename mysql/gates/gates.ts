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
import { comparedByService } from "./byService";
import { dataEqual } from "./comparison";
import { noConnections, stillNoConnections } from "./connections";
import { caughtUp } from "./contained";
import { lag } from "./lag";
import { exempt, isOpen } from "./open";
import { serverState } from "./state";
import { structureEqual } from "./structure";
import type { GateContext, GatesInput } from "./types";
import { quietTime, writesPaused, writesStopped } from "./writes-stopped";

export type { AccountToProve, GatesInput } from "./types";

interface Gate {
  id: string;
  title: string;
  side: Verdict["side"];
  source: string;
  /** Absent: always. */
  isAsked?(input: GatesInput): boolean;
  /** Undefined: decided by `last`. */
  run(context: GateContext): Promise<Outcome | undefined>;
  /** What is read when all others have been. */
  last?(context: GateContext): Promise<Outcome>;
}

/** In cutover order. That writes have stopped is shown from before all gates that prove nothing while they continue until after the last. */
export const GATES: readonly Gate[] = [
  {
    id: "G01",
    title: "No business connections",
    side: "source",
    source: "Tencent DTS cutover steps: show processlist",
    run: noConnections,
  },
  {
    id: "G02",
    title: "Writes stopped",
    side: "source",
    source: "Huawei DRS cutover: two positions equal",
    run: writesPaused,
    last: writesStopped,
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
    source: "Huawei DRS (events are migrated at the normal stop), Tencent DTS (read-only off at the end)",
    run: serverState,
  },
  {
    id: "G08",
    title: "Structure equal",
    side: "both",
    source: "Huawei DRS object comparison; what a comparison of rows does not cover",
    run: structureEqual,
  },
  // After the others, because it may take the longest: that writes have stopped is shown until after it.
  {
    id: "G09",
    title: "Compared by the service",
    side: "both",
    source: "Huawei DRS value comparison, Tencent DTS consistency check, Alibaba DTS full data verification",
    isAsked: ({ serviceComparison }) => serviceComparison !== undefined,
    run: comparedByService,
  },
  {
    id: "G10",
    title: "Source address unchanged",
    side: "source",
    source: "Tencent DTS guide: the public address is a name, whose address may change",
    isAsked: ({ sourceName }) => sourceName !== undefined,
    run: ({ input }) => input.sourceName!(),
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
    const outcomes = new Map<Gate, Outcome>();
    const statusOf = (gate: string) => outcomeOf(outcomes, gate)?.status;
    const context: GateContext = { input, source, target, statusOf };
    const gates = GATES.filter(({ isAsked }) => isAsked?.(input) ?? true);
    for (const gate of gates) {
      input.progress?.(gate.title, "begins");
      if (gate.id === "G06" && outcomeOf(outcomes, "G04")?.status !== "pass") await quietTime(context);
      const outcome = await run(gate.run, gate, context);
      if (outcome) outcomes.set(gate, outcome);
      input.progress?.(gate.title, "ends");
    }
    await quietTime(context);
    await recheck(gates, context, outcomes);
    const verdicts: JudgedVerdict[] = gates.map((gate) => ({
      id: gate.id,
      title: gate.title,
      side: gate.side,
      source: gate.source,
      group: "Cutover",
      ...outcomes.get(gate)!,
    }));
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

const outcomeOf = (outcomes: ReadonlyMap<Gate, Outcome>, wanted: string) =>
  [...outcomes].find(([{ id }]) => id === wanted)?.[1];

/** What was proven first may have changed during the later gates, which can take hours. */
const AGAIN: Readonly<Record<string, (context: GateContext) => Promise<Outcome>>> = {
  /** Connections may have come back. */
  G01: stillNoConnections,
  /** The source may have been made writable again. */
  G07: serverState,
};

/** The record describes the end: what may have changed is read again, and last of all whether writes have stopped. */
async function recheck(gates: readonly Gate[], context: GateContext, outcomes: Map<Gate, Outcome>): Promise<void> {
  for (const gate of gates) {
    const again = AGAIN[gate.id];
    if (!again || outcomes.get(gate)?.status !== "pass") continue;
    const outcome = await run(again, gate, context);
    if (outcome.status !== "pass") outcomes.set(gate, outcome);
  }
  for (const gate of gates) {
    if (outcomes.has(gate)) continue;
    if (!gate.last) throw new Error(`gate ${gate.id}: seen no outcome, needed one`);
    outcomes.set(gate, await run(gate.last, gate, context));
  }
}

async function run<O extends Outcome | undefined>(
  look: (context: GateContext) => Promise<O>,
  gate: Gate,
  context: GateContext,
): Promise<O | Outcome> {
  const needed = `to see: ${gate.title.toLowerCase()}`;
  try {
    return await look(context);
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
