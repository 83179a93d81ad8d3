import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { SecurityGroup } from "../facts/types";
import { beijing, page } from "../paging";
import type { Action } from "../service";
import { select } from "./filters";

/** @throws TcError when there is no such group in this region */
export function groupOf(world: TencentcloudWorld, region: string, id: string): SecurityGroup {
  if (!/^sg-[a-z0-9]{8}$/.test(id))
    throw new TcError("InvalidParameterValue.Malformed", `The SecurityGroupId \`${id}\` is malformed.`);
  const found = world.tencentcloud.securityGroups.find(id);
  if (found?.region !== region) throw new TcError("ResourceNotFound", `The resource \`${id}\` is not found.`);
  return found;
}

export function describeSecurityGroups(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const field = p.OrderField ?? "CreatedTime";
    if (!["CreatedTime", "UpdateTime"].includes(field)) throw errors.value("OrderField", "CreatedTime or UpdateTime");
    if (!["ASC", "DESC", undefined].includes(p.OrderDirection)) throw errors.value("OrderDirection", "ASC or DESC");
    const found = select(
      world.tencentcloud.securityGroups.list(region),
      ["SecurityGroupIds", p.SecurityGroupIds],
      p.Filters,
      {
        "security-group-id": (one, value) => one.id === value,
        "security-group-name": (one, value) => one.name === value,
        "project-id": (_, value) => value === "0",
      },
    );
    const at = (one: SecurityGroup) => (field === "UpdateTime" ? updatedAt(one) : one.createdAt);
    found.sort((a, b) => (at(a) - at(b)) * (p.OrderDirection === "DESC" ? -1 : 1));
    const { items, total } = page(found, p, { most: 100, usual: 20 });
    return {
      TotalCount: total,
      SecurityGroupSet: items.map((one) => ({
        SecurityGroupId: one.id,
        SecurityGroupName: one.name,
        SecurityGroupDesc: one.description,
        ProjectId: "0",
        IsDefault: false,
        TagSet: [],
        CreatedTime: beijing(one.createdAt),
        UpdateTime: beijing(updatedAt(one)),
      })),
    };
  };
}

function updatedAt({ createdAt, policies }: SecurityGroup): number {
  return Math.max(createdAt, ...[...policies.ingress, ...policies.egress].map((one) => one.modifiedAt));
}
