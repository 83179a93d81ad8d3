import type { Sandbox } from "../../../sandbox";
import { alibabaField } from "../../../test/e2e/alibabaField";
import { Field } from "../../../test/e2e/harness";
import { huaweiField } from "../../../test/e2e/huaweiField";
import { bindEip } from "../../../test/e2e/huaweiSource";
import { tencentField } from "../../../test/e2e/tencentField";
import { tencentSourceField } from "../../../test/e2e/tencentSourceField";
import type { Ground, Wrong } from "../cell";
import { unencrypted } from "./unencrypted";

const OTHER = "203.0.113.250";
const doctor = (field: Field) => field.dbferry("doctor");

/** The instance is elsewhere. */
const wrongRegion: Wrong = {
  name: "wrong region of the source",
  in: "file",
  change: (migration) => {
    migration.source.region = "cn-beijing";
  },
  says: /source\.(region|instanceId): .*needed: .*cn-hangzhou|not in cn-beijing|no instance .* cn-beijing/,
};

/** The allowlist of the source holds another address than the task's. */
function wrongAllowlist({ sandbox }: Field): Wrong {
  const { rds } = sandbox.world.alicloud;
  const { instanceId } = sandbox.source;
  const groups = () => [...rds.get(instanceId).allowlists.keys()].filter((group) => group.startsWith("dbferry"));
  return {
    name: "the allowlist of the source has another address",
    in: "world",
    make() {
      for (const group of groups()) rds.modifyAllowlist(instanceId, group, "Cover", [OTHER]);
    },
    mend() {
      for (const group of groups()) rds.modifyAllowlist(instanceId, group, "Delete", [OTHER]);
    },
    shownBy: doctor,
    says: /allowlist of \S+ .*has no entry/,
  };
}

const ofAlibaba = (field: Field, ...more: Wrong[]): Ground => ({
  field,
  wrong: [wrongRegion, wrongAllowlist(field), ...more],
});

/** Of a source in TencentDB, with whatever target. */
interface FromTencent {
  field: Field;
  sandbox: Pick<Sandbox<"tencentcloud">, "source"> & { world: Pick<Sandbox<"tencentcloud">["world"], "tencentcloud"> };
}

function tencentSource({ field, sandbox }: FromTencent, ...more: Wrong[]): Ground {
  const { cdb, securityGroups } = sandbox.world.tencentcloud;
  const { instanceId, securityGroupId } = sandbox.source;
  cdb.openWan(instanceId);
  const { domain, port } = cdb.find(instanceId)!.wan!;
  field.configure((config) => {
    config["dbferry:migration"].source.endpoint = { host: domain, port };
  });
  return {
    field,
    wrong: [
      {
        name: "a security group that the source does not have",
        in: "file",
        change: (migration) => {
          migration.source.securityGroupId = "sg-abcdefgh";
        },
        says: /source\.securityGroupId: sg-abcdefgh; needed: /,
      },
      {
        name: "the policy for the task is gone",
        in: "world",
        make: () => securityGroups.remove(securityGroupId, "ingress", [0]),
        shownBy: doctor,
        says: /the security group of \S+ does not let in/,
      },
      ...more,
    ],
  };
}

async function insideTencent(): Promise<Ground> {
  const { field } = await tencentField(() => {}, "tencentcloud");
  return {
    field,
    wrong: [
      {
        name: "wrong region of the source",
        in: "file",
        change: (migration) => {
          migration.source.region = "ap-shanghai";
        },
        says: /source\.region: ap-shanghai; needed: ap-guangzhou/,
      },
      {
        name: "a source in another account",
        in: "file",
        change: (migration) => {
          migration.source.account = "other";
        },
        says: /source\.account: other; needed: nothing, as the target has/,
      },
      {
        name: "the account on the source is not for the service's addresses",
        in: "world",
        make: () =>
          field.as("source", async (db) => {
            const [account] = await db.query(
              "SELECT User AS user FROM mysql.user WHERE Host = '9.145.0.0/255.255.0.0'",
            );
            await db.query(`DROP USER '${String(account!["user"])}'@'9.145.0.0/255.255.0.0'`);
          }),
        shownBy: doctor,
        says: /none of them is for 9\.145\.0\.0\/16/,
      },
    ],
  };
}

