import ipaddr from "ipaddr.js";
import { WorldError } from "../../world/worldError";
import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import { meaning } from "../facts/securityGroups";
import type { Direction, Policy, SecurityGroup } from "../facts/types";
import { beijing } from "../paging";
import type { Parameters } from "../parameters";
import type { Action } from "../service";
import { select } from "./filters";
import { groupOf } from "./groups";

const PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "gre", "all"];
/** Maximum number of policies per group and direction. */
const MOST = 100;

export function describeSecurityGroupPolicies(world: TencentcloudWorld): Action {
  return ({ parameters: { SecurityGroupId, Filters }, region }) => {
    const group = groupOf(world, region, SecurityGroupId);
    const rows = (["ingress", "egress"] as const).flatMap((direction) =>
      group.policies[direction].map((policy, index) => ({ id: "", policy, index, direction })),
    );
    const is = (value: string, text: string) => value === "ALL" || value.toLowerCase() === text.toLowerCase();
    const found = select(rows, ["", undefined], Filters, {
      direction: ({ direction }, value) => is(value, direction === "ingress" ? "INBOUND" : "OUTBOUND"),
      ip: ({ policy }, value) => (policy.cidr ?? policy.ipv6Cidr ?? "").includes(value),
      port: ({ policy }, value) => is(value, policy.port) || policy.port.includes(value),
      "protocol-type": ({ policy }, value) => is(value, policy.protocol),
      poly: ({ policy }, value) => is(value, policy.action),
      description: ({ policy }, value) => policy.description.includes(value),
      "security-group-id": ({ policy }, value) => policy.groupId === value,
    });
    const render = (wanted: Direction) =>
      found.filter(({ direction }) => direction === wanted).map(({ policy, index }) => renderPolicy(policy, index));
    return {
      SecurityGroupPolicySet: {
        Version: String(group.version),
        Ingress: render("ingress"),
        Egress: render("egress"),
        PolicyStatistics: statistics(group),
      },
    };
  };
}

/** Inserts at an index, or at the end; one direction per request. */
export function createSecurityGroupPolicies(world: TencentcloudWorld): Action {
  return ({ parameters: { SecurityGroupId, SecurityGroupPolicySet: set }, region }) => {
    const group = groupOf(world, region, SecurityGroupId);
    const { direction, sent } = changeOf(group, set);
    const policies = sent.map(readPolicy);
    const [index, ...others] = new Set(sent.map(({ PolicyIndex }) => PolicyIndex));
    if (others.length > 0) throw errors.value("PolicyIndex", "the same one in every policy");
    const { length } = group.policies[direction];
    if (index !== undefined && (index < 0 || index > length)) throw errors.value("PolicyIndex", `0 to ${length}`);
    if (length + policies.length > MOST)
      throw new TcError("LimitExceeded", `A security group has ${MOST} policies of a direction at most.`);
    const unknown = policies.find(
      ({ groupId }) => groupId !== undefined && !world.tencentcloud.securityGroups.find(groupId),
    );
    if (unknown) throw new TcError("ResourceNotFound", `The resource \`${unknown.groupId}\` is not found.`);
    try {
      world.tencentcloud.securityGroups.insert(group.id, direction, policies, index);
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      throw new TcError("UnsupportedOperation.DuplicatePolicy", `${error.message}.`);
    }
    return {};
  };
}

/** Deletes either by index or by content; one direction per request. */
export function deleteSecurityGroupPolicies(world: TencentcloudWorld): Action {
  return ({ parameters: { SecurityGroupId, SecurityGroupPolicySet: set }, region }) => {
    const group = groupOf(world, region, SecurityGroupId);
    const { direction, sent } = changeOf(group, set);
    const byIndex = sent.filter(({ PolicyIndex }) => PolicyIndex !== undefined).length;
    if (byIndex !== 0 && byIndex !== sent.length)
      throw new TcError("InvalidParameter.Coexist", "Policies are given by index or by content, not both.");
    const list = group.policies[direction];
    const indexes = sent.map((one) => {
      const wanted = one.PolicyIndex === undefined ? meaning(readPolicy(one)) : "";
      const index = wanted ? list.findIndex((policy) => meaning(policy) === wanted) : one.PolicyIndex;
      if (!list[index])
        throw new TcError("ResourceNotFound", "The policy to delete is not found in the security group.");
      return index;
    });
    world.tencentcloud.securityGroups.remove(group.id, direction, indexes);
    return {};
  };
}

