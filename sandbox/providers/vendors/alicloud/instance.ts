import type { Value, Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import type { RdsService } from "./rdsService";

const text = (value: unknown): Value => (value === undefined || value === null ? null : String(value));

/**
 * An existing RDS instance of the sandbox (alicloud_db_instance): it can be imported, and its allowlist changed. The
 * sandbox's API refuses to create and delete instances, in the vendor's wording.
 */
export class InstanceHandler implements Handler {
  constructor(private readonly rds: RdsService) {}

  async create(inputs: Values): Promise<Existing> {
    await this.rds.call("alicloud_db_instance", "CreateDBInstance", { EngineVersion: String(inputs["engineVersion"]) });
    throw new ProviderError("the sandbox does not create RDS instances: import an existing one");
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const instance = await this.rds.instance(id);
    if (!instance) return undefined;
    const group = String(prior["dbInstanceIpArrayName"] || "default");
    const state: Values = {
      ...prior,
      securityIps: await this.rds.securityIps(id, group),
      connectionString: text(instance["ConnectionString"]),
      category: text(instance["Category"]),
      createTime: text(instance["CreationTime"]),
      dbInstanceStorageType: text(instance["DBInstanceStorageType"]),
      dbInstanceType: text(instance["DBInstanceType"]),
      deletionProtection: instance["DeletionProtection"] === true,
      engine: text(instance["Engine"]),
      engineVersion: text(instance["EngineVersion"]),
      instanceChargeType: text(instance["PayType"]),
      instanceName: text(instance["DBInstanceDescription"]),
      instanceStorage: Number(instance["DBInstanceStorage"]),
      instanceType: text(instance["DBInstanceClass"]),
      maintainTime: text(instance["MaintainTime"]),
      port: text(instance["Port"]),
      resourceGroupId: text(instance["ResourceGroupId"]),
      securityIpMode: text(instance["SecurityIPMode"]),
      status: text(instance["DBInstanceStatus"]),
      vpcId: text(instance["VpcId"]),
      vswitchId: text(instance["VSwitchId"]),
      zoneId: text(instance["ZoneId"]),
    };
    return { id, state };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    const wanted = entries(inputs["securityIps"]);
    const now = entries(prior["securityIps"]);
    if (wanted.join() !== now.join()) {
      const optional = {
        DBInstanceIPArrayName: inputs["dbInstanceIpArrayName"],
        DBInstanceIPArrayAttribute: inputs["dbInstanceIpArrayAttribute"],
        SecurityIPType: inputs["securityIpType"],
        WhitelistNetworkType: inputs["whitelistNetworkType"],
        ModifyMode: inputs["modifyMode"],
        FreshWhiteListReadins: inputs["freshWhiteListReadins"],
      };
      const given = Object.entries(optional).filter(
        ([, value]) => value !== undefined && value !== null && value !== "",
      );
      await this.rds.call(id, "ModifySecurityIps", {
        DBInstanceId: id,
        SecurityIps: wanted.join(",") || "127.0.0.1",
        ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
      });
      await this.rds.waitRunning(id);
    }
    const after = await this.read(id, { ...prior, ...inputs });
    if (!after) throw new ProviderError(`The specified DBInstance ${id} is not found.`);
    return after.state;
  }

  async delete(id: string): Promise<void> {
    await this.rds.call(id, "DeleteDBInstance", { DBInstanceId: id });
  }
}

function entries(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String).sort() : [];
}
