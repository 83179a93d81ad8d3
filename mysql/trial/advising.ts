import { collations } from "../collations";
import type { Db } from "../connect";
import { strictRowFormat } from "../facts/rowFormat";
import { globalVariables } from "../facts/settings";
import type { Side } from "../side";
import { quoteName } from "../sql";
import { attempt, literal, withoutKeyChecks } from "./attempt";
import type { Failed } from "./creation";
import { Creator } from "./creator";
import type { Definition } from "./definitions";
import type { Place } from "./place";
import { type Advice, advise, type Where } from "./remedies";
import { ADVISED } from "./result";

/** Tries ways out of refusals on the definitions that were refused, where they were refused. */
export class Advising extends Creator {
  constructor(
    all: readonly Db[],
    place: Place,
    target: Side,
    private readonly source: Side,
  ) {
    super(all, place, target);
  }

  /** Looks for a way out of each refusal, on the definition at hand. */
  async advise(failed: readonly Failed[], signal: AbortSignal | undefined): Promise<void> {
    for (const { refusal } of failed.slice(ADVISED)) refusal.unadvised = true;
    if (failed.length === 0) return;
    const where: Where = {
      target: this.target,
      targetMode: (await globalVariables(this.target)).get("sql_mode") ?? "",
      sourceCollations: await collations(this.source),
      sourceRowFormat: await strictRowFormat(this.source),
    };
    for (const { definition, sql, refusal } of failed.slice(0, ADVISED)) {
      const answers: string[] = [];
      for (const advice of advise(definition, refusal.errno, where)) {
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
    if (advice.ofDatabase) {
      await db.query(advice.ofDatabase(quoteName(this.place.name(one.database)!)), [], { doing: "" });
      return;
    }
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
