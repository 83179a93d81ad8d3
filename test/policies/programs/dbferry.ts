import * as pulumi from "@pulumi/pulumi";
import { AlicloudPublicEndpoint } from "../../../components/alicloud/publicEndpoint";
import { AlicloudTemporaryAllowlist } from "../../../components/alicloud/temporaryAllowlist";
import { HuaweicloudDrsTask } from "../../../components/huaweicloud/drsTask";
import { HuaweicloudTargetAccess } from "../../../components/huaweicloud/targetAccess";
import { HuaweicloudTaskEip } from "../../../components/huaweicloud/taskEip";
import { AllowlistEntry, MysqlAccount, TaskRun } from "../../../provider/sdk";
import { type Program, soon } from "./program";

const allowlist = { instanceId: "rm-1", region: "cn-hangzhou", group: "dbferry_shop", migration: "shop" };
const eip = { migration: "shop", eipName: "dbferry-shop", region: "cn-north-4" };
const access = {
  migration: "shop",
  securityGroupId: "sg-1",
  taskAddress: "192.168.0.10",
  port: 3306,
  region: "cn-north-4",
};
const secret = () => pulumi.secret("Tr4vel-light-and-fast");
const connect = () => ({ host: "db.example.com", user: "dba", password: secret() });
const run = (more: object = {}) =>
  new TaskRun("run", {
    taskId: "t",
    engine: "drs",
    path: "vpn",
    source: { cloud: "alicloud", host: "db.example.com", user: "df_shop", password: secret() },
    target: { cloud: "huaweicloud", host: "192.168.0.9", user: "df_shop", password: secret() },
    ...more,
  } as ConstructorParameters<typeof TaskRun>[1]);