/** @throws TcError when the version is outdated, or not exactly one direction has policies */
function changeOf(group: SecurityGroup, set: Parameters): { direction: Direction; sent: Parameters[] } {
  if (set.Version !== undefined && set.Version !== "" && set.Version !== String(group.version))
    throw new TcError("UnsupportedOperation.VersionMismatch", `The policies have version ${group.version} now.`);
  const given = (["Ingress", "Egress"] as const).filter((name) => set[name]?.length > 0);
  if (given.length === 0) throw errors.missing("SecurityGroupPolicySet.Ingress");
  if (given.length === 2)
    throw new TcError("InvalidParameter.Coexist", "`Ingress` and `Egress` cannot be given in one request.");
  return { direction: given[0] === "Ingress" ? "ingress" : "egress", sent: set[given[0]!] };
}

function readPolicy(sent: Parameters): Policy {
  const protocol = String(sent.Protocol ?? "").toLowerCase();
  if (!protocol) throw errors.missing("Protocol");
  if (!PROTOCOLS.includes(protocol)) throw errors.value("Protocol", PROTOCOLS.join(", "));
  if (!sent.Action) throw errors.missing("Action");
  const action = String(sent.Action).toUpperCase();
  if (action !== "ACCEPT" && action !== "DROP") throw errors.value("Action", "ACCEPT or DROP");
  const description = sent.PolicyDescription ?? "";
  if (description.length > 100)
    throw new TcError("InvalidParameterValue.TooLong", "The PolicyDescription is longer than 100.");
  return {
    protocol,
    port: readPort(protocol, sent.Port),
    action,
    description,
    modifiedAt: Date.now(),
    ...readPeer(sent),
  };
}

function readPort(protocol: string, sent: string | undefined): string {
  const port = (sent || "ALL").toUpperCase();
  if (port === "ALL") return port;
  if (protocol !== "tcp" && protocol !== "udp") throw errors.value("Port", `all, for the protocol ${protocol}`);
  const fine = port
    .split(",")
    .every((part) => /^\d{1,5}(-\d{1,5})?$/.test(part) && part.split("-").every((one) => Number(one) <= 65_535));
  if (!fine) throw errors.value("Port", "ports, a range, or all");
  return port;
}

function readPeer({ CidrBlock, Ipv6CidrBlock, SecurityGroupId }: Parameters): Partial<Policy> {
  const given = [CidrBlock, Ipv6CidrBlock, SecurityGroupId].filter(Boolean);
  if (given.length === 0) throw errors.missing("CidrBlock");
  if (given.length > 1)
    throw new TcError(
      "InvalidParameter.Coexist",
      "`CidrBlock`, `Ipv6CidrBlock` and `SecurityGroupId` exclude each other.",
    );
  if (SecurityGroupId) return { groupId: SecurityGroupId };
  const text = CidrBlock || Ipv6CidrBlock;
  if (text === "MY_PUBLIC_IP") throw errors.notImplemented("MY_PUBLIC_IP");
  const valid = text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
  const wanted = CidrBlock ? "ipv4" : "ipv6";
  if (!valid || ipaddr.parse(text.split("/")[0]!).kind() !== wanted)
    throw new TcError("InvalidParameterValue.Malformed", `\`${text}\` is not an ${wanted} block.`);
  if (!CidrBlock) return { ipv6Cidr: text };
  // The vendor treats any block at 0.0.0.0, of whatever length, as everything.
  return { cidr: /^0\.0\.0\.0\/\d+$/.test(text) ? "0.0.0.0/0" : text };
}

function renderPolicy(policy: Policy, PolicyIndex: number): object {
  return {
    PolicyIndex,
    Protocol: policy.protocol,
    Port: policy.port,
    Action: policy.action,
    CidrBlock: policy.cidr ?? "",
    Ipv6CidrBlock: policy.ipv6Cidr ?? "",
    SecurityGroupId: policy.groupId ?? "",
    ServiceTemplate: { ServiceId: "", ServiceGroupId: "" },
    AddressTemplate: { AddressId: "", AddressGroupId: "" },
    PolicyDescription: policy.description,
    ModifyTime: beijing(policy.modifiedAt),
    Priority: null,
  };
}

function statistics({ policies }: SecurityGroup): object {
  const count = (direction: Direction, v6: boolean) =>
    policies[direction].filter(({ ipv6Cidr }) => (ipv6Cidr !== undefined) === v6).length;
  return {
    IngressIPv4TotalCount: count("ingress", false),
    IngressIPv6TotalCount: count("ingress", true),
    EgressIPv4TotalCount: count("egress", false),
    EgressIPv6TotalCount: count("egress", true),
  };
}
