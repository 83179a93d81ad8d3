import { MigrationInstance } from "@pulumi/alicloud/dts/migrationInstance";
import { MigrationJob, type MigrationJobArgs } from "@pulumi/alicloud/dts/migrationJob";
import { SecurityGroupRule } from "@pulumi/alicloud/ecs/securityGroupRule";
import { Connection as PublicEndpoint } from "@pulumi/alicloud/rds/connection";
import { Instance, type InstanceArgs } from "@pulumi/alicloud/rds/instance";
import { WhitelistTemplate } from "@pulumi/alicloud/rds/whitelistTemplate";
import { Connection, type ConnectionArgs } from "@pulumi/alicloud/vpn/connection";
import * as pulumi from "@pulumi/pulumi";
import { KEY, type Program } from "./program";

/** An instance whose allowlist is a separate group. */
export const rds = (more: Partial<InstanceArgs>) =>
  new Instance("source", {
    engine: "MySQL",
    engineVersion: "8.0",
    instanceType: "rds.mysql.s2.large",
    instanceStorage: 100,
    dbInstanceIpArrayName: "dbferry_shop",
    modifyMode: "Append",
    ...more,
  });
const rule = { type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", securityGroupId: "sg-1" };
const vpn = (more: Partial<ConnectionArgs> = {}) =>
  new Connection("vpn", {
    vpnGatewayId: "v",
    customerGatewayId: "c",
    localSubnets: ["10.0.0.0/16", "100.104.0.0/16"],
    remoteSubnets: ["172.16.0.0/16"],
    ikeConfig: {
      ikeVersion: "ikev2",
      ikeEncAlg: "aes256",
      ikeAuthAlg: "sha256",
      ikePfs: "group14",
      psk: pulumi.secret(KEY),
    },
    ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
    ...more,
  });
const job = (more: Partial<MigrationJobArgs> = {}) =>
  new MigrationJob("move", {
    dtsInstanceId: "dts-1",
    dataInitialization: true,
    dataSynchronization: true,
    structureInitialization: true,
    dbList: "{}",
    sourceEndpointInstanceType: "RDS",
    sourceEndpointEngineName: "MySQL",
    sourceEndpointUserName: "df_shop",
    sourceEndpointPassword: pulumi.secret("Tr4vel-light-and-fast"),
    destinationEndpointInstanceType: "RDS",
    destinationEndpointEngineName: "MySQL",
    destinationEndpointUserName: "df_shop",
    destinationEndpointPassword: pulumi.secret("Tr4vel-light-and-fast"),
    ...more,
  });

/** Bare Alibaba resources that the pack refuses. */
export const alicloud: Record<string, Program> = {
  "ali-world": {
    cloud: "alicloud",
    rule: "NET-01",
    resource: "source",
    seen: '"0.0.0.0/0"',
    make: () => void rds({ securityIps: ["10.0.0.1", "0.0.0.0/0"] }),
  },
  "ali-mapped": {
    cloud: "alicloud",
    rule: "NET-01",
    resource: "source",
    seen: '"::ffff:0:0/96"',
    make: () => void rds({ securityIps: ["::ffff:0:0/96"] }),
  },
  "ali-rule-world": {
    cloud: "alicloud",
    rule: "NET-01",
    resource: "in",
    seen: '"0.0.0.0/0"',
    make: () => void new SecurityGroupRule("in", { ...rule, cidrIp: "0.0.0.0/0" }),
  },
  "ali-halves": {
    cloud: "alicloud",
    rule: "NET-02",
    resource: "source",
    seen: '"0.0.0.0/1", "128.0.0.0/1"',
    make: () => void rds({ securityIps: ["0.0.0.0/1", "128.0.0.0/1"] }),
  },
  "ali-wide": {
    cloud: "alicloud",
    rule: "NET-04",
    resource: "source",
    seen: '"47.96.0.0/15"',
    make: () => void rds({ securityIps: ["47.96.0.0/15"] }),
  },
  "ali-template": {
    cloud: "alicloud",
    rule: "NET-05",
    resource: "template",
    seen: '"0.0.0.0/0"',
    make: () => void new WhitelistTemplate("template", { templateName: "dts", ipWhiteList: "10.0.0.1,0.0.0.0/0" }),
  },
  "ali-all-ports": {
    cloud: "alicloud",
    rule: "NET-06",
    resource: "in",
    seen: '"1/65535"',
    make: () => void new SecurityGroupRule("in", { ...rule, portRange: "1/65535", cidrIp: "203.0.113.7/32" }),
  },
  "ali-rule-expired": {
    cloud: "alicloud",
    rule: "NET-09",
    resource: "in",
    seen: "expired on",
    make: () =>
      void new SecurityGroupRule("in", {
        ...rule,
        cidrIp: "203.0.113.7/32",
        description: "dbferry migrate-id=shop migrate-expires=2020-01-01T00:00:00Z",
      }),
  },
  "ali-endpoint-after": {
    cloud: "alicloud",
    rule: "NET-10",
    resource: "public",
    seen: "in phase done",
    config: { phase: "done" },
    make: () => void new PublicEndpoint("public", { instanceId: "rm-1" }),
  },
  "ali-vpn-overlap": {
    cloud: "alicloud",
    rule: "NET-12",
    resource: "vpn",
    seen: "10.0.8.0/24",
    make: () => void vpn({ remoteSubnets: ["10.0.8.0/24"] }),
  },
  "ali-vpn-weak": {
    cloud: "alicloud",
    rule: "NET-14",
    resource: "vpn",
    seen: "(the provider's default)",
    make: () => void vpn({ ikeConfig: { psk: pulumi.secret(KEY) } }),
  },
  "ali-vpn-dts": {
    cloud: "alicloud",
    rule: "NET-16",
    resource: "vpn",
    seen: "10.0.0.0/16",
    make: () => {
      vpn({ localSubnets: ["10.0.0.0/16"] });
      job({
        sourceEndpointInstanceType: "EXPRESS",
        sourceEndpointInstanceId: "vpc-1",
        sourceEndpointIp: "172.16.0.5",
        sourceEndpointPort: "3306",
      });
    },
  },
  "ali-cover": {
    cloud: "alicloud",
    rule: "NET-17",
    resource: "source",
    seen: '"Cover"',
    make: () => void rds({ securityIps: ["203.0.113.7"], dbInstanceIpArrayName: undefined, modifyMode: "Cover" }),
  },
  "ali-system-group": {
    cloud: "alicloud",
    rule: "NET-18",
    resource: "source",
    seen: '"ali_dms_group"',
    make: () => void rds({ securityIps: ["203.0.113.7"], dbInstanceIpArrayName: "ali_dms_group" }),
  },
  "ali-public-source": {
    cloud: "alicloud",
    rule: "TSK-01",
    resource: "move",
    seen: "cannot request TLS",
    config: { level: "production" },
    make: () =>
      void job({ sourceEndpointInstanceType: "OTHER", sourceEndpointIp: "203.0.113.20", sourceEndpointPort: "3306" }),
  },
  "ali-plain-password": {
    cloud: "alicloud",
    rule: "TSK-02",
    resource: "move",
    seen: "a password in plain text",
    make: () => void job({ destinationEndpointPassword: "Tr4vel-light-and-fast" }),
  },
  "ali-job-after": {
    cloud: "alicloud",
    rule: "TSK-13",
    resource: "move",
    seen: "in phase done",
    config: { phase: "done" },
    make: () => void job(),
  },
  "ali-prepaid": {
    cloud: "alicloud",
    rule: "TSK-15",
    resource: "source",
    seen: '"Prepaid"',
    make: () => void rds({ instanceChargeType: "Prepaid", period: 1 }),
  },
  "ali-abroad": {
    cloud: "alicloud",
    rule: "OPS-02",
    resource: "shell",
    seen: '"cn-hangzhou" to "ap-southeast-1"',
    make: () =>
      void new MigrationInstance("shell", {
        paymentType: "PayAsYouGo",
        sourceEndpointEngineName: "MySQL",
        sourceEndpointRegion: "cn-hangzhou",
        destinationEndpointEngineName: "MySQL",
        destinationEndpointRegion: "ap-southeast-1",
      }),
  },
};

/** Bare Alibaba resources that must pass. */
export const alicloudFine: Record<string, Program> = {
  "ali-fine-rds": {
    cloud: "alicloud",
    make: () =>
      void rds({
        securityIps: ["203.0.113.7/32", "112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16", "100.104.0.0/16"],
      }),
  },
  "ali-fine-list": {
    cloud: "alicloud",
    make: () =>
      void rds({ securityIps: Array.from({ length: 400 }, (_, i) => `47.${i % 200}.${i % 7}.${1 + (i % 250)}/32`) }),
  },
  "ali-fine-vpn": { cloud: "alicloud", make: () => void vpn() },
  "ali-fine-task": { cloud: "alicloud", make: () => void job() },
};
