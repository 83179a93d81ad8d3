import type { KeyRing } from "../../world/keyRing";
import type { AlicloudWorld } from "../facts";
import { type Listening, listen } from "../listen";
import type { EcsAction } from "./action";
import { authorizeSecurityGroup, revokeSecurityGroup } from "./changing";
import { describeInstances, describeSecurityGroupAttribute, describeSecurityGroups } from "./reading";

/** The actions of ECS 2014-05-26 that the sandbox simulates. */
export const ECS_ACTIONS: Readonly<Record<string, EcsAction>> = {
  AuthorizeSecurityGroup: authorizeSecurityGroup,
  DescribeInstances: describeInstances,
  DescribeSecurityGroupAttribute: describeSecurityGroupAttribute,
  DescribeSecurityGroups: describeSecurityGroups,
  RevokeSecurityGroup: revokeSecurityGroup,
};

/** ECS (RPC, version 2014-05-26): machines and security groups, as far as a migration reads and changes them. */
export function startEcs(world: AlicloudWorld, keys: KeyRing): Promise<Listening> {
  return listen(
    keys,
    {
      code: "Ecs",
      version: "2014-05-26",
      host: "ecs.aliyuncs.com",
      actions: ECS_ACTIONS,
      // The shared endpoint serves several regions.
      run: (action, parameters) => ECS_ACTIONS[action]!.run(parameters, { world, region: parameters.need("RegionId") }),
    },
    world,
  );
}
