import { describe, expect, it } from "vitest";
import type { Answer, NameSeen } from "../../../../model/hostNames";
import type { JudgedVerdict } from "../../../../mysql/exemptions";
import type { GatesInput } from "../../../../mysql/gates/gates";
import { exempt, isOpen } from "../../../../mysql/gates/open";
import type { Values } from "../../../../plugin/values";
import { sourceNameGate, taskSourceOf } from "../../../../provider/resources/cutover/sourceName";
import { agreed, stage } from "../../support/fake";

const SEEN: NameSeen = {
  name: "shop.mysql.rds.aliyuncs.com",
  address: "203.0.113.20",
  at: "2026-11-30T12:00:00.000Z",
  by: ["a", "b"],
  given: "name",
};

interface Scene {
  answers?: Answer[];
  seen?: NameSeen;
  /** The host that this machine logs in to, and what it gets for the name. */
  host?: string;
  here?: string[];
  /** What the service shows; undefined: nothing. */
  sourceHost?: string | undefined;
}

const gate = ({ answers = agreed("203.0.113.20"), seen = SEEN, host = "127.0.0.1", here, ...task }: Scene) => {
  const shown = { sourceHost: seen.given === "name" ? seen.name : seen.address, ...task };
  return sourceNameGate({ answers: async () => answers, here: async () => here }, seen, host, taskSourceOf(shown))();
};

