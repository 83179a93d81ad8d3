import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../core/clouds";
import { listIn } from "../../http/problem";
import type { HuaweiClient } from "./client";
import { readSubnet } from "./networks";

/** A network interface, as the VPC API (v1) returns it. Its network is what the console and RDS call the subnet. */
interface Port {
  device_id?: string;
  /** `compute:` and the availability zone. */
  device_owner?: string;
  network_id?: string;
  fixed_ips?: { ip_address?: string }[];
  security_groups?: string[];
}

/** The machine by its network interfaces, and where they contradict the migration. Its state is not read. */
export async function machine(client: HuaweiClient, side: Side, given: InstanceQuery): Promise<InstanceSeen> {
  const { instanceId } = given;
  const own = await interfacesOf(client, instanceId);
  if (own.length === 0)
    return {
      problems: [
        {
          path: `${side}.instanceId`,
          seen: `${instanceId}, which has no network interface in ${client.region}`,
          needed: `a machine of Huawei ECS in ${client.region}`,
          fix: `look up its id in the console, and check that HW_PROJECT_ID is the project of ${client.region}`,
        },
      ],
    };
  const addresses = own.flatMap(addressesOf);
  const used = usedOf(own, String(given["privateIp"]), String(given["subnetId"]));
  if (!used) return { problems: [differs(side, given, "privateIp", addresses)] };
  const vpcId = used.network_id === undefined ? undefined : (await readSubnet(client, used.network_id))?.vpc_id;
  return {
    problems: [
      ...compared(side, given, "vpcId", [vpcId]),
      ...compared(side, given, "subnetId", [used.network_id]),
      ...compared(side, given, "securityGroupId", used.security_groups ?? []),
    ],
  };
}

/**
 * The security groups of the interface with this address; undefined: the response does not say, or several have it, and none of them is
 * known to be in this subnet.
 */
export async function groupsOfMachine(
  client: HuaweiClient,
  { machineId, address, subnetId }: { machineId: string; address: string; subnetId: string | undefined },
): Promise<string[] | undefined> {
  const own = await interfacesOf(client, machineId);
  const used = usedOf(own, address, subnetId);
  const isOneOfSeveral = own.some((port) => port !== used && addressesOf(port).includes(address));
  const isMeant = subnetId !== undefined && used?.network_id === subnetId;
  return isOneOfSeveral && !isMeant ? undefined : used?.security_groups;
}

/** Two networks may both have the address. */
function usedOf(own: readonly Port[], address: string, subnetId: string | undefined): Port | undefined {
  const having = own.filter((port) => addressesOf(port).includes(address));
  return having.find(({ network_id }) => network_id === subnetId) ?? having[0];
}

async function interfacesOf(client: HuaweiClient, machineId: string): Promise<Port[]> {
  const doing = `Huawei VPC, reading the network interfaces of ${machineId}`;
  const answer = await client.send<{ ports?: Port[] }>("vpc", doing, {
    method: "GET",
    url: "/v1/{project_id}/ports",
    query: { device_id: machineId },
    reads: true,
  });
  return listIn(doing, "ports", answer.ports).filter(
    ({ device_id, device_owner }) => device_id === machineId && device_owner?.startsWith("compute:"),
  );
}

function addressesOf({ fixed_ips = [] }: Port): string[] {
  return fixed_ips.flatMap(({ ip_address }) => ip_address ?? []);
}

/** Nothing is concluded from what is missing. */
function compared(side: Side, given: InstanceQuery, name: string, seen: readonly (string | undefined)[]): Problem[] {
  const actual = seen.filter((one) => one !== undefined);
  return actual.length === 0 || actual.includes(String(given[name])) ? [] : [differs(side, given, name, actual)];
}

function differs(side: Side, given: InstanceQuery, name: string, actual: readonly string[]): Problem {
  const needed = `${actual.length > 0 ? actual.join(" or ") : "an address"}, which ${given.instanceId} has`;
  return { path: `${side}.${name}`, seen: String(given[name]), needed };
}
