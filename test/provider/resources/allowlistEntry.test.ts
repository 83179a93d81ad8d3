import { describe, expect, it } from "vitest";
import { ownerMark } from "../../../model/expiry";
import { allowlistGroup } from "../../../model/names";
import type { Values } from "../../../plugin/values";
import { InitFailed, UserProblem } from "../../../provider/core/failure";
import { bare, type Stage, stage } from "../support/fake";

const TYPE = "dbferry:index:AllowlistEntry";
const ENTRY: Values = {
  cloud: "alicloud",
  instanceId: "rm-1",
  region: "cn-hangzhou",
  group: "dbferry_shop",
  cidrs: ["203.0.113.10/32", "198.51.100.0/29"],
};

/** The stack in these tests. */
const MARK = ownerMark("shop", { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" })!;

const open = (s: Stage, change: Values = {}) => s.create("AllowlistEntry", { ...ENTRY, ...change });
const group = (s: Stage) => s.allowlist.groupsByName.get("dbferry_shop");
const problems = (change: Values) => stage().handlers.check(TYPE, undefined, { ...ENTRY, ...change }).failures;

describe("checking an allowlist entry", () => {
  it.each([
    [["0.0.0.0/0"], "cidrs[0]", /everybody/],
    [["203.0.113.10", "0.0.0.0/1", "128.0.0.0/1"], "cidrs", /together they let in 4294967296/],
    [["10.0.0.0/8"], "cidrs", /16777216 addresses/],
    [["%"], "cidrs[0]", /everybody|neither/],
    [["rm-1.mysql.rds.aliyuncs.com"], "cidrs[0]", /neither an IPv4 address nor/],
    [["2001:db8::1"], "cidrs[0]", /IPv4/],
  ])("refuses %j", (cidrs, property, reason) => {
    expect(problems({ cidrs })).toEqual([{ property, reason: expect.stringMatching(reason) }]);
  });

  it("refuses one that does not name its cloud", () => {
    expect(problems({ cloud: undefined })).toEqual([
      { property: "cloud", reason: "missing; needed: one of alicloud, tencentcloud, huaweicloud" },
    ]);
  });

  it.each(["default", "ali_dms_group", "hdm_security_ips", "Shop", "x", "shop_", "9shop"])(
    "refuses the group %s",
    (name) => {
      expect(problems({ group: name })).toEqual([{ property: "group", reason: expect.any(String) }]);
    },
  );

  it("reports all problems at once, by property path", () => {
    const { group: _, ...rest } = ENTRY;
    const { failures } = stage().handlers.check(TYPE, undefined, { ...rest, cidrs: ["0.0.0.0/0"], colour: "red" });
    expect(failures.map((failure) => failure.property).sort()).toEqual(["cidrs[0]", "colour", "group"]);
  });
});

it("adds an address once, however often and in whatever spelling it is given", async () => {
  const s = stage();
  const added: string[][] = [];
  const change = s.allowlist.change.bind(s.allowlist);
  s.allowlist.change = async (instance, name, how, entries) => {
    if (how === "add") added.push([...entries]);
    return change(instance, name, how, entries);
  };
  await open(s, { cidrs: ["203.0.113.10/32", "203.0.113.10", "203.0.113.10/32"] });
  expect(added).toEqual([["203.0.113.10"]]);
});

it("records what an update has added before it failed, so that a destroy removes it", async () => {
  const s = stage();
  const { id, outputs } = await open(s);
  s.allowlist.change = async (_, name) => {
    s.allowlist.groupsByName.get(name)!.push("203.0.113.20");
    throw new UserProblem("the group has no room for more rules");
  };
  const more = ["203.0.113.20", "203.0.113.21"];
  const attempt = s.update("AllowlistEntry", id, ENTRY, outputs, { ...ENTRY, cidrs: more });
  const failed: InitFailed = await attempt.then(
    () => expect.unreachable(),
    (error) => error,
  );
  expect(failed).toBeInstanceOf(InitFailed);
  expect(failed.message).toContain("no room for more rules");
  expect(bare(failed.inputs!)["cidrs"]).toEqual([...(ENTRY["cidrs"] as string[]), ...more]);
  expect(bare(failed.properties)["cidrs"]).toEqual([...(ENTRY["cidrs"] as string[]), "203.0.113.20"]);
});

describe("a change of an allowlist entry", () => {
  const replaced = (change: Values) =>
    stage()
      .handlers.diff(TYPE, { cloud: "alicloud", ...ENTRY }, {}, { cloud: "alicloud", ...ENTRY, ...change })
      .changes.some(({ replace }) => replace);

  it("that keeps the same group of the same instance never replaces it: the deletion would remove what was just created", () => {
    expect(replaced({ region: "cn-shanghai" })).toBe(false);
    expect(replaced({ account: "partner" })).toBe(false);
    expect(replaced({ cidrs: ["203.0.113.11/32"] })).toBe(false);
    expect(replaced({ group: "dbferry_other" })).toBe(true);
    expect(replaced({ instanceId: "rm-2" })).toBe(true);
  });

  it("in how the instance is reached leaves its addresses in place", async () => {
    const s = stage();
    const { id, outputs } = await open(s);
    await s.update("AllowlistEntry", id, ENTRY, outputs, { ...ENTRY, region: "cn-shanghai" });
    expect(group(s)).toEqual(["203.0.113.10", "198.51.100.0/29"]);
  });

  const MACHINE = { ...ENTRY, instanceId: "i-1", securityGroup: { id: "sg-1", port: 3306 } };
  const AT = { urn: `urn:pulumi:test::dbferry::${TYPE}::x`, type: TYPE };

  it.each([
    ["another security group", { id: "sg-2", port: 3306 }],
    ["another port", { id: "sg-1", port: 3307 }],
  ])("to %s closes what was let in before, although the new one has the same id", async (_, securityGroup) => {
    const s = stage();
    const before = s.groupAt("sg-1", 3306);
    const { id, outputs } = await s.create("AllowlistEntry", MACHINE);
    expect((await s.create("AllowlistEntry", { ...MACHINE, securityGroup })).id).toBe(id);
    await s.handlers.delete(AT, id, MACHINE, outputs);
    expect(before.groupsByName.get("dbferry_shop")).toBeUndefined();
    expect(s.groupAt(securityGroup.id, securityGroup.port).groupsByName.get("dbferry_shop")).toHaveLength(2);
  });

  it("that is made again in its place keeps what it lets in", async () => {
    const s = stage();
    const { id, outputs } = await s.create("AllowlistEntry", MACHINE);
    await s.handlers.delete(AT, id, MACHINE, outputs);
    expect(s.groupAt("sg-1", 3306).groupsByName.get("dbferry_shop")).toHaveLength(2);
  });

  it("that adds the cloud is not a change if an earlier version left it out: it was Alibaba's", async () => {
    const { cloud: _, ...before } = ENTRY;
    const s = stage();
    const outputs = { instanceId: "rm-1", group: "dbferry_shop", cidrs: ENTRY["cidrs"]!, unmanaged: [] };
    s.allowlist.groupsByName.set("dbferry_shop", ["203.0.113.10", "198.51.100.0/29"]);
    expect(s.handlers.diff(TYPE, before, outputs, ENTRY).changes).toEqual([]);
    const other = s.handlers.diff(TYPE, before, outputs, { ...ENTRY, cloud: "huaweicloud" });
    expect(other.changes).toEqual([expect.objectContaining({ path: "cloud", replace: true })]);
    const call = { urn: `urn:pulumi:test::dbferry::${TYPE}::x`, type: TYPE };
    await s.handlers.delete(call, "rm-1/dbferry_shop", before, outputs);
    expect(group(s)).toBeUndefined();
  });
});

describe("an allowlist entry", () => {
  it("adds its addresses to its own group and reads them back unchanged", async () => {
    const s = stage();
    const { id, outputs } = await open(s);
    expect(id).toBe("rm-1/dbferry_shop");
    expect(group(s)).toEqual(["203.0.113.10", "198.51.100.0/29"]);
    expect(bare(outputs)).toEqual({ instanceId: "rm-1", group: "dbferry_shop", cidrs: ENTRY["cidrs"], unmanaged: [] });
    expect(s.allowlist.groupsByName.get("default")).toEqual(["127.0.0.1"]);
  });

  it("adds only what is missing to a group with its mark, as after a kill", async () => {
    const s = stage();
    const mine = allowlistGroup("shop", "rm-1", { id: "4f1c0d9be2a7" });
    s.allowlist.groupsByName.set(mine, ["203.0.113.10"]);
    await open(s, { group: mine, mark: MARK });
    expect(s.allowlist.changes).toEqual([`add ${mine} 198.51.100.0/29`]);
  });

  it.each([
    ["has no dbferry mark", "dbferry_shop", MARK],
    ["bears another's", allowlistGroup("shop", "rm-1", { id: "000000000000" }), MARK],
    ["is of a state that has none", "dbferry_shop", undefined],
  ])("takes over no address of a group that %s: it would remove the address later", async (_, name, mark) => {
    const s = stage();
    s.allowlist.groupsByName.set(name, ["203.0.113.10"]);
    const given = { group: name, ...(mark ? { mark } : {}) };
    await expect(open(s, given)).rejects.toThrow(/already lets in 203\.0\.113\.10.*not touched.*adopt/);
    expect(s.allowlist.changes).toEqual([]);
    await open(s, { ...given, adopt: name });
    expect(s.allowlist.changes).toEqual([`add ${name} 198.51.100.0/29`]);
  });

  it("leaves the entries of others in the group alone, on creation and deletion", async () => {
    const s = stage();
    s.allowlist.groupsByName.set("dbferry_shop", ["192.0.2.77"]);
    const { outputs } = await open(s);
    expect(bare(outputs)["unmanaged"]).toEqual(["192.0.2.77"]);
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    expect(group(s)).toEqual(["192.0.2.77"]);
  });

  it("removes exactly its addresses", async () => {
    const s = stage();
    await open(s);
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    expect(group(s)).toBeUndefined();
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
  });

  it("admits nobody when a group must keep one entry", async () => {
    const s = stage();
    await open(s);
    s.allowlist.keepsLast = true;
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    expect(group(s)).toEqual(["127.0.0.1"]);
  });

  it("waits while the instance accepts no change", async () => {
    const s = stage();
    s.allowlist.refusals = ["OperationDenied.DBInstanceStatus", "OperationDenied.DBInstanceStatus"];
    await open(s);
    expect(group(s)).toHaveLength(2);
  });

  it("does not repeat a call after a permanent refusal", async () => {
    const s = stage();
    s.allowlist.refusals = ["Forbidden.RAM", "Forbidden.RAM"];
    await expect(open(s)).rejects.toThrow(/Forbidden\.RAM/);
    expect(s.allowlist.refusals).toEqual(["Forbidden.RAM"]);
  });

  it("shows an address that somebody removed as drift, and adds it again", async () => {
    const s = stage();
    const { outputs } = await open(s);
    s.allowlist.groupsByName.set("dbferry_shop", ["203.0.113.10"]);
    const seen = (await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs))!;
    expect(bare(seen.outputs)["cidrs"]).toEqual(["203.0.113.10/32"]);
    const diff = s.handlers.diff(TYPE, seen.inputs, seen.outputs, s.handlers.check(TYPE, undefined, ENTRY).inputs);
    expect(diff.changes).toEqual([{ path: "drift", kind: "delete", replace: false, input: false }]);
    expect(String(bare(seen.outputs)["drift"])).toMatch(/no longer lets 198\.51\.100\.0\/29 in/);
    await s.update("AllowlistEntry", "rm-1/dbferry_shop", seen.inputs, seen.outputs, ENTRY);
    expect(group(s)).toHaveLength(2);
  });

  it("shows an address that somebody added, and does not touch it", async () => {
    const s = stage();
    const { outputs } = await open(s);
    s.allowlist.groupsByName.get("dbferry_shop")!.push("192.0.2.77");
    const seen = (await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs))!;
    expect(bare(seen.outputs)["unmanaged"]).toEqual(["192.0.2.77"]);
    expect(
      s.handlers.diff(TYPE, seen.inputs, seen.outputs, s.handlers.check(TYPE, undefined, ENTRY).inputs).changes,
    ).toEqual([]);
  });

  it("shows no drift if nothing changed, and counts as gone if nothing of it is left", async () => {
    const s = stage();
    const { outputs } = await open(s);
    const seen = (await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs))!;
    expect(seen.outputs).toEqual(outputs);
    s.allowlist.groupsByName.delete("dbferry_shop");
    expect(await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs)).toBeUndefined();
  });

  it("opens a new address before it closes the old one", async () => {
    const s = stage();
    const { outputs } = await open(s);
    const change = { ...ENTRY, cidrs: ["192.0.2.5", "198.51.100.0/29"] };
    const after = await s.update("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs, change);
    expect(s.allowlist.changes.slice(1)).toEqual(["add dbferry_shop 192.0.2.5", "remove dbferry_shop 203.0.113.10"]);
    expect(bare(after)).toMatchObject({ cidrs: ["192.0.2.5", "198.51.100.0/29"], unmanaged: [] });
  });
});