describe("the gate of the source's name", () => {
  it("is open while the name has the address that it had", async () => {
    expect(await gate({})).toMatchObject({ status: "pass", found: expect.stringContaining("203.0.113.20") });
  });

  it.each(["name", "address"] as const)(
    "is not proven once it has moved, and names both addresses and what to do (given: %s)",
    async (given) => {
      const outcome = await gate({ seen: { ...SEEN, given }, answers: agreed("203.0.113.21") });
      expect(outcome).toMatchObject({ status: "undetermined", found: expect.stringMatching(/113\.20.*113\.21/) });
      expect(outcome.remedy).toMatch(/203\.0\.113\.21.*firewall.*cutover\.exemptions/s);
    },
  );

  it.each([
    ["nobody answers", []],
    ["answers differ", [...agreed("203.0.113.20"), { by: "x", addresses: ["203.0.113.21"] }]],
    ["it has no address any more", agreed()],
    ["it has one more address", agreed("203.0.113.20", "203.0.113.21")],
  ])("is not proven if %s", async (_, answers) => {
    expect(await gate({ answers })).toMatchObject({
      status: "undetermined",
      remedy: expect.stringMatching(/.{20}.*cutover\.exemptions/),
    });
  });

  it.each<[NameSeen["given"], string, "pass" | "fail"]>([
    ["name", "SHOP.mysql.rds.aliyuncs.com", "pass"],
    ["name", "203.0.113.20", "pass"],
    ["name", "203.0.113.9", "fail"],
    ["name", "other.mysql.rds.aliyuncs.com", "fail"],
    ["address", "203.0.113.20", "pass"],
    ["address", SEEN.name, "fail"],
    ["address", "203.0.113.9", "fail"],
  ])("of a task that was given the %s and shows %s is %s", async (given, sourceHost, status) => {
    expect(await gate({ seen: { ...SEEN, given }, sourceHost })).toMatchObject({ status });
  });

  it.each<Partial<NameSeen>>([{}, { given: "address" }])(
    "is not proven if the service does not show the task's source (%o)",
    async (given) => {
      const outcome = await gate({ seen: { ...SEEN, ...given }, sourceHost: undefined });
      expect(outcome).toMatchObject({
        status: "undetermined",
        found: expect.stringMatching(/203\.0\.113\.20.*not known which source the task has/),
        remedy: expect.stringMatching(/vendor's console.*cutover\.exemptions, with gate: G10/),
      });
    },
  );

  it("is not proven if the address at the configuration is not known, whatever the name has now, and says how to accept it", async () => {
    const { address: _, ...unknown } = SEEN;
    const outcome = await gate({ seen: { ...unknown, by: [] } });
    expect(outcome).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/not known which address.*cannot be seen/),
    });
    expect(outcome.remedy).toMatch(/SHOW PROCESSLIST.*DBFERRY_RESOLVERS.*cutover\.exemptions, with gate: G10/s);
  });

  it.each<[string, string, "fail" | "undetermined", RegExp]>([
    [SEEN.name, "other.mysql.rds.aliyuncs.com", "fail", /reads its source at other\.mysql/],
    [SEEN.name, "SHOP.mysql.rds.aliyuncs.com.", "undetermined", /not known which address/],
    [SEEN.name, "203.0.113.9", "undetermined", /not known which address.*shows 203\.0\.113\.9/],
    ["the source's public endpoint", SEEN.name, "undetermined", /shows shop\.mysql/],
  ])("of %s, without an address, whose task shows %s is %s", async (name, sourceHost, status, found) => {
    const { address: _, ...unknown } = { ...SEEN, name, by: [] };
    expect(await gate({ seen: unknown, sourceHost })).toMatchObject({ status, found: expect.stringMatching(found) });
  });

  it("has no exemption for a task that reads another source, and for a move one whose reason names the new address", async () => {
    const accepted = async (scene: Scene, reason: string) => {
      const verdict = { id: "G10", title: "", source: "", ...(await gate(scene)) } as JudgedVerdict;
      const exemption = { id: "G10", reason, owner: "dba", expires: "2030-01-01T00:00:00Z" };
      const { verdicts } = exempt([verdict], [exemption], new Date("2026-12-01T00:00:00Z"));
      return isOpen(verdicts[0]!, verdicts);
    };
    const inAdvance = "no resolver can be reached from here";
    expect(await accepted({ answers: [] }, inAdvance)).toBe(true);
    expect(await accepted({ sourceHost: "other.example.com" }, "other.example.com is right")).toBe(false);
    const moved: Scene = { answers: agreed("203.0.113.21") };
    expect(await accepted(moved, inAdvance)).toBe(false);
    expect(await accepted(moved, "its new address is 203.0.113.212")).toBe(false);
    expect(await accepted(moved, "The session was seen on (203.0.113.21).")).toBe(true);
    expect((await gate(moved)).remedy).toMatch(/reason must name 203\.0\.113\.21/);
  });

  it("is not proven if the name led elsewhere in between, unless the task was given the address", async () => {
    const others = ["203.0.113.21"];
    expect(await gate({ seen: { ...SEEN, others } })).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/113\.20.*in between.*113\.21/),
      remedy: expect.stringMatching(/PROCESSLIST.*cutover\.exemptions/),
    });
    expect(await gate({ seen: { ...SEEN, others, given: "address" } })).toMatchObject({ status: "pass" });
  });

  it("is not proven if this machine reaches the source at another address on the internet than the task", async () => {
    expect(await gate({ host: "203.0.113.21" })).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/113\.21.*113\.20/),
    });
    for (const host of ["2001:db8::21", "::ffff:203.0.113.21"])
      expect(await gate({ host })).toMatchObject({ status: "undetermined", found: expect.stringContaining(host) });
    for (const host of ["203.0.113.20", "10.0.0.9", "::1", "fd00::9", "::ffff:10.0.0.9"])
      expect(await gate({ host })).toMatchObject({ status: "pass" });
  });

  it("is not proven if this machine, which uses the same name, gets to another server than the task", async () => {
    const outcome = await gate({ host: SEEN.name, here: ["10.0.0.9"] });
    expect(outcome).toMatchObject({ status: "undetermined", found: expect.stringContaining("10.0.0.9") });
    expect(outcome.remedy).toMatch(/source\.connect to 203\.0\.113\.20.*cutover\.exemptions/);
    expect(await gate({ host: SEEN.name, here: ["203.0.113.20"] })).toMatchObject({ status: "pass" });
    expect(await gate({ host: "127.0.0.1", here: ["10.0.0.9"] })).toMatchObject({ status: "pass" });
  });

  it.each([
    ["old-db.example.com", ["203.0.113.21"], "undetermined"],
    ["old-db.example.com", undefined, "undetermined"],
    ["old-db.example.com", ["203.0.113.20", "2001:db8::20"], "undetermined"],
    ["old-db.example.com", ["203.0.113.20"], "pass"],
    ["old-db.internal", ["203.0.113.21"], "undetermined"],
    ["old-db.internal", ["10.0.0.9"], "pass"],
    ["db.corp.example.com", ["10.0.0.9"], "pass"],
    ["localhost", undefined, "pass"],
  ] as const)("whose source this machine reaches at %s (%s) is %s", async (host, here, status) => {
    expect(await gate({ host, ...(here ? { here: [...here] } : {}) })).toMatchObject({ status });
  });

  it.each<[string, string, string[] | undefined]>([
    ["its address is not known to this machine", SEEN.name, undefined],
    ["it also has an IPv6 address, to which this machine may connect", SEEN.name, ["203.0.113.20", "2001:db8::20"]],
    ["this machine's own address for it differs, in another spelling", "SHOP.mysql.rds.aliyuncs.com.", ["10.0.0.9"]],
  ])("is not proven if %s", async (_, host, here) => {
    expect(await gate({ host, ...(here ? { here } : {}) })).toMatchObject({ status: "undetermined" });
  });

  it.each([
    ["is among those of a cutover", "incremental", SEEN, true],
    ["is none without a recorded address", "incremental", undefined, false],
    ["is none once the task has ended, and the data decides", "ended", SEEN, false],
  ] as const)("%s", async (_, state, seen, asked) => {
    const s = stage();
    s.driver.put(state, { id: "job-1", started: true });
    s.driver.endStates = [["ended", "RELEASE_RESOURCE_COMPLETE"]];
    let given: GatesInput | undefined;
    s.mysql.proveCutover = async (question) => {
      given = question;
      const verdicts = ["G02", "G06"].map((id) => ({ id, title: id, status: "pass" }) as JudgedVerdict);
      return { verdicts, tables: [], checksumEqual: true, structureEqual: true, expired: [], unused: [] };
    };
    const admin = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };
    const sourceName = seen && ({ ...seen } as unknown as Values);
    const inputs: Values = { engine: "drs", source: admin, target: admin, task: "dbferry-shop", taskId: "job-1" };
    await s.create("Cutover", { ...inputs, ...(sourceName ? { sourceName } : {}) });
    expect(given!.sourceName !== undefined).toBe(asked);
  });
});
