import { describe, expect, it } from "vitest";
import type { AccountSpec } from "../../../mysql/accounts";
import { Secret, type Values } from "../../../plugin/values";
import { bare, type Stage, stage } from "../support/fake";

const ADMIN = "adm-Pa55-canary";
const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: ADMIN };

describe("a migration account", () => {
  const ACCOUNT: Values = {
    connect: CONNECT,
    user: "df_shop",
    hosts: ["203.0.113.10/32"],
    role: "source",
    engine: "drs",
    databases: ["shop"],
  };

  /** Accounts on one server, with the requested specs. */
  function server(s: Stage): { asked: AccountSpec[]; hosts: Set<string> } {
    const state = { asked: [] as AccountSpec[], hosts: new Set<string>() };
    const shown = () => ({ user: "df_shop", hosts: [...state.hosts].sort(), grants: {}, requireTls: false });
    s.mysql.ensureAccount = async (_admin, spec) => {
      state.asked.push(spec);
      for (const host of spec.hosts) state.hosts.add(host);
      return { ...shown(), created: [...spec.hosts], seals: { "203.0.113.10": "sealed" } };
    };
    s.mysql.lookAtAccount = async (_admin, { hosts }) => ({
      differences: hosts.filter((host) => !state.hosts.has(host)).map((host) => `the account at ${host} is gone`),
      seals: {},
    });
    s.mysql.dropAccount = async (_admin, _user, hosts) => {
      for (const host of hosts) state.hosts.delete(host);
      return [...hosts];
    };
    return state;
  }

  it("exists for the task's addresses only, with a secret password", async () => {
    const s = stage();
    const { asked } = server(s);
    const { id, outputs } = await s.create("MysqlAccount", { ...ACCOUNT, password: "acc-Pa55-canary" });
    expect(id).toBe("df_shop@127.0.0.1:3306");
    expect(asked[0]).toMatchObject({
      hosts: ["203.0.113.10"],
      role: "source",
      mode: "full+incremental",
      databases: ["shop"],
      owned: false,
    });
    expect(outputs["password"]).toEqual(new Secret("acc-Pa55-canary"));
  });

  it("gets a generated password if none is given, which updates keep", async () => {
    const s = stage();
    server(s);
    const first = await s.create("MysqlAccount", ACCOUNT);
    const second = await s.create("MysqlAccount", ACCOUNT);
    const password = bare(first.outputs)["password"] as string;
    expect(password).toHaveLength(28);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[-_=+]/]) expect(password).toMatch(kind);
    expect(bare(second.outputs)["password"]).not.toBe(password);
    const after = await s.update("MysqlAccount", first.id, ACCOUNT, first.outputs, {
      ...ACCOUNT,
      databases: ["shop", "stock"],
    });
    expect(bare(after)["password"]).toBe(password);
  });

  it("rotates its password in place", async () => {
    const s = stage();
    const { asked } = server(s);
    const { id, outputs } = await s.create("MysqlAccount", { ...ACCOUNT, password: "old-Pa55" });
    await s.update("MysqlAccount", id, { ...ACCOUNT, password: "old-Pa55" }, outputs, {
      ...ACCOUNT,
      password: "new-Pa55",
    });
    expect(asked[1]).toMatchObject({ password: "new-Pa55", owned: true, former: ["203.0.113.10"] });
  });

  describe("an account reached by another address", () => {
    const ELSEWHERE: Values = { ...CONNECT, host: "127.0.0.2" };
    const diffOf = (s: Stage, news: Values) => s.handlers.diff("dbferry:index:MysqlAccount", ACCOUNT, {}, news);

    async function moved(identity: (host: string) => string) {
      const s = stage();
      const { hosts } = server(s);
      const dropped: string[] = [];
      s.mysql.serverIdentity = async ({ host }) => identity(host);
      s.mysql.dropAccount = async ({ host }, _user, at) => {
        dropped.push(...at.map((one) => `${one} on ${host}`));
        return [...at];
      };
      const { id, outputs } = await s.create("MysqlAccount", ACCOUNT);
      const after = await s.update("MysqlAccount", id, ACCOUNT, outputs, { ...ACCOUNT, connect: ELSEWHERE });
      return { s, hosts, dropped, kept: bare(after)["password"] === bare(outputs)["password"] };
    }

    it("is the same account of the same server: nothing is recreated, and nothing dropped", async () => {
      expect(diffOf(stage(), { ...ACCOUNT, connect: ELSEWHERE }).changes.some(({ replace }) => replace)).toBe(false);
      const { dropped, hosts, kept } = await moved(() => "uuid-1");
      expect(dropped).toEqual([]);
      expect([...hosts]).toEqual(["203.0.113.10"]);
      expect(kept).toBe(true);
    });

    it("of another server is dropped where it was", async () => {
      const { dropped } = await moved((host) => `uuid of ${host}`);
      expect(dropped).toEqual(["203.0.113.10 on 127.0.0.1"]);
    });

    it("of a server that no longer responds is left there, and a message says so", async () => {
      const { dropped, s } = await moved((host) => {
        if (host === "127.0.0.1") throw new Error("no answer");
        return "uuid-1";
      });
      expect(dropped).toEqual([]);
      expect(s.log.kept("warning").join()).toMatch(/127\.0\.0\.1:3306.*does not respond.*drop the account there/);
    });
  });

  it.each(["%", "", "_%", "10.%", "0.0.0.0/0", "0.0.0.0/0.0.0.0"])("is refused at %j", (host) => {
    const { failures } = stage().handlers.check("dbferry:index:MysqlAccount", undefined, { ...ACCOUNT, hosts: [host] });
    expect(failures.map((failure) => failure.property)).toEqual(["hosts[0]"]);
  });

  it("shows no drift if nothing changed, and is recreated with its password if somebody dropped it", async () => {
    const s = stage();
    const { hosts } = server(s);
    const { id, outputs } = await s.create("MysqlAccount", ACCOUNT);
    const seen = (await s.read("MysqlAccount", id, ACCOUNT, outputs))!;
    expect(seen.outputs).toEqual(outputs);
    expect(
      s.handlers.diff(
        "dbferry:index:MysqlAccount",
        seen.inputs,
        seen.outputs,
        s.handlers.check("dbferry:index:MysqlAccount", undefined, ACCOUNT).inputs,
      ).changes,
    ).toEqual([]);
    hosts.clear();
    const gone = (await s.read("MysqlAccount", id, ACCOUNT, outputs))!;
    expect(bare(gone.outputs)["drift"]).toEqual(["the account at 203.0.113.10 is gone"]);
    const again = await s.update("MysqlAccount", id, ACCOUNT, gone.outputs, ACCOUNT);
    expect(again).toEqual(outputs);
    expect([...hosts]).toEqual(["203.0.113.10"]);
  });

  it("that cannot be read does not count as present: the next update reads it again, and it does not block a removal", async () => {
    const s = stage();
    server(s);
    const { id, outputs } = await s.create("MysqlAccount", ACCOUNT);
    s.mysql.lookAtAccount = async () => {
      throw new Error(`no answer from 127.0.0.1`);
    };
    const seen = (await s.read("MysqlAccount", id, ACCOUNT, outputs))!;
    expect(bare(seen.outputs)["drift"]).toEqual(["it could not be read: no answer from 127.0.0.1"]);
    const { changes } = s.handlers.diff("dbferry:index:MysqlAccount", seen.inputs, seen.outputs, seen.inputs);
    expect(changes.map(({ path }) => path)).toEqual(["drift"]);
    expect(s.log.kept("warning").join()).toContain("could not be read");
  });

  it("is dropped for exactly its hosts", async () => {
    const s = stage();
    const { hosts } = server(s);
    await s.create("MysqlAccount", ACCOUNT);
    hosts.add("192.0.2.1");
    await s.remove("MysqlAccount", "df_shop@127.0.0.1:3306", ACCOUNT);
    expect([...hosts]).toEqual(["192.0.2.1"]);
  });
});

describe("an account that a task still uses", () => {
  const INPUT = (whenLive: string): Values => ({
    connect: CONNECT,
    engine: "drs",
    user: "df_shop",
    hosts: ["10.0.0.9"],
    role: "target",
    task: { id: "job-1", whenLive },
  });

  it.each([
    ["incremental", "refuse", ["refused"]],
    ["incremental", "end", ["end", "drop"]],
    // It continues once its cause is corrected.
    ["incrementalFailed", "refuse", ["refused"]],
    // Its network is gone, and the target is still read-only.
    ["incrementalFailed", "end", ["end", "drop"]],
    ["fullFailed", "refuse", ["end", "drop"]],
    ["configuring", "refuse", ["drop"]],
    ["ended", "refuse", ["drop"]],
  ] as const)("task %s, whenLive %s: %j", async (state, whenLive, expected) => {
    const s = stage();
    s.driver.put(state, { id: "job-1" });
    s.mysql.dropAccount = async () => {
      s.driver.calls.push("drop");
      return [];
    };
    await s.remove("MysqlAccount", "x", INPUT(whenLive)).catch(() => s.driver.calls.push("refused"));
    expect(s.driver.calls.filter((call) => call !== "describe")).toEqual(expected);
  });
});
