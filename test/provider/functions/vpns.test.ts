import { expect, it } from "vitest";
import type { Clouds, VpnQuery } from "../../../provider/core/clouds";
import { UserProblem } from "../../../provider/core/failure";
import { Findings } from "../../../provider/functions/lookAhead/findings";
import { inputs } from "../../../provider/functions/lookAhead/inputs";
import { lookAtVpns } from "../../../provider/functions/lookAhead/vpns";

const LISTED = ["100.104.52.0/24", "100.104.53.0/24"];
const GIVEN = {
  ...{ cloud: "alicloud", region: "cn-hangzhou", vpcId: "vpc-1", subnetId: "vsw-1", standbySubnetId: "vsw-2" },
  ...{ cloudSubnets: ["100.104.0.0/16"], deviceAddress: "198.51.100.1" },
};

/** @param listed blocks from which tasks connect; null: the task is in the network itself */
async function told(given: object = {}, listed: string[] | UserProblem | null = LISTED) {
  const asked: VpnQuery[] = [];
  const clouds = {
    cloud: () => ({
      vpn: async (query: VpnQuery) => {
        asked.push(query);
        return [{ path: "vpn.subnetId", seen: "vsw-1", needed: "another" }];
      },
    }),
    driver: () => ({
      ...(listed
        ? {
            callersInside: async () => {
              if (listed instanceof Error) throw listed;
              return listed;
            },
          }
        : {}),
    }),
  } as unknown as Clouds;
  const request = inputs.parse({
    ...{ migration: "shop", engine: "alibaba-dts", instances: [], vpns: [{ ...GIVEN, ...given }] },
  });
  const findings = new Findings(false);
  await lookAtVpns(clouds, request, findings);
  return { ...findings.told(), asked };
}

it("asks the cloud about everything that the migration says of its VPN, and hands on what it finds", async () => {
  const { problems, asked } = await told();
  expect(asked).toMatchObject([{ ...GIVEN, migration: "shop" }]);
  expect(problems.map(({ path }) => path)).toEqual(["vpn.subnetId"]);
});

it("names the blocks from which the service's tasks connect and that the tunnels do not carry", async () => {
  const { problems } = await told({ cloudSubnets: ["100.104.52.0/24"] });
  expect(problems).toContainEqual({
    ...{ path: "vpn.cloudSubnets", seen: "100.104.52.0/24", fix: expect.stringContaining("add them") },
    needed: expect.stringMatching(/^100\.104\.53\.0\/24, from where/),
  });
});

it("compares nothing with a service whose task is in the network itself", async () => {
  const { problems } = await told({ cloudSubnets: ["192.168.10.0/24"] }, null);
  expect(problems.map(({ path }) => path)).toEqual(["vpn.subnetId"]);
});

it("refuses nothing once the task moves data, when the settings cannot follow any more, and still says what it found", async () => {
  const { problems, notLookedAt } = await told({ moved: true, cloudSubnets: ["100.104.52.0/24"] });
  expect(problems).toEqual([]);
  expect(notLookedAt).toEqual([
    expect.stringMatching(/still carries the task.*: vpn\.cloudSubnets: 100\.104\.52\.0\/24; needed: 100\.104\.53\.0/),
    expect.stringMatching(/still carries the task.*: vpn\.subnetId: vsw-1; needed: another/),
  ]);
});

it("needs no list of the service's blocks then, and says that it has none", async () => {
  const { problems, notLookedAt } = await told({ moved: true }, new UserProblem("Alibaba DTS does not answer"));
  expect(problems).toEqual([]);
  expect(notLookedAt).toContainEqual(expect.stringContaining("Alibaba DTS does not answer"));
});

it("does not take a list that could not be read for one that fits, and still asks the cloud", async () => {
  const { problems, asked } = await told({}, new UserProblem("Alibaba DTS does not answer"));
  expect(problems.map(({ path }) => path)).toEqual(["alicloud", "vpn.subnetId"]);
  expect(asked).toHaveLength(1);
});
