import type { Call, Purpose } from "./call";
import { HUAWEI_VPN_CALLS } from "./huaweicloudVpn";

const UP: readonly Purpose[] = ["up"];
const UP_AND_AUDIT: readonly Purpose[] = ["up", "audit"];
const UP_AND_CLEAN: readonly Purpose[] = ["up", "clean"];
const AUDIT: readonly Purpose[] = ["audit"];
const ALL: readonly Purpose[] = ["up", "audit", "clean"];

const TASK = "drs:migrationJob";
const TASKS = "drs:migrationJobs";

const does = (...needs: string[]): Call => ({ needs, purposes: UP });

/**
 * Every call of dbferry's own client: service, method and path. A call that is not here cannot be made.
 * The names: https://support.huaweicloud.com/intl/en-us/api-drs/drs_api_0039.html, and the same pages of VPC, EIP and RDS.
 */
const OWN = {
  "drs POST /v3/{project_id}/jobs": { needs: [`${TASK}:list`], purposes: UP_AND_AUDIT },
  "drs POST /v3/{project_id}/jobs/batch-creation": does(`${TASKS}:create`),
  "drs POST /v3/{project_id}/jobs/batch-detail": { needs: [`${TASK}:get`], purposes: ALL, assumed: true },
  "drs POST /v3/{project_id}/jobs/batch-connection": does(`${TASKS}:connect`),
  "drs PUT /v3/{project_id}/jobs/batch-modification": does(`${TASK}:modify`),
  "drs PUT /v3/{project_id}/jobs/batch-modify-pwd": { ...does(`${TASK}:modify`), assumed: true },
  "drs PUT /v5/{project_id}/jobs/{job_id}": { ...does(`${TASK}:modify`), assumed: true },
  "drs PUT /v3/{project_id}/jobs/batch-limit-speed": does(`${TASKS}:update`),
  "drs POST /v3/{project_id}/jobs/batch-precheck": does(`${TASK}:action`),
  "drs POST /v3/{project_id}/jobs/batch-precheck-result": does(`${TASK}:get`),
  "drs POST /v3/{project_id}/jobs/batch-starting": { ...does(`${TASK}:action`), assumed: true },
  "drs POST /v3/{project_id}/jobs/batch-pause-task": { ...does(`${TASK}:action`), assumed: true },
  "drs POST /v3/{project_id}/jobs/batch-retry-task": does(`${TASK}:action`),
  "drs POST /v5/{project_id}/jobs/{job_id}/action": { ...does(`${TASK}:action`), assumed: true },
  "drs POST /v3/{project_id}/jobs/batch-progress": { ...does(`${TASK}:get`), assumed: true },
  "drs GET /v3/{project_id}/jobs/{job_id}/table/compare": { ...does(`${TASK}:get`), assumed: true },
  "drs POST /v3/{project_id}/jobs/{job_id}/table/compare": { ...does(`${TASK}:action`), assumed: true },
  "drs GET /v3/{project_id}/jobs/{job_id}/compare/{compare_job_id}/content-detail": {
    ...does(`${TASK}:get`),
    assumed: true,
  },
  "drs GET /v3/{project_id}/quotas": { ...does(`${TASK}:list`), assumed: true },
  "drs DELETE /v3/{project_id}/jobs/batch-jobs": { needs: [`${TASKS}:delete`], purposes: UP_AND_CLEAN },
  "vpc GET /v3/{project_id}/eip/publicips": { needs: ["vpc:publicIps:list"], purposes: UP_AND_AUDIT },
  "vpc GET /v3/{project_id}/eip/publicips/{publicip_id}": {
    needs: ["vpc:publicIps:get"],
    purposes: ["audit", "networks"],
  },
  "vpc GET /v1/{project_id}/quotas": does("vpc:quotas:list"),
  "vpc DELETE /v1/{project_id}/publicips/{publicip_id}": { needs: ["vpc:publicIps:delete"], purposes: ["clean"] },
  "vpc GET /v3/{project_id}/vpc/security-group-rules": {
    needs: ["vpc:securityGroupRules:get"],
    purposes: UP_AND_AUDIT,
  },
  // Where a group shows no rules: the list is empty for one that the account may not see, too.
  "vpc GET /v3/{project_id}/vpc/security-groups/{security_group_id}": {
    needs: ["vpc:securityGroups:get"],
    purposes: UP_AND_AUDIT,
  },
  "vpc GET /v3/{project_id}/vpc/security-group-rules/{rule_id}": {
    needs: ["vpc:securityGroupRules:get"],
    purposes: AUDIT,
  },
  "vpc POST /v3/{project_id}/vpc/security-group-rules": does("vpc:securityGroupRules:create"),
  "vpc DELETE /v3/{project_id}/vpc/security-group-rules/{rule_id}": {
    needs: ["vpc:securityGroupRules:delete"],
    purposes: UP_AND_CLEAN,
  },
  "vpc GET /v2.0/vpc/peerings": { needs: ["vpc:peerings:list"], purposes: UP_AND_AUDIT },
  "vpc DELETE /v2.0/vpc/peerings/{peering_id}": { needs: ["vpc:peerings:delete"], purposes: ["clean"] },
  "vpc GET /v2.0/vpc/peerings/{peering_id}": { needs: ["vpc:peerings:get"], purposes: UP_AND_AUDIT },
  "vpc GET /v1/{project_id}/routetables": { needs: ["vpc:routeTables:list"], purposes: UP_AND_AUDIT },
  "vpc GET /v1/{project_id}/routetables/{routetable_id}": { needs: ["vpc:routeTables:get"], purposes: ALL },
  "vpc PUT /v1/{project_id}/routetables/{routetable_id}": { needs: ["vpc:routeTables:update"], purposes: ["clean"] },
  "vpc GET /v1/{project_id}/subnets": does("vpc:subnets:list"),
  "vpc POST /v3/{project_id}/eip/publicips/{publicip_id}/disassociate-instance": {
    needs: ["vpc:publicIps:update"],
    purposes: ["networks"],
  },
  "rds GET /v3/{project_id}/instances": { needs: ["rds:instance:list"], purposes: UP_AND_AUDIT },
  // Only for a machine of ECS.
  "vpc GET /v1/{project_id}/ports": does("vpc:ports:get"),
  "vpc GET /v1/{project_id}/subnets/{subnet_id}": does("vpc:subnets:get"),
  ...HUAWEI_VPN_CALLS,
} satisfies Record<string, Call>;

