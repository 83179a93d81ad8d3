import * as pulumi from "@pulumi/pulumi";
import { accountName, allowlistGroup, eipName, endpointPrefix, taskName } from "../../model/names";
import { planOf } from "../../model/phase";
import { sourceLeg } from "../../model/spec";
import { MysqlAccount } from "../../provider/sdk";
import { AlicloudPublicEndpoint } from "../alicloud/publicEndpoint";
import { AlicloudTemporaryAllowlist } from "../alicloud/temporaryAllowlist";
import { HuaweicloudDrsTask } from "../huaweicloud/drsTask";
import { HuaweicloudTargetAccess } from "../huaweicloud/targetAccess";
import { HuaweicloudTaskEip } from "../huaweicloud/taskEip";
import type { Component } from "../shared/component";
import { childOf } from "../shared/options";
import { adminsOf } from "./admins";
import type { MigrationArgs } from "./args";

/** What the phase `prepare` makes: everything temporary, and nothing that moves data yet. */
export interface Openings {
  source: { host: pulumi.Output<string>; port: pulumi.Output<number> };
  task: HuaweicloudDrsTask;
  allowlist: AlicloudTemporaryAllowlist;
  /** The task's account on the source. */
  account: MysqlAccount;
  /** Everything that must stand before anything connects. */
  all: pulumi.Resource[];
}

export function openingsFor(parent: Component, name: string, args: MigrationArgs): Openings {
  const { spec, providers = {}, adopt = {} } = args;
  const temporary = { migration: spec.name, expires: spec.expires, owner: spec.owner };
  const inside = { parent };

  const endpoint = spec.source.endpoint
    ? undefined
    : new AlicloudPublicEndpoint(
        `${name}-endpoint`,
        {
          instanceId: spec.source.instanceId,
          prefix: endpointPrefix(spec.name, spec.source.instanceId),
          port: spec.source.port,
          adopt: adopt.endpoint,
          provider: providers.alicloud,
        },
        inside,
      );
  const source = {
    host: endpoint?.host ?? pulumi.output(spec.source.endpoint!.host),
    port: endpoint?.port ?? pulumi.output(spec.source.endpoint!.port),
  };

  const eip = new HuaweicloudTaskEip(
    `${name}-eip`,
    {
      ...temporary,
      eipName: eipName(spec.name),
      region: spec.target.region,
      bandwidth: spec.task.bandwidth,
      adopt: adopt.eip,
      provider: providers.huaweicloud,
    },
    inside,
  );

  const task = new HuaweicloudDrsTask(
    `${name}-task`,
    {
      ...temporary,
      taskName: taskName(spec.name),
      path: spec.path,
      mode: spec.mode,
      source: { cloud: "alicloud", region: spec.source.region, instanceId: spec.source.instanceId, ...source },
      target: targetOf(spec),
      eip: { id: eip.eipId, address: eip.address },
      nodeType: spec.task.nodeType,
      expiredDays: spec.task.expiredDays,
      targetReadOnly: spec.task.targetReadOnly,
      whenLive: spec.protectLiveTask ? "refuse" : "end",
      provider: providers.dbferry,
    },
    inside,
  );

  const allowlist = new AlicloudTemporaryAllowlist(
    `${name}-allowlist`,
    {
      ...temporary,
      instanceId: spec.source.instanceId,
      region: spec.source.region,
      group: allowlistGroup(spec.name),
      cidrs: task.egressCidrs.apply((cidrs) => [...cidrs, ...(spec.operator?.addresses ?? []).map(asBlock)]),
      provider: providers.dbferry,
    },
    inside,
  );

  const access = new HuaweicloudTargetAccess(
    `${name}-target-access`,
    {
      ...temporary,
      securityGroupId: spec.target.securityGroupId,
      taskAddress: task.privateIp,
      port: spec.target.port,
      region: spec.target.region,
      inUse: planOf(args.phase).run,
      adopt: adopt.targetRule,
      provider: providers.huaweicloud,
    },
    inside,
  );

  const account = new MysqlAccount(
    `${name}-account`,
    parent.judged("dbferry:index:MysqlAccount", `${name}-account`, {
      connect: adminsOf(args, source).source,
      user: accountName(spec.name),
      hosts: task.egressCidrs.apply((cidrs) => cidrs.map((cidr) => cidr.replace(/\/32$/, ""))),
      role: "source",
      engine: spec.engine,
      mode: spec.mode,
      databases: spec.source.databases,
      requireTls: sourceLeg(spec).tls,
    }),
    // This machine may have to be let in before it can make the account.
    childOf(parent, providers.dbferry, { dependsOn: [allowlist] }),
  );
  return { source, task, allowlist, account, all: [allowlist, access, account] };
}

/** The target as the task sees it. */
export function targetOf({ target }: MigrationArgs["spec"]) {
  return {
    cloud: "huaweicloud",
    region: target.region,
    instanceId: target.instanceId,
    host: target.privateIp,
    port: target.port,
    vpcId: target.vpcId,
    subnetId: target.subnetId,
    securityGroupId: target.securityGroupId,
  };
}

function asBlock(address: string): string {
  if (address.includes("/")) return address;
  return `${address}/${address.includes(":") ? 128 : 32}`;
}
