import type * as pulumi from "@pulumi/pulumi";
import { AlicloudPublicEndpoint, alicloudPublicEndpoint } from "../components/alicloud/publicEndpoint";
import { AlicloudTemporaryAllowlist, alicloudTemporaryAllowlist } from "../components/alicloud/temporaryAllowlist";
import { AlicloudVpn, alicloudVpn } from "../components/alicloud/vpn";
import { HuaweicloudDrsTask, huaweicloudDrsTask } from "../components/huaweicloud/drsTask";
import { HuaweicloudTargetAccess, huaweicloudTargetAccess } from "../components/huaweicloud/targetAccess";
import { HuaweicloudTaskEip, huaweicloudTaskEip } from "../components/huaweicloud/taskEip";
import { HuaweicloudVpcPeering, huaweicloudVpcPeering } from "../components/huaweicloud/vpcPeering";
import { HuaweicloudVpn, huaweicloudVpn } from "../components/huaweicloud/vpn";
import { migration } from "../components/migration/definition";
import type { Component } from "../components/shared/component";
import type { Definition } from "../components/shared/definition";
import { TencentcloudDtsTask, tencentcloudDtsTask } from "../components/tencentcloud/dtsTask";
import { TencentcloudVpn, tencentcloudVpn } from "../components/tencentcloud/vpn";
import { buildMigration } from "./migration";

type Options = pulumi.ComponentResourceOptions;

/** A component that programs in any language can create. */
export interface Offered {
  definition: Definition;
  build(name: string, args: never, opts: Options): Component | Promise<Component>;
}

const offered = [
  { definition: migration, build: buildMigration },
  { definition: alicloudPublicEndpoint, build: of(AlicloudPublicEndpoint) },
  { definition: alicloudTemporaryAllowlist, build: of(AlicloudTemporaryAllowlist) },
  { definition: alicloudVpn, build: of(AlicloudVpn) },
  { definition: huaweicloudTaskEip, build: of(HuaweicloudTaskEip) },
  { definition: huaweicloudTargetAccess, build: of(HuaweicloudTargetAccess) },
  { definition: huaweicloudDrsTask, build: of(HuaweicloudDrsTask) },
  { definition: huaweicloudVpcPeering, build: of(HuaweicloudVpcPeering) },
  { definition: huaweicloudVpn, build: of(HuaweicloudVpn) },
  { definition: tencentcloudDtsTask, build: of(TencentcloudDtsTask) },
  { definition: tencentcloudVpn, build: of(TencentcloudVpn) },
] as Offered[];

/** By token. To add a component, add a line here. */
export const COMPONENTS: ReadonlyMap<string, Offered> = new Map(
  offered.map((one) => [`dbferry:index:${one.definition.kind}`, one]),
);

function of<A>(component: new (name: string, args: A, opts?: Options) => Component) {
  return (name: string, args: A, opts: Options) => new component(name, args, opts);
}