describe("what is left when an allowlist entry is gone", () => {
  it("is told: what somebody has made of an entry in its group, and the same address under another name", async () => {
    const s = stage();
    s.allowlist.groupsByName.set("dbferry_shop", ["198.51.100.0/29", "203.0.113.0/24"]);
    s.allowlist.groupsByName.set("renamed", ["203.0.113.10"]);
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    expect(group(s)).toEqual(["203.0.113.0/24"]);
    const told = s.log.kept("warning").join("\n");
    expect(told).toContain("also lets in 203.0.113.0/24");
    expect(told).toContain("rm-1 still lets in 203.0.113.10 under the name 'renamed'");
  });

  it("is told when a read finds it gone, because then nothing is deleted any more", async () => {
    const s = stage();
    const { outputs } = await open(s);
    s.allowlist.groupsByName.set("dbferry_shop", ["203.0.113.0/24"]);
    s.allowlist.groupsByName.set("renamed", ["203.0.113.10", "198.51.100.0/29"]);
    expect(await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs)).toBeUndefined();
    const told = s.log.kept("warning").join("\n");
    expect(told).toContain("also lets in 203.0.113.0/24");
    expect(told).toContain("rm-1 still lets in 203.0.113.10, 198.51.100.0/29 under the name 'renamed'");
  });

  it("stays in the state where the cloud keeps a name as a text that anybody can change: an audit knows it from there", async () => {
    const s = stage();
    const { outputs } = await open(s);
    Object.assign(s.allowlist, { renamable: true });
    s.allowlist.groupsByName.set("dbferry_shop", []);
    s.allowlist.groupsByName.set("renamed", ["203.0.113.10"]);
    const seen = await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs);
    expect(seen?.outputs).toMatchObject({
      cidrs: [],
      drift: expect.arrayContaining([expect.stringContaining("no longer lets 203.0.113.10")]),
    });
    s.allowlist.groupsByName.set("renamed", ["192.0.2.1"]);
    expect(await s.read("AllowlistEntry", "rm-1/dbferry_shop", ENTRY, outputs)).toBeUndefined();
  });

  it("is not forgotten where it may be ours under another name: a deletion is refused with both ways out", async () => {
    const s = stage();
    Object.assign(s.allowlist, { renamable: true });
    s.allowlist.groupsByName.set("dbferry_shop", ["198.51.100.0/29"]);
    s.allowlist.groupsByName.set("web", ["203.0.113.10"]);
    const removal = () => s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    await expect(removal()).rejects.toThrow(
      /rm-1 still lets in 203\.0\.113\.10 \(described as 'web'\).*remove it in the console.*pulumi state delete \S*urn:/,
    );
    expect([group(s), s.allowlist.groupsByName.get("web")]).toEqual([undefined, ["203.0.113.10"]]);
    s.allowlist.groupsByName.delete("web");
    await removal();
  });

  it("is not told where nothing is", async () => {
    const s = stage();
    s.allowlist.groupsByName.set("dbferry_shop", ["198.51.100.0/29", "203.0.113.10"]);
    await s.remove("AllowlistEntry", "rm-1/dbferry_shop", ENTRY);
    expect(s.log.kept("warning")).toEqual([]);
  });
});

