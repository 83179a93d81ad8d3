import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { markFor, readMark, tagsFor } from "../../model/expiry";
import { Field, type Outcome } from "./harness";

/** A second stack takes over what the first one made (`adopt`), and removes it. */
describe("what another stack adopts", () => {
  let first: Field;
  let second: Field;
  /** What is open before anything is made. */
  let nothing: string;
  beforeAll(async () => {
    first = await Field.open();
    second = await first.beside();
    nothing = JSON.stringify(first.openings());
    const up = await first.up("prepare");
    expect(up.code, up.text).toBe(0);
  });
  beforeEach(() => adopt(undefined));
  afterAll(() => first?.close());

  const world = () => first.sandbox.world;
  const instance = () => world().alicloud.rds.get(first.sandbox.source.instanceId);
  const accounts = () =>
    first.as("source", (db) =>
      db.query("SELECT User AS user FROM mysql.user WHERE User LIKE 'df\\_shop%' AND Host <> '127.0.0.1'"),
    );
  const ids = async () => {
    const [task] = await first.tasks();
    const [account] = await accounts();
    return {
      task: task!.id,
      eip: world().huaweicloud.eips.list()[0]!.id,
      endpoint: `${instance().id}:${instance().publicEndpoint!.prefix}`,
      targetRule: world()
        .huaweicloud.securityGroups.rules()
        .find(({ description }) => readMark(description)?.id === "shop")!.id,
      allowlist: [...instance().allowlists.keys()].find((name) => name.startsWith("dbferry_shop"))!,
      account: String(account!["user"]),
    };
  };
  const adopt = (chosen: object | undefined) =>
    second.configure(({ "dbferry:migration": migration }) => {
      migration.adopt = chosen;
      if (!chosen) delete migration.adopt;
    });
  const open = async () => JSON.stringify([first.openings(), await first.tasks()]);
  const refused = async (what: Promise<Outcome>, ...says: RegExp[]) => {
    const before = await open();
    const { code, text } = await what;
    expect(code, text).not.toBe(0);
    for (const words of says) expect(text).toMatch(words);
    expect(await open()).toBe(before);
  };
  const fine = async (what: Promise<Outcome>) => {
    const { code, text } = await what;
    expect(code, text).toBe(0);
  };
  /** The second stack has all of it, whatever an earlier test has left. */
  const taken = async () => {
    const made = await ids();
    adopt(made);
    await fine(second.up("prepare"));
    return made;
  };
  /** The first stack has all of it again. */
  const returned = async () => {
    await fine(second.destroy());
    await fine(first.up("prepare"));
  };

  it("is looked at in the preview, all of it at once", async () => {
    const endpoint = `${instance().id}:dbferry-shop-1a2b3c`;
    adopt({ task: "no-task", eip: "no-eip", endpoint, targetRule: "no-rule" });
    const lines = ["task: no-task", "eip: no-eip", `endpoint: ${endpoint}`, "targetRule: no-rule"];
    await refused(
      second.pulumi("preview", "--stack", STACK),
      ...lines.map((line) => new RegExp(`- adopt\\.${line}, which is not in \\S+ Cloud \\S+; needed: .+or remove it`)),
    );
  });

  it("is refused in parts that belong together, in words that say so", async () => {
    const { task, eip } = await ids();
    adopt({ task });
    await refused(second.up("prepare"), /adopt\.eip: nothing, and the task \S+ has the EIP /);
    adopt({ eip });
    await refused(second.up("prepare"), /adopt\.eip: \S+, which is bound to /);
  });

  it("is all of it that stack's, rule and endpoint with the name that they had", async () => {
    const before = await open();
    const made = await taken();
    await fine(second.up("prepare", "--expect-no-changes"));
    expect(await ids()).toEqual(made);
    expect(await open()).not.toBe(before);
  });

  it("is no longer touched by the stack that made it, which says so", async () => {
    await taken();
    const says =
      /which the stack organization\/dbferry\/\S+ created; it is not touched|has taken (it|the task \S+) over/;
    await refused(first.up("prepare"), says);
    await refused(first.pulumi("preview", "--stack", STACK), says);
    await refused(first.destroy(), says, /pulumi stack rm/);
    await refused(first.dbferry("cancel", "--yes"), says);
  });

  it("is removed by the stack that adopted it, and the first makes all of it anew", async () => {
    await taken();
    await fine(second.destroy());
    expect(JSON.stringify(first.openings())).toBe(nothing);
    expect(await first.tasks()).toEqual([]);
    expect(await accounts()).toEqual([]);
    await returned();
    await fine(first.up("prepare", "--expect-no-changes"));
    const before = await open();
    const audit = await second.dbferry("audit", "--clean", "--yes");
    expect(audit.text).not.toContain("closing");
    expect(await open()).toBe(before);
  });

  it("is not said to be cancelled where it is taken over while the cancellation runs", async () => {
    await returned();
    const [task] = await first.tasks();
    const others = { organization: "acme", project: "dbferry", stack: "second", id: "0123456789ab" };
    const mark = async (by: typeof others, expires = new Date("2030-01-01T00:00:00Z")) => {
      const change = { description: markFor("shop", expires, by), tags: tagsFor("shop", expires, "ops", by) };
      await first.driver().rename(task!.id, { name: "dbferry-shop", ...change });
    };
    const cancelling = first.dbferry("cancel", "--yes");
    // The plan has been shown by then, and the engine has not begun.
    while (first.configured("dbferry:phase") !== "cancelled") await new Promise((done) => setTimeout(done, 5));
    await mark(others);
    const { code, text } = await cancelling;
    expect(code, text).toBe(1);
    expect(text).toMatch(/the stack acme\/dbferry\/second has taken the task \S+ over/);
    expect(text).toContain("not cancelled: shop; another stack has its task now");
    expect(text).not.toMatch(/nothing is left open|to start again|dbferry cancel` continues/);
    expect((await first.tasks()).map(({ id }) => id)).toEqual([task!.id]);
    const status = await first.dbferry("status");
    expect(status.code, status.text).toBe(1);
    expect(status.text.replace(/\s+/g, " ")).toContain("the stack acme/dbferry/second has taken the task over");
    // The other stack gives it back.
    const own = readMark(task!.description)!;
    const [organization, project, stack] = own.stack!.split("/") as [string, string, string];
    await mark({ organization, project, stack, id: own.state! }, own.expires);
    await fine(first.dbferry("cancel", "--yes"));
    expect(JSON.stringify(first.openings())).toBe(nothing);
  });

  it("is no running task", async () => {
    await returned();
    await fine(first.up("migrate"));
    adopt(await ids());
    await refused(
      second.up("migrate"),
      /adopt\.task: \S+, which the stack \S+ created, and which has started \(INCRE\w+\)/,
    );
  });
});