/** An EIP of its owner leads to the source. @param open the field, without the endpoint in its stack file */
async function publicHuawei(open: () => Promise<{ field: Field; sandbox: object }>, ...more: Wrong[]): Promise<Ground> {
  const { field, sandbox } = await open();
  const source = sandbox as Parameters<typeof bindEip>[0];
  const { securityGroups } = source.world.huaweicloud;
  const endpoint = bindEip(source);
  field.configure((config) => {
    config["dbferry:migration"].source.endpoint = endpoint;
  });
  const ours = () => securityGroups.rules().filter(({ description }) => description.startsWith("dbferry_"));
  return {
    field,
    wrong: [
      {
        name: "an address that is not bound to the source",
        in: "file",
        change: (migration) => {
          migration.source.endpoint = { ...endpoint, host: OTHER };
        },
        says: /source\.endpoint: 203\.0\.113\.250:3306; needed: /,
      },
      {
        name: "wrong region of the source",
        in: "file",
        change: (migration) => {
          migration.source.region = "cn-south-1";
        },
        says: /huaweicloud\.projects\.cn-south-1|source\.region: cn-south-1; needed: cn-north-4/,
      },
      {
        name: "the security group of the source lets in another address",
        in: "world",
        make() {
          for (const rule of ours()) rule.remoteIpPrefix = `${OTHER}/32`;
        },
        mend() {
          for (const { id } of ours()) securityGroups.removeRule(id);
        },
        shownBy: doctor,
        says: /the security group \S+.* does not let in the task's address/,
      },
      ...more,
    ],
  };
}

async function peeredHuawei(): Promise<Ground> {
  const { field, sandbox } = await huaweiField("peering");
  const { peerings, routeTables } = sandbox.world.huaweicloud;
  const { source } = sandbox;
  return {
    field,
    wrong: [
      {
        name: "overlapping networks",
        in: "file",
        change: (migration) => {
          (migration as unknown as { peering: { sourceNetwork: string } }).peering.sourceNetwork = "192.168.0.0/16";
        },
        says: /peering\.sourceNetwork: 192\.168\.0\.0\/16, which overlaps/,
      },
      {
        name: "another region of the source",
        in: "file",
        change: (migration) => {
          migration.source.region = "cn-south-1";
        },
        says: /source\.region: cn-south-1, with target\.region: cn-north-4; needed: VPCs of one region/,
      },
      {
        name: "the route back is gone",
        in: "world",
        make() {
          const table = routeTables.of(source.vpcId);
          const ours = table.routes.find(({ nexthop }) => peerings.otherEnd(nexthop, source.vpcId));
          routeTables.remove(table, ours!.destination);
        },
        shownBy: doctor,
        says: /has no route to \S+ \(the target's\) through the peering/,
      },
    ],
  };
}

async function insideHuawei(): Promise<Ground> {
  const { field, sandbox } = await huaweiField();
  const { securityGroups } = sandbox.world.huaweicloud;
  const { securityGroupId } = sandbox.source;
  return {
    field,
    wrong: [
      {
        name: "a source in another VPC",
        in: "file",
        change: (migration) => {
          migration.source.vpcId = "another-vpc";
        },
        says: /over the path vpc, both are in one VPC/,
      },
      {
        name: "the rule at the source is gone",
        in: "world",
        make() {
          const rule = securityGroups
            .rules()
            .find((one) => one.securityGroupId === securityGroupId && one.direction === "ingress");
          securityGroups.removeRule(rule!.id);
        },
        shownBy: doctor,
        says: /the security group \S+.* does not let in the task's address/,
      },
    ],
  };
}

async function hotMigration(): Promise<Ground> {
  const { field } = await tencentField((migration) => {
    migration.tencentDts = { profile: "hot-migration" };
  });
  const loadOnly: Wrong = {
    name: "a load without replication",
    in: "file",
    change: (migration) => {
      migration.mode = "full";
    },
    says: /a hot migration always follows the source/,
  };
  return ofAlibaba(field, loadOnly);
}

/** Migrations from a cloud's managed database, by source, engine and path. */
export const CLOUD_SOURCES: Readonly<Record<string, () => Promise<Ground>>> = {
  "Alibaba RDS drs public": async () => ofAlibaba(await Field.open()),
  "Alibaba RDS tencent-dts public": async () => ofAlibaba((await tencentField()).field),
  "Alibaba RDS alibaba-dts vpc": async () => ofAlibaba((await alibabaField()).field),
  "TencentDB for MySQL drs public": async () => tencentSource(await tencentSourceField()),
  "TencentDB for MySQL tencent-dts vpc": insideTencent,
  "TencentDB for MySQL alibaba-dts public": async () =>
    tencentSource(await alibabaField(() => {}, "tencentcloud"), unencrypted),
  "Huawei RDS drs vpc": insideHuawei,
  "Huawei RDS drs peering": peeredHuawei,
  "Huawei RDS drs public": () => publicHuawei(() => huaweiField("public")),
  "Huawei RDS alibaba-dts public": () => publicHuawei(() => alibabaField(() => {}, "huaweicloud"), unencrypted),
  "Huawei RDS tencent-dts public": () => publicHuawei(() => tencentField(() => {}, "huaweicloud")),
  S003: hotMigration,
};