describe("rules of a security group that were added", () => {
  /** A list whose entries have ids, as rules have. */
  function guarded(): { s: Stage; rules: Map<string, { name: string; entry: string }> } {
    const s = stage();
    const rules = new Map<string, { name: string; entry: string }>();
    let made = 0;
    Object.assign(s.allowlist, {
      renamable: true,
      groups: async () =>
        [...new Set([...rules.values()].map(({ name }) => name))].map((name) => {
          const own = [...rules].filter(([, rule]) => rule.name === name);
          return { name, attribute: "", entries: own.map(([, rule]) => rule.entry), ids: own.map(([id]) => id) };
        }),
      change: async (_: string, name: string, how: string, entries: readonly string[]) => {
        for (const entry of entries) {
          if (how === "add") rules.set(`r-${++made}`, { name, entry });
          for (const [id, rule] of rules)
            if (how === "remove" && rule.name === name && rule.entry === entry) rules.delete(id);
        }
      },
    });
    return { s, rules };
  }
  const ONE = { cidrs: ["203.0.113.10/32"] };

  it("are known by their ids, and are found whatever somebody has made of them", async () => {
    const { s, rules } = guarded();
    const { id, outputs } = await open(s, ONE);
    expect(bare(outputs)["rules"]).toEqual(["r-1"]);
    rules.set("r-1", { name: "web", entry: "ingress allow tcp 0.0.0.0/0 3306" });
    const seen = await s.read("AllowlistEntry", id, { ...ENTRY, ...ONE }, outputs);
    expect(bare(seen!.outputs)).toMatchObject({ cidrs: [], rules: ["r-1"] });
    expect(s.log.kept("warning").join()).toMatch(
      /lets in ingress allow tcp 0\.0\.0\.0\/0 3306 \(r-1, described as 'web'\)/,
    );
    await expect(s.remove("AllowlistEntry", id, { ...ENTRY, ...ONE }, seen!.outputs)).rejects.toThrow(
      /0\.0\.0\.0\/0.*r-1.*has changed since; needed: none of it/,
    );
    const next = await s.update("AllowlistEntry", id, { ...ENTRY, ...ONE }, seen!.outputs, { ...ENTRY, ...ONE });
    expect(bare(next)).toMatchObject({ cidrs: ONE.cidrs, rules: ["r-1", "r-2"] });
    rules.delete("r-1");
    await s.remove("AllowlistEntry", id, { ...ENTRY, ...ONE }, next);
    expect(rules.size).toBe(0);
  });

  it("stay known while no list shows them, in a read and in an update, until nothing is left", async () => {
    const { s, rules } = guarded();
    const two = { cidrs: ["203.0.113.10/32", "203.0.113.11/32"] };
    const { id, outputs } = await open(s, two);
    const hidden = rules.get("r-1")!;
    rules.delete("r-1");
    const seen = await s.read("AllowlistEntry", id, { ...ENTRY, ...two }, outputs);
    expect(bare(seen!.outputs)).toMatchObject({ cidrs: ["203.0.113.11/32"], rules: ["r-1", "r-2"] });
    const next = await s.update("AllowlistEntry", id, { ...ENTRY, ...two }, seen!.outputs, { ...ENTRY, ...ONE });
    expect(bare(next)["rules"]).toEqual(["r-1", "r-2", "r-3"]);
    rules.set("r-1", { ...hidden, name: "web" });
    await expect(s.remove("AllowlistEntry", id, { ...ENTRY, ...ONE }, next)).rejects.toThrow(/r-1, described as 'web'/);
  });

  it("are no longer known once they are gone", async () => {
    const { s, rules } = guarded();
    const { id, outputs } = await open(s, ONE);
    rules.clear();
    expect(await s.read("AllowlistEntry", id, { ...ENTRY, ...ONE }, outputs)).toBeUndefined();
  });
});
