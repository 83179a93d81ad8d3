import { type ConnectOptions, type Db, withDb } from "../../../../mysql/connect";
import type { CheckInput } from "../../../../mysql/preflight";
import type { Distribution } from "../../../../sandbox/mysql/distribution";
import { distributionOf, type Real, start } from "../../support/servers";
import { type Doing, PAIRS, type Pair, type Situation, STRICT } from "./situation";

export type Sides = Record<"source" | "target", Distribution | undefined>;

export async function distributions(pair: Pair): Promise<Sides> {
  const get = async (which: "mysql56" | "mysql9" | "mariadb") =>
    which === "mysql56" ? undefined : await distributionOf(which);
  const { source, target } = PAIRS[pair];
  return { source: await get(source), target: await get(target) };
}

const WHO = "ferry";

/** The servers of one situation, and the preflight's arguments for them. */
export class Stage {
  private readonly held: Db[] = [];
  readonly connect: Record<"source" | "target", ConnectOptions>;
  input: Partial<CheckInput>;
  /** A waiting statement, and what releases it. */
  pending: Promise<unknown> | undefined;
  release: (() => Promise<unknown>) | undefined;

  private constructor(
    readonly situation: Situation,
    readonly source: Real,
    readonly target: Real,
    readonly scratch: Real | undefined,
    readonly primary: Real | undefined,
  ) {
    this.connect = { source: source.admin, target: target.admin };
    this.input = { ...situation.input };
  }

  static async begin(one: Situation, sides: Sides): Promise<Stage> {
    const [source, target, scratch, primary] = await Promise.all([
      start({ ...STRICT, ...one.options?.source }, sides.source),
      start({ ...one.options?.target }, sides.target),
      one.scratch ? start({}, sides.target) : undefined,
      one.primary ? start({}, sides.source) : undefined,
    ]);
    const stage = new Stage(one, source, target, scratch, primary);
    try {
      await stage.plant();
      return stage;
    } catch (error) {
      await stage.end();
      throw error;
    }
  }

  private async plant(): Promise<void> {
    const { situation: one, source, target } = this;
    const [id] = await withDb(source.admin, (db) => db.query<{ id: number }>("SELECT @@server_id AS id"));
    await source.sql("CREATE DATABASE shop CHARACTER SET latin1", "USE shop", ...(one.source ?? []));
    await target.sql(...(one.target ?? []).map((sql) => sql.replace("<id of the source>", String(id!.id))));
    if (one.account) await this.makeAccount(one.account);
    await one.plant?.(this);
    this.use(one.connect?.(this));
  }

  private async makeAccount({ rights, password, on, host }: NonNullable<Situation["account"]>): Promise<void> {
    const side = on ?? "source";
    const who = `'${WHO}'@'${host ?? "127.0.0.1"}'`;
    await this[side].sql(
      `CREATE USER ${who} IDENTIFIED BY '${password}'`,
      ...rights.map((right) => `GRANT ${right} TO ${who}`),
    );
    this.use({ [side]: { user: WHO, password } });
  }

  /** Connection settings of the preflight from now on. */
  use(options: ReturnType<NonNullable<Doing["connect"]>> | undefined): void {
    for (const side of ["source", "target"] as const)
      Object.assign(this.connect, { [side]: { ...this.connect[side], ...options?.[side] } });
  }

  /** A session that stays open until the end. */
  async hold(side: "source" | "target", ...statements: string[]): Promise<Db> {
    const db = await this[side].db();
    this.held.push(db);
    for (const sql of statements) await db.query(sql);
    return db;
  }

  async do(doing: Doing): Promise<void> {
    for (const side of ["source", "target"] as const) {
      await this[side].sql(...(doing[side] ?? []));
      const options = doing.options?.[side];
      if (options) await this[side].server.restartWith(options);
    }
    this.input = { ...this.input, ...doing.input };
    await doing.run?.(this);
    this.use(doing.connect?.(this));
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.held.map((db) => db.close()));
    await Promise.all([this.source, this.target, this.scratch, this.primary].map((server) => server?.stop()));
  }
}
