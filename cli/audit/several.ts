import { availableParallelism } from "node:os";
import { Semaphore } from "async-mutex";
import type { ReadStack } from "../engine/reading";
import { errorText } from "../terminal/errors";
import { type AuditResult, auditStack, EXIT_CODES, verdictOf } from "./audit";

/** One of several stacks: its audit, or the error that prevented it. */
export type Audited = { name: string } & (AuditResult | { error: string });

/** Audits several stacks concurrently; results keep the order of the stacks. */
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
          (error: unknown) => ({ name: stack.name, error: errorText(error).replace(/^dbferry: /, "") }),
        ),
      ),
    ),
  );
}

/**
 * Exit code for several audits: 1 if anything is open, else 2 if a stack could not be audited, else 3 if anything is
 * unproven.
 */
export function exitCodeOf(audits: readonly Audited[]): number {
  const codes = audits.map((one) => ("error" in one ? 2 : EXIT_CODES[verdictOf(one)]));
  return [1, 2, 3].find((code) => codes.includes(code)) ?? 0;
}
