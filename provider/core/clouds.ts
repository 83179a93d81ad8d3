import type { Problem } from "../../model/problems";
import type { Engine } from "../../model/scenario";
import type { AllowlistApi } from "../clouds/alicloud/allowlist";
import type { Driver } from "../drivers/driver";
import type { MysqlWork } from "./mysql";

/** Everything outside this process that a resource may talk to; tests put their own in its place. */
export interface Clouds {
  /** @throws UserProblem when its cloud is not configured, or the engine has no driver yet */
  driver(engine: Engine): Driver;
  /** @throws UserProblem when Alibaba Cloud is not configured */
  allowlists(region: string): AllowlistApi;
  /** What else dbferry can see of a network that blocks a task; undefined members: it cannot look. */
  sight: Sight;
  mysql: MysqlWork;
  /** What a killed update made with the vendors' own resources and did not record. */
  leftovers(query: LeftoverQuery): Promise<Leftovers>;
  /** Where the clouds contradict what a migration says of its instances. */
  instanceProblems(query: InstanceQuery): Promise<Problem[]>;
}

/** The two instances as the migration describes them. */
export interface InstanceQuery {
  source: { region: string; instanceId: string };
  target: {
    instanceId: string;
    vpcId: string;
    subnetId: string;
    securityGroupId: string;
    privateIp: string;
    port: number;
  };
}

/** Where to look for what a migration may have left; what is absent is not looked for. */
export interface LeftoverQuery {
  migration: string;
  eip: boolean;
  targetRule?: TargetRuleQuery;
  endpoint?: { region: string; instanceId: string; prefix: string };
}

/** The rule exactly as it would be made now, for the address of the task of this name. */
export interface TargetRuleQuery {
  securityGroupId: string;
  port: number;
  description: string;
  task: string;
}

/** Ids as the vendors' Pulumi resources have them, so that they can be imported. */
export interface Leftovers {
  eip?: string;
  targetRule?: string;
  /** `<instance>:<prefix>` */
  endpoint?: string;
}

/** Read-only looks that turn "timed out" into the name of the missing opening. */
export interface Sight {
  /** Groups of the instance's allowlist, by name; undefined: no credentials, or the instance is not there. */
  allowlistGroups(region: string | undefined, instanceId: string): Promise<Record<string, string[]> | undefined>;
  /** Ingress rules of a Huawei Cloud security group; undefined: no credentials, or it is not there. */
  securityGroupRules(securityGroupId: string): Promise<IngressRule[] | undefined>;
}

export interface IngressRule {
  action: "allow" | "deny";
  /** Absent: every protocol. */
  protocol?: string;
  /** `3306`, `3306-3310`, `80,443`; absent: every port. */
  ports?: string;
  /** Absent with no group: everybody. */
  cidr?: string;
  fromGroup?: string;
}
