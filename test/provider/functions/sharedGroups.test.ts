import { expect, it } from "vitest";
import { allowlistGroup } from "../../../model/names";
import type { Clouds } from "../../../provider/core/clouds";
import { UserProblem } from "../../../provider/core/failure";
import { Findings } from "../../../provider/functions/lookAhead/findings";
import { inputs } from "../../../provider/functions/lookAhead/inputs";
import { lookAtSharedGroups } from "../../../provider/functions/lookAhead/sharedGroups";

const STATE = "4f1c0d9be2a7";
const AT = { cloud: "alicloud", region: "cn-hangzhou" };
const OTHER = "dbferry_orders_0a1b2c";
const RANGES = ["100.104.52.0/24", "100.104.53.0/24"];

interface Scene {
  /** The lists in the security group. */
  groups?: Record<string, string[]> | UserProblem;
  request?: object;
  machine?: object;
}

async function told({ groups = {}, request = {}, machine = {} }: Scene) {
  const asked: unknown[] = [];
  const clouds = {
    stateId: STATE,
    cloud: () => ({
      securityGroup: (at: unknown) => ({
        groups: async () => {
          asked.push(at);
          if (groups instanceof Error) throw groups;
          return Object.entries(groups).map(([name, entries]) => ({ name, entries, attribute: "" }));
        },
      }),
    }),
    driver: () => ({ callersInside: async () => RANGES }),
  } as unknown as Clouds;
  const given = inputs.parse({
    ...{ migration: "shop", engine: "alibaba-dts", starting: true },
    instances: [
      { side: "source", ...AT, instanceId: "i-1", machine: true, securityGroupId: "sg-1", port: 3306, ...machine },
    ],
    quotas: [{ kind: "task", ...AT }],
    ...request,
  });
  const findings = new Findings(false);
  await lookAtSharedGroups(clouds, given, findings);
  return { ...findings.told(), asked };
}

it("finds another migration's rules for the same callers before anything is created", async () => {
  const { problems, asked } = await told({ groups: { [OTHER]: [RANGES[1]!, "100.104.99.0/24"], ssh: ["10.0.0.0/8"] } });
  expect(asked).toEqual([{ id: "sg-1", port: 3306 }]);
  expect(problems).toEqual([
    expect.objectContaining({
      path: "source.securityGroupId",
      seen: expect.stringMatching(
        /^sg-1, which already lets in 100\.104\.53\.0\/24 on port 3306 .*dbferry_orders_0a1b2c/,
      ),
      fix: expect.stringContaining("finish the other migration first"),
    }),
  ]);
});

it.each<[string, Scene]>([
  ["other callers", { groups: { [OTHER]: ["100.104.99.0/24"] } }],
  [
    "what a killed update of its own has added",
    { groups: { [allowlistGroup("shop", "sg-1", { id: STATE })]: RANGES } },
  ],
  [
    "what it adopts",
    {
      groups: { [OTHER]: RANGES },
      request: { adopted: [{ key: "allowlist", id: OTHER, kind: "allowlistGroup", ...AT }] },
    },
  ],
  [
    "what is there once it has its own rules",
    { groups: { [OTHER]: RANGES }, request: { quotas: [{ kind: "task", ...AT, made: true }] } },
  ],
  ["another server than a machine", { groups: { [OTHER]: RANGES }, machine: { machine: false } }],
])("has nothing against %s", async (_, scene) => {
  expect((await told(scene)).problems).toEqual([]);
});

it("is a problem where the rules cannot be read", async () => {
  const { problems } = await told({ groups: new UserProblem("forbidden") });
  expect(problems).toHaveLength(1);
});
