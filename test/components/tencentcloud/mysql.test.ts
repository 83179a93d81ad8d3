import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import { dtsAddressesInside } from "../../../model/engines/tencentDts/addresses";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

const OPERATOR = "10.20.9.9/32";
const INSTANCE = {
  ...{ place: "tencentcloud-mysql", region: "ap-guangzhou", vpcId: "vpc-1", subnetId: "subnet-1" },
  admin: { user: "dba" },
};
const SOURCE = { ...INSTANCE, instanceId: "cdb-source01", securityGroupId: "sg-1", privateIp: "10.20.10.10" };
const TARGET = { ...INSTANCE, instanceId: "cdb-target01", securityGroupId: "sg-2", privateIp: "10.20.10.20" };

let made: Registrations;

async function build(more: object = {}, preview = false) {
  await made.start(preview, ({ type, inputs }) =>
    type.endsWith(":ReplicationTask") ? { ...inputs, taskId: "dts-1" } : inputs,
  );
  const written = smallestMigration((spec) =>
    Object.assign(spec, {
      ...{ engine: "tencent-dts", path: "vpc", target: TARGET },
      source: { ...SOURCE, databases: ["shop"] },
      ...more,
    }),
  );
  const { migration } = parseMigration(written, "prepare", NOW);
  const passwords = { source: "one", target: "two" };
  const built = new Migration("shop", { spec: migration, phase: "prepare", passwords });
  await settled(built.urn);
  await pulumi.runtime.disconnect();
  return built;
}

const inputsOf = (name: string) => made.all.find((one) => one.name === name)?.inputs;

beforeEach(() => {
  made = new Registrations();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockResolvedValue();
  vi.spyOn(pulumi.log, "info").mockResolvedValue();
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.each([true, false])("a source in TencentDB that the service of its cloud reads (preview: %s)", (preview) => {
  const hosts = dtsAddressesInside().map((block) => block.replace("/16", "/255.255.0.0"));

  it("opens nothing, is given by its id, and binds the account to the service's ranges", async () => {
    await build({}, preview);
    expect(made.list()).toEqual([
      "shop dbferry:index:Migration",
      "shop-account dbferry:index:MysqlAccount",
      "shop-record dbferry:index:MigrationRecord",
      "shop-task dbferry:index:ReplicationTask",
      "shop-task dbferry:index:TencentcloudDtsTask",
    ]);
    expect(inputsOf("shop-account")!["hosts"]).toEqual(hosts);
    const task = made.all.find(({ type }) => type === "dbferry:index:ReplicationTask")!.inputs;
    expect(task).toMatchObject({ path: "vpc", source: { cloud: "tencentcloud", instanceId: "cdb-source01" } });
  });

  it("lets the operator's machine alone in through the security group", async () => {
    await build({ operator: { addresses: [OPERATOR] } }, preview);
    expect(inputsOf("shop-allowlist")).toMatchObject({ instanceId: "cdb-source01", cidrs: [OPERATOR] });
    expect(inputsOf("shop-account")!["hosts"]).toEqual(hosts);
  });
});