/** dbferry's components and resources, used in ways that the pack, the component or the provider itself refuses. */
export const dbferry: Record<string, Program> = {
  "df-allowlist-halves": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-02",
    resource: "entries",
    seen: '"0.0.0.0/1"',
    make: () =>
      void new AlicloudTemporaryAllowlist("entries", {
        ...allowlist,
        expires: soon(),
        cidrs: ["0.0.0.0/1", "128.0.0.0/1"],
      }),
  },
  "df-allowlist-wide": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-04",
    resource: "entries",
    seen: '"47.92.0.0/14"',
    make: () =>
      void new AlicloudTemporaryAllowlist("entries", { ...allowlist, expires: soon(), cidrs: ["47.92.0.0/14"] }),
  },
  "df-allowlist-world": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-01",
    resource: "entries",
    seen: '"::/0"',
    make: () =>
      void new AlicloudTemporaryAllowlist("entries", { ...allowlist, expires: soon(), cidrs: ["203.0.113.7", "::/0"] }),
  },
  "df-allowlist-world-later": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-01",
    resource: "entries",
    seen: '"0.0.0.0/0"',
    make: () =>
      void new AlicloudTemporaryAllowlist("entries", {
        ...allowlist,
        expires: soon(),
        cidrs: pulumi.output(Promise.resolve(["0.0.0.0/0"])),
      }),
  },
  "df-access-world": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-01",
    resource: "access",
    seen: '"0.0.0.0/0" covers every address',
    make: () => void new HuaweicloudTargetAccess("access", { ...access, expires: soon(), taskAddress: "0.0.0.0/0" }),
  },
  "df-task-too-long": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-08",
    resource: "task",
    seen: "ends only in",
    make: () =>
      void new HuaweicloudDrsTask("task", {
        migration: "shop",
        expires: "2099-01-01T00:00:00Z",
        taskName: "dbferry-shop",
        source: { cloud: "alicloud", host: "db.example.com" },
        target: { cloud: "huaweicloud", region: "cn-north-4", host: "192.168.0.9", subnetId: "subnet-1" },
      }),
  },
  "df-allowlist-expired": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-09",
    resource: "entries",
    seen: "expired on 2020-01-01",
    make: () =>
      void new AlicloudTemporaryAllowlist("entries", {
        ...allowlist,
        expires: "2020-01-01T00:00:00Z",
        cidrs: ["203.0.113.7/32"],
      }),
  },
  "df-entry-no-expiry": {
    cloud: "dbferry",
    rule: "NET-08",
    resource: "entry",
    seen: "has no expiry",
    make: () => void new AllowlistEntry("entry", { cloud: "alicloud", ...allowlist, cidrs: ["203.0.113.7/32"] }),
  },
  "df-eip-too-long": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-08",
    resource: "eip",
    seen: "ends only in",
    make: () => void new HuaweicloudTaskEip("eip", { ...eip, expires: "2099-01-01T00:00:00Z" }),
  },
  "df-eip-expired": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-09",
    resource: "eip",
    seen: "expired on 2020-01-01",
    make: () => void new HuaweicloudTaskEip("eip", { ...eip, expires: "2020-01-01T00:00:00Z" }),
  },
  "df-access-too-long": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-08",
    resource: "access",
    seen: "ends only in",
    make: () => void new HuaweicloudTargetAccess("access", { ...access, expires: "2099-01-01T00:00:00Z" }),
  },
  "df-access-expired": {
    cloud: "dbferry",
    by: "component",
    rule: "NET-09",
    resource: "access",
    seen: "expired on",
    make: () => void new HuaweicloudTargetAccess("access", { ...access, expires: "2020-01-01T00:00:00Z" }),
  },
  "df-endpoint-after": {
    cloud: "dbferry",
    rule: "NET-10",
    resource: "endpoint",
    seen: "in phase done",
    config: { phase: "done" },
    make: () => void new AlicloudPublicEndpoint("endpoint", { instanceId: "rm-1", prefix: "dbferry-shop" }),
  },
  "df-run-no-preflight": {
    cloud: "dbferry",
    rule: "TSK-06",
    resource: "run",
    seen: "nothing asserts that the target is empty",
    make: () => void run(),
  },
  "df-run-no-tls": {
    cloud: "dbferry",
    rule: "TSK-01",
    resource: "run",
    seen: "without TLS",
    config: { level: "strict" },
    make: () =>
      void run({
        path: "public",
        source: { cloud: "alicloud", host: "db.example.com", user: "df_shop", password: secret() },
      }),
  },
  "df-run-root": {
    cloud: "dbferry",
    rule: "TSK-03",
    resource: "run",
    seen: '"root"',
    config: { level: "strict" },
    make: () =>
      void run({
        source: { cloud: "alicloud", host: "db.example.com", user: "root", password: secret() },
      }),
  },
  "df-run-abroad": {
    cloud: "dbferry",
    rule: "OPS-02",
    resource: "run",
    seen: '"cn-hangzhou" to "ap-southeast-3"',
    make: () =>
      void run({
        source: {
          cloud: "alicloud",
          region: "cn-hangzhou",
          host: "db.example.com",
          user: "df_shop",
          password: secret(),
        },
        target: {
          cloud: "huaweicloud",
          region: "ap-southeast-3",
          host: "192.168.0.9",
          user: "df_shop",
          password: secret(),
        },
      }),
  },
};

/** Uses of dbferry's components and resources that must pass. */
export const dbferryFine: Record<string, Program> = {
  "df-fine-eip": {
    cloud: "dbferry",
    make: () => {
      const made = new HuaweicloudTaskEip("eip", { ...eip, expires: soon() });
      new AlicloudTemporaryAllowlist("entries", { ...allowlist, expires: soon(), cidrs: [made.cidr] });
      new HuaweicloudTargetAccess("access", { ...access, expires: soon() });
    },
  },
  "df-fine-account": {
    cloud: "dbferry",
    make: () =>
      void new MysqlAccount("mover", {
        engine: "drs",
        connect: connect(),
        user: "df_shop",
        hosts: ["203.0.113.7"],
        role: "source",
      }),
  },
};
