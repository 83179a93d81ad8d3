import { globalVariables } from "../facts/settings";
import { quoteName } from "../sql";
import { attempt, literal, withoutKeyChecks } from "./attempt";
import type { Failed } from "./creation";
import { Creator } from "./creator";
import type { Definition } from "./definitions";
import { type Advice, advise } from "./remedies";

/** Refusals for which a way out is looked for. */
const ADVISED = 100;

/** Tries ways out of refusals on the definitions that were refused, where they were refused. */
export class Advising extends Creator {
  /** Looks for a way out of each refusal, on the definition at hand. */
  async advise(failed: readonly Failed[], signal: AbortSignal | undefined): Promise<void> {
    const mode = (await globalVariables(this.target)).get("sql_mode") ?? "";
    for (const { definition, sql, refusal } of failed.slice(0, ADVISED)) {
      const answers: string[] = [];
      for (const advice of advise(definition, refusal.errno, this.target, mode)) {
        signal?.throwIfAborted();
        const error = advice.told ? undefined : await attempt(() => this.once(definition, sql, advice));
        if (!error) {
          refusal.remedy = advice.text;
          break;
        }
        answers.push(`${advice.text.split("\n")[0]}: ${this.words(error)}`);
      }
      if (refusal.remedy === undefined && answers.length > 0) refusal.triedInVain = answers;
    }
  }

  /** Creates it as the advice says, and removes it. */
  private async once(one: Definition, sql: string, advice: Advice): Promise<void> {
    const db = this.first;
    await this.use(db, one, advice.mode ?? one.sqlMode);
    const before: [string, string][] = [];
    try {
      for (const [name, value] of Object.entries(advice.set ?? {})) {
        const [row] = await db.query<{ v: string | number }>(`SELECT @@SESSION.${name} AS v`);
        before.push([name, String(row!.v)]);
        await db.query(`SET SESSION ${name} = ${literal(value)}`);
      }
      await db.query(advice.edit ? advice.edit(sql) : sql, [], { doing: "" });
      await withoutKeyChecks(db, () => db.query(`DROP ${one.kind.toUpperCase()} IF EXISTS ${quoteName(one.name)}`));
    } finally {
      for (const [name, value] of before) await db.query(`SET SESSION ${name} = ${literal(value)}`);
    }
  }
}
