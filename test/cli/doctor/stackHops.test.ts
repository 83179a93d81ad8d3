import { describe, expect, it, test } from "vitest";
import {
  admissionHop,
  callersOfTask,
  connected,
  nameHop,
  publicNameHop,
  routeHop,
} from "../../../cli/doctor/stackHops";
import { HOPS, type HopState, pathVerdict } from "../../../model/hops";
import type { Answer, NameSeen } from "../../../model/hostNames";

describe("a session of the task on the source", () => {
  test.each([
    ["unknown", "inferred"],
    ["inferred", "inferred"],
    ["shut", "shut"],
    ["open", "open"],
  ] as const)("makes a hop that is %s %s: it may outlive what has closed the way", (before, after) => {
    expect(connected({ hop: "route", state: before, seen: [] }, "session 7").state).toBe(after);
  });
});

it("is open as a whole only if every hop is proven open, and never for want of hops", () => {
  const of = (...states: HopState[]) => pathVerdict(states.map((state, at) => ({ hop: HOPS[at]!, state, seen: [] })));
  expect([of("open", "open"), of("open", "inferred"), of("open", "unknown"), of()]).toEqual([
    "open",
    "notProven",
    "notProven",
    "notProven",
  ]);
  expect(of("unknown", "shut", "open")).toBe("shut");
});

it("proves a name only where none is looked up", async () => {
  expect((await nameHop("203.0.113.20")).hop.state).toBe("open");
  expect((await nameHop("localhost")).hop.state).toBe("inferred");
  expect((await nameHop(undefined)).hop.state).toBe("unknown");
});

it("calls no route open, and says what contradicts the path", () => {
  expect(routeHop("public", "203.0.113.20").state).toBe("inferred");
  expect(routeHop("vpc", "10.0.0.9").state).toBe("unknown");
  expect(routeHop("public", undefined).state).toBe("unknown");
  const inside = routeHop("public", "10.0.0.9");
  expect([inside.state, inside.seen[0]]).toEqual(["unknown", expect.stringContaining("10.0.0.9 is a private address")]);
});

describe("a name that public resolvers know", () => {
  const NAME = "shop.mysql.rds.aliyuncs.com";
  const gave = (...addresses: string[]): Answer[] => ["a", "b"].map((by) => ({ by, addresses }));
  const hop = (answers: Answer[], { here, recorded }: { here?: string[]; recorded?: NameSeen } = {}) =>
    publicNameHop(NAME, { answers: async () => answers, here: async () => here }, recorded);
  const recorded: NameSeen = {
    name: NAME,
    address: "203.0.113.20",
    at: "2026-11-30",
    by: ["a", "b"],
    given: "address",
  };

  it("is inferred at best, with its address and who gave it", async () => {
    const { hop: seen, address } = await hop(gave("203.0.113.20"), { recorded });
    expect([seen.state, address]).toEqual(["inferred", "203.0.113.20"]);
    expect(seen.seen.join()).toMatch(/203\.0\.113\.20, according to a, b; the service asks its own resolver/);
  });

  it("is shut if every resolver says that it does not exist, and unknown if they differ or are silent", async () => {
    const differ: Answer[] = [...gave("203.0.113.20"), { by: "c", addresses: ["203.0.113.21"] }];
    const cases: [Answer[], HopState][] = [
      [gave(), "shut"],
      [differ, "unknown"],
      [[], "unknown"],
    ];
    for (const [answers, state] of cases) {
      const { hop: seen, address } = await hop(answers);
      expect([seen.state, address, seen.fix?.length]).toEqual([state, undefined, 1]);
    }
    expect((await hop([], { here: ["203.0.113.20"] })).address).toBe("203.0.113.20");
  });

  it("tells that it has moved from under the task, and that this machine is led elsewhere", async () => {
    const { hop: moved } = await hop(gave("203.0.113.21"), { recorded });
    expect([moved.state, moved.fix?.join()]).toEqual([
      "unknown",
      expect.stringMatching(/203\.0\.113\.20.*203\.0\.113\.21.*firewall/s),
    ]);
    const { hop: elsewhere } = await hop(gave("203.0.113.20"), { here: ["10.0.0.9"] });
    expect([elsewhere.state, elsewhere.seen.join(), elsewhere.fix?.join()]).toEqual([
      "unknown",
      expect.stringContaining("10.0.0.9"),
      expect.stringContaining("source.connect"),
    ]);
  });
});

describe("who the source's cloud lets in", () => {
  const ONE = ["203.0.113.10"];
  const guard = (more: object) => ({
    cause: "a cause",
    fix: "a fix",
    certain: false,
    reads: "securityGroup" as const,
    ...more,
  });
  const hop = (guards: ReturnType<typeof guard>[], ...unread: string[]) =>
    admissionHop("tencentcloud", ONE, guards, unread);

  it("is shut or open where the cloud was read and says so", () => {
    expect(hop([guard({ certain: true }), guard({ admits: true })])).toEqual({
      ...{ hop: "securityGroup", state: "shut", seen: ["a cause"], fix: ["a fix"] },
    });
    expect(hop([guard({ admits: true })])).toMatchObject({ state: "open" });
    expect(hop([])).toMatchObject({ state: "unknown" });
  });

  it("is told in the cloud's own words where it could not be read", () => {
    const words = "could not read it: TencentDB for MySQL, reading the instance cdb-1: UnauthorizedOperation: no";
    expect(hop([guard({})], words, words)).toEqual({ hop: "securityGroup", state: "unknown", seen: [words] });
  });

  it("is told as it was read where that decides nothing, and not as missing credentials", () => {
    const cause = "the security group of cdb-1 has a policy for sg-2 that may decide on 203.0.113.10 first";
    expect(hop([guard({ cause })])).toEqual({ hop: "securityGroup", state: "unknown", seen: [cause], fix: ["a fix"] });
  });
});

it("asks for the task alone, and for nobody while its address is not known", () => {
  const operator = { addresses: ["198.51.100.7"] };
  expect(callersOfTask({ operator }, ["198.51.100.7/32", "10.20.10.77/32"])).toEqual(["10.20.10.77/32"]);
  expect(callersOfTask({ operator }, ["198.51.100.7/32"])).toEqual([]);
});
