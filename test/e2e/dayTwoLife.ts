import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { STACK } from "../../cli/demo/workspace";
import type { Driver } from "../../provider/core/driver";
import type { Field } from "./harness";

/** What differs between the services in the life of `liveThrough`. */
export interface Service {
  open(): Promise<{ field: Field; driver: Driver }>;
  /** Names in the exchanges of the sandbox: "tencentcloud dts". */
  name: string;
  /** What `dbferry pause` says of the time that a paused task is kept; absent: nothing. */
  within?: RegExp;
  reschedule: {
    /** The refusal in `prepare`; absent: it writes the start into the stack. */
    prepare?: RegExp;
    /** The refusal in `migrate`. */
    migrate: RegExp;
  };
  /** How the service refuses to show its tasks to credentials that may not see them. */
  hides: { call: string; status: number; body: object };
  /** The refusal of a new password while the task replicates; absent: it is taken, and proven. */
  rotate?: RegExp;
}

const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");

/** Every day-two command in every phase of a migration's life. */
export function liveThrough(service: Service): void {
  let field: Field;
  let driver: Driver;
  let calls: string[] = [];
  /** Secrets and tokens of the role's keys. */
  const issued: string[] = [];
  beforeAll(async () => {
    ({ field, driver } = await service.open());
    field.sandbox.world.exchanges.watch(({ service: name, action, body }) => {
      if (name === service.name) calls.push(String(action));
      if (action === "AssumeRole") issued.push(...secretsIn(body));
    });
  });
  afterAll(() => field?.close());

  const config = () =>
    JSON.stringify(parse(readFileSync(join(field.project.folder, `stacks/Pulumi.${STACK}.yaml`), "utf8")).config);
  const tasks = async () => (await driver.find("dbferry-shop")).filter(({ state }) => state !== "ended");
  const states = async () => (await tasks()).map(({ state }) => state);

  async function refused(args: string[], words: RegExp): Promise<void> {
    const [before, stood] = [config(), await states()];
    const done = await field.dbferry(...args, "--yes");
    expect(done.code, done.text).toBe(1);
    expect(done.text.replace(/\s+/g, " ")).toMatch(words);
    expect(done.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    expect(config()).toBe(before);
    expect(await states()).toEqual(stood);
  }

  /** What the service cannot do at all is refused without a call to it. */
  async function refusedUncalled(args: string[], words: RegExp): Promise<void> {
    const before = config();
    calls = [];
    const done = await field.dbferry(...args, "--yes");
    expect(calls).toEqual([]);
    expect(done.code, done.text).toBe(1);
    expect(done.text.replace(/\s+/g, " ")).toMatch(words);
    expect(config()).toBe(before);
  }

  async function succeeds(...args: string[]): Promise<string> {
    const done = await field.dbferry(...args, "--yes");
    expect(done.code, done.text).toBe(0);
    return done.text.replace(/\s+/g, " ");
  }

  async function up(phase: string, ...more: string[]): Promise<void> {
    const done = await field.up(phase, ...more);
    expect(done.code, done.text).toBe(0);
  }

  const audited = async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(await tasks()).toEqual([]);
  };

  it("prepare: nothing to pause or resume; the start as the service allows; expiry and password change", async () => {
    await up("prepare");
    await refused(["pause"], /has been created but not started .*in phase prepare/);
    await refused(["resume"], /has been created but not started .*in phase prepare/);
    const { prepare } = service.reschedule;
    if (prepare) await refusedUncalled(["reschedule", "--at", later(2)], prepare);
    else {
      expect(await succeeds("reschedule", "--at", later(2))).toContain("once the phase is migrate");
      expect(await succeeds("reschedule", "--at", "now")).toContain("starts now");
    }
    expect(await succeeds("extend", "--days", "20")).toMatch(/expires 20\d\d-/);
    expect(await succeeds("rotate", "--account")).toContain("rotated");
    expect(await states()).toEqual(["configuring"]);
    await up("prepare", "--expect-no-changes");
  });

  it("migrate, while it loads: it is paused, and the next update lets it go on", async () => {
    const { faults } = field.sandbox.world;
    faults.copyRowsPerSecond = 300;
    await field.killDuring("migrate", async () => (await states())[0] === "full");
    await refused(["rotate", "--account"], /in phase prepare, but its file says migrate.*let a running update finish/);
    const paused = await succeeds("pause");
    expect(paused).toContain("an update that waits for the task then stops");
    if (service.within) expect(paused).toMatch(service.within);
    expect(await states()).toEqual(["paused"]);
    expect(await succeeds("resume")).toContain("resumed: full");
    expect(await succeeds("pause")).toContain("paused; dbferry resume continues it");
    expect(await succeeds("extend", "--days", "22")).toContain("in the stack's file");
    faults.copyRowsPerSecond = undefined;
    expect(await succeeds("up")).toContain("succeeded");
    expect(await states()).toEqual(["incremental"]);
  });

  it("migrate, while it replicates: paused, extended, resumed; a password as the service allows", async () => {
    await refusedUncalled(["reschedule", "--at", later(5)], service.reschedule.migrate);
    expect(await succeeds("pause")).toContain("paused; dbferry resume continues it");
    expect(await succeeds("pause")).toContain("already paused");
    await succeeds("extend", "--days", "25");
    expect(await states()).toEqual(["paused"]);
    await refused(["rotate", "--account"], service.rotate ?? /paused, and the update would resume it/);
    expect(await succeeds("resume")).toContain("resumed: incremental");
    expect(await succeeds("resume")).toContain("is not paused");
    if (service.rotate) {
      await refused(["rotate", "--account"], service.rotate);
      await refused(["rotate", "--target"], service.rotate);
    } else {
      expect(await succeeds("rotate", "--account")).toMatch(
        /that proves the new password .*rotated; the task logged in with it on the source and continues: incremental/,
      );
    }
    await up("migrate", "--expect-no-changes");
    expect(await states()).toEqual(["incremental"]);
  });

  if (!service.rotate)
    it("a password that the service says it took, and did not, is not proven", async () => {
      const body = { Success: true, HttpStatusCode: 200, RequestId: "0" };
      field.sandbox.world.faults.calls = [
        { call: "ModifyDtsJobPassword", done: false, kind: "answer", status: 200, body },
      ];
      const lied = await field.dbferry("rotate", "--account", "--yes");
      expect(lied.code, lied.text).toBe(1);
      expect(lied.text).toMatch(/not proven that the task logs in .*\n.*pulumi config set --secret accountPassword/);
      expect(await states()).not.toEqual(["incremental"]);
      await field.pulumi("config", "set", "--stack", STACK, "--secret", "accountPassword", "An-other_1-password");
      expect(await succeeds("up")).toContain("succeeded");
      expect(await states()).toEqual(["incremental"]);
    });

  it("is cancelled while paused: the target is emptied, and nothing is open or billed", async () => {
    await succeeds("pause");
    expect(await succeeds("cancel", "--empty-target")).toContain("cancelled: shop");
    expect(await field.targetDatabases()).toEqual([]);
    await audited();
    await refused(["pause"], /the migration is over \(phase cancelled\)/);
  });

  it("is not cancelled while the service shows no task: not proven, with what was not read, and nothing is forgotten", async () => {
    await up("prepare");
    const { calls } = field.sandbox.world.faults;
    calls.push(...Array.from({ length: 300 }, () => ({ kind: "answer" as const, done: false, ...service.hides })));
    const done = await field.dbferry("cancel", "--yes");
    calls.length = 0;
    expect(done.code, done.text).toBe(3);
    const text = done.text.replace(/\s+/g, " ");
    expect(text).toContain("not proven: nothing was found open by migration shop, but not everything was checked");
    expect(text).toContain("you may not see it");
    expect(text).toContain("not cancelled yet: shop; `dbferry cancel` continues");
    expect(text).not.toContain("cancelled: shop");
    expect(await states()).toEqual(["configuring"]);
  });

  it("is cancelled in prepare too, and begins again", async () => {
    expect(await succeeds("cancel")).toContain("cancelled: shop");
    await audited();
  });

  it("after the cutover and in done: only what is still open may be extended, and cancel closes it", async () => {
    for (const phase of ["prepare", "migrate", "cutover"]) await up(phase);
    await refused(["pause"], /has ended .*in phase cutover/);
    await refused(["resume"], /has ended .*in phase cutover/);
    await refused(["rotate", "--account"], /nothing uses the account any more/);
    expect(await succeeds("extend", "--days", "26")).toMatch(/expires 20/);
    await refused(["cancel", "--empty-target"], /--empty-target: .*cutover/);
    expect(await succeeds("cancel")).toMatch(/closed: the cutover of shop remains valid/);
    await audited();
    for (const command of [["pause"], ["resume"], ["extend", "--days", "27"], ["rotate", "--account"]])
      await refused(command, /the migration is over \(phase done\)/);
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("all of it by a role, whose keys are in nothing that was written or printed", () => {
    expect(issued.length).toBeGreaterThan(20);
    const files = field.files().filter(({ text }) => issued.some((secret) => text.includes(secret)));
    expect(files.map(({ path }) => path)).toEqual([]);
    expect(issued.some((secret) => field.printed.includes(secret))).toBe(false);
  });
}

/** Long words in an answer of STS: the secret and the token, not the dates and names. */
function secretsIn(body: unknown): string[] {
  const { Credentials = {} } = body as { Credentials?: Record<string, string> };
  return Object.entries(Credentials).flatMap(([name, value]) =>
    /secretkey|accesskeysecret|token/i.test(name) ? [value] : [],
  );
}
