// The vendor resources of this migration, written by hand: no spec, no components, none of dbferry's resources.
import { Provider as Alicloud } from "@pulumi/alicloud/provider";
import { Connection } from "@pulumi/alicloud/rds/connection";
import { DrsJob, Provider as Huaweicloud, NetworkingSecgroupRule, VpcEip } from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const spec = config.requireObject<any>("migration");
const clouds = config.requireObject<any>("clouds");
const { source, target } = spec;

const provider = new Alicloud("alicloud", {
  region: source.region,
  accountType: "Domestic",
  protocol: "HTTP",
  endpoints: [{ rds: new URL(clouds.alicloud.endpoints.rds).host }],
});
const huaweicloud = new Huaweicloud("huaweicloud", {
  region: target.region,
  projectId: clouds.huaweicloud.projectId,
  skipCheckWebsiteType: true,
  endpoints: clouds.huaweicloud.endpoints,
});
const tags = { "migrate-id": "hand", "migrate-expires": spec.expires };

const endpoint = new Connection(
  "endpoint",
  { instanceId: source.instanceId, connectionPrefix: "hand-written", port: "3306" },
  { provider },
);
const eip = new VpcEip(
  "eip",
  {
    name: "hand",
    region: target.region,
    publicip: { type: "5_bgp" },
    bandwidth: { shareType: "PER", name: "hand", size: 100, chargeMode: "traffic" },
    tags,
  },
  { provider: huaweicloud },
);
const job = new DrsJob(
  "job",
  {
    name: "hand-written",
    type: "migration",
    engineType: "mysql",
    direction: "up",
    netType: "eip",
    migrationType: "FULL_INCR_TRANS",
    publicIpLists: [{ id: eip.id, publicIp: eip.address, type: "master" }],
    sourceDb: {
      engineType: "mysql",
      ip: endpoint.connectionString,
      port: 3306,
      user: source.admin.user,
      password: config.requireSecret("sourceAdminPassword"),
    },
    destinationDb: {
      engineType: "mysql",
      ip: target.privateIp,
      port: 3306,
      user: target.admin.user,
      password: config.requireSecret("targetAdminPassword"),
      instanceId: target.instanceId,
      vpcId: target.vpcId,
      subnetId: target.subnetId,
      region: target.region,
    },
    tags,
  },
  { provider: huaweicloud },
);
new NetworkingSecgroupRule(
  "rule",
  {
    securityGroupId: target.securityGroupId,
    region: target.region,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix: pulumi.interpolate`${job.privateIp}/32`,
    description: "hand",
  },
  { provider: huaweicloud },
);