const EIP = "huaweicloud:index/vpcEip:VpcEip";
const RULE = "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule";
const by = (resource: string, ...needs: string[]): Call => ({ needs, purposes: UP, resource });

/** Calls that the vendor's Pulumi provider makes for the resources that the program registers, read from that provider's source. */
const VENDORS = {
  "vpc POST /v1/{project_id}/publicips": by(EIP, "vpc:publicIps:create"),
  "vpc GET /v1/{project_id}/publicips/{id}": by(EIP, "vpc:publicIps:get"),
  "vpc GET /v3/{project_id}/eip/publicips/{id}": by(EIP, "vpc:publicIps:get"),
  "vpc PUT /v1/{project_id}/publicips/{id}": by(EIP, "vpc:publicIps:update"),
  "vpc PUT /v3/{project_id}/eip/publicips/{id}": by(EIP, "vpc:publicIps:update"),
  "vpc DELETE /v1/{project_id}/publicips/{id}": by(EIP, "vpc:publicIps:delete"),
  "vpc GET /v1/{project_id}/bandwidths/{id}": by(EIP, "vpc:bandwidths:get"),
  "vpc PUT /v1/{project_id}/bandwidths/{id}": by(EIP, "vpc:bandwidths:update"),
  "vpc POST /v2.0/{project_id}/publicips/{id}/tags/action": by(
    EIP,
    "vpc:publicipTags:create",
    "vpc:publicipTags:delete",
  ),
  "vpc POST /v3/{project_id}/vpc/security-group-rules": by(RULE, "vpc:securityGroupRules:create"),
  "vpc POST /v1/{project_id}/security-group-rules": by(RULE, "vpc:securityGroupRules:create"),
  "vpc GET /v3/{project_id}/vpc/security-group-rules/{id}": by(RULE, "vpc:securityGroupRules:get"),
  "vpc GET /v1/{project_id}/security-group-rules/{id}": by(RULE, "vpc:securityGroupRules:get"),
  "vpc DELETE /v1/{project_id}/security-group-rules/{id}": by(RULE, "vpc:securityGroupRules:delete"),
} satisfies Record<string, Call>;

export const HUAWEI_CALLS: Readonly<Record<keyof typeof OWN, Call>> = OWN;
export const HUAWEI_VENDOR_CALLS: Readonly<Record<string, Call>> = VENDORS;
