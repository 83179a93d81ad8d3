import { holds } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import type { Origin } from "../../world/types";
import { WorldError } from "../../world/worldError";
import { newId } from "./ids";
import type { Direction, Policy, SecurityGroup } from "./types";

/** Security groups of Tencent Cloud: lists of policies, of which the first match decides. */
export class SecurityGroups {
  private readonly groups = new Map<string, SecurityGroup>();

  constructor(private readonly journal: Journal) {}

  /** Creates a group, which allows nothing in and everything out. */
  add({ region, name, description = "" }: { region: string; name: string; description?: string }): SecurityGroup {
    const added: SecurityGroup = {
      id: newId("sg"),
      region,
      name,
      description,
      createdAt: Date.now(),
      version: 0,
      policies: { ingress: [], egress: [] },
    };
    this.groups.set(added.id, added);
    this.journal.add("securityGroup.add", added.id, { name });
    return added;
  }

  find(id: string): SecurityGroup | undefined {
    return this.groups.get(id);
  }

  list(region?: string): SecurityGroup[] {
    return [...this.groups.values()].filter((group) => region === undefined || group.region === region);
  }

  /**
   * @param at index of the first one; default: the end. @throws WorldError notFound; conflict: one of them already
   * exists
   */
  insert(id: string, direction: Direction, policies: readonly Policy[], at?: number): void {
    const group = this.get(id);
    const list = group.policies[direction];
    const twin = policies.find((one, index) =>
      [...list, ...policies.slice(0, index)].some((other) => meaning(other) === meaning(one)),
    );
    if (twin) throw new WorldError("conflict", `Group ${id} already has the policy ${meaning(twin)}`);
    list.splice(at ?? list.length, 0, ...policies);
    group.version++;
    for (const { protocol, port, cidr, groupId, action } of policies)
      this.journal.add("rule.add", id, { direction, from: cidr ?? groupId ?? "any", protocol, ports: port, action });
  }

  /** @throws WorldError notFound: no such group, or no policy at an index */
  remove(id: string, direction: Direction, indexes: readonly number[]): void {
    const group = this.get(id);
    const list = group.policies[direction];
    const gone = new Set(indexes);
    const missing = [...gone].find((index) => !list[index]);
    if (missing !== undefined) throw new WorldError("notFound", `Group ${id} has no ${direction} policy ${missing}`);
    group.policies[direction] = list.filter((_, index) => !gone.has(index));
    group.version++;
    for (const index of gone) {
      const { cidr, groupId, port } = list[index]!;
      this.journal.add("rule.remove", id, { direction, from: cidr ?? groupId ?? "any", ports: port });
    }
  }

  /**
   * Whether an instance's groups allow TCP from `origin` to `port`: the first matching policy decides, and without one
   * the answer is no.
   */
  admits(ids: readonly string[], origin: Origin, port: number): boolean {
    const first = ids
      .flatMap((id) => this.find(id)?.policies.ingress ?? [])
      .find((policy) => fits(policy, origin, port));
    return first?.action === "ACCEPT";
  }

  private get(id: string): SecurityGroup {
    const group = this.groups.get(id);
    if (!group) throw new WorldError("notFound", `Security group ${id} does not exist`);
    return group;
  }
}

function fits({ protocol, port: ports, cidr, groupId, ipv6Cidr }: Policy, origin: Origin, port: number): boolean {
  if (protocol !== "tcp" && protocol !== "all") return false;
  if (!holdsPort(ports, port) || ipv6Cidr !== undefined) return false;
  if (groupId !== undefined) return origin.securityGroupIds?.includes(groupId) ?? false;
  return cidr !== undefined && holds(cidr, origin.address);
}

/** "ALL", "3306", "3306,3310", "3306-3310". */
function holdsPort(ports: string, port: number): boolean {
  if (ports === "ALL") return true;
  return ports.split(",").some((part) => {
    const [from, to = from] = part.split("-").map(Number);
    return port >= from! && port <= to!;
  });
}

/** The effect of a policy, regardless of its description. */
export function meaning({ protocol, port, cidr, ipv6Cidr, groupId, action }: Policy): string {
  return [action, protocol, port, cidr ?? ipv6Cidr ?? groupId ?? ""].join(" ").toLowerCase();
}
