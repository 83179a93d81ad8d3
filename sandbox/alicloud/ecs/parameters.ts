import { OWNER, type ParameterTable } from "../parameters";
import model from "../wire/ecs.json";

const SIMULATED = [
  ...["RegionId", "SecurityGroupId", "InstanceIds", "PageNumber", "PageSize", "Direction", "NicType"],
  ...["MaxResults", "NextToken"],
];
const LISTS = ["AdditionalAttributes", "Filter", "Ipv6Address", "Tag"];

/** Parameters of a reading action that the cloud knows and the sandbox refuses. */
export function notSimulated(action: keyof typeof model.actions): ParameterTable {
  const taken = action === "DescribeSecurityGroupAttribute" ? SIMULATED : TAKEN[action]!;
  const names = Object.keys(model.actions[action].parameters)
    .map((name) => name.replace("!", ""))
    .filter((name) => !taken.includes(name) && !OWNER.includes(name));
  return Object.fromEntries(names.map((name) => [LISTS.includes(name) ? `${name}.N` : name, "-" as const]));
}

/** By action, those that it implements. */
const TAKEN: Partial<Record<keyof typeof model.actions, readonly string[]>> = {
  DescribeInstances: ["RegionId", "InstanceIds", "PageNumber", "PageSize"],
  DescribeSecurityGroups: ["RegionId", "PageNumber", "PageSize"],
};
