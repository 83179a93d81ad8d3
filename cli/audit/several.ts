import { availableParallelism } from "node:os";
import { Semaphore } from "async-mutex";
import type { ReadStack } from "../engine/reading";
import { toldOf } from "../terminal/errors";
import { type AuditResult, auditStack, EXIT_CODES, verdictOf } from "./audit";

/** One of several stacks, audited or not. */
export type Audited = { name: string } & (AuditResult | { error: string });

/** Audits stacks, several at a time; the results are in the order of the stacks. */
export async function auditEach(
  stacks: readonly ReadStack[],
  audit: (stack: ReadStack) => Promise<AuditResult> = auditStack,
): Promise<Audited[]> {
  const places = new Semaphore(availableParallelism());
  return await Promise.all(
    stacks.map((stack) =>
      places.runExclusive(() =>
        audit(stack).then(
          (result) => ({ name: stack.name, ...result }),
          (error: unknown) => ({ name: stack.name, error: toldOf(error).replace(/^dbferry: /, "") }),
        ),
      ),
    ),
  );
}

/** Of several audits: 1 when anything is open, else 2 when a stack was not audited, else 3 when anything is not proven. */
export function exitCodeOf(audits: readonly Audited[]): number {
  const codes = audits.map((one) => ("error" in one ? 2 : EXIT_CODES[verdictOf(one)]));
  return [1, 2, 3].find((code) => codes.includes(code)) ?? 0;
}
