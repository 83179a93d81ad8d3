import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, PartialCreate, ProviderError } from "../../handler";
import type { RdsService } from "./rdsService";

/** The public endpoint of an RDS instance (alicloud_db_connection); its id is `<instance>:<prefix>`. */
export class ConnectionHandler implements Handler {
  constructor(private readonly rds: RdsService) {}

  async create(inputs: Values): Promise<Existing> {
    const instance = String(inputs["instanceId"]);
    const prefix = String(inputs["connectionPrefix"] || `${instance}tf`);
    await this.rds.callWhenFree("alicloud_db_connection", "AllocateInstancePublicConnection", {
      DBInstanceId: instance,
      ConnectionStringPrefix: prefix,
      Port: String(inputs["port"]),
      ...(inputs["babelfishPort"] ? { BabelfishPort: String(inputs["babelfishPort"]) } : {}),
    });
    const id = `${instance}:${prefix}`;
    try {
      await this.rds.waitConnection(instance, prefix, true);
      await this.rds.waitRunning(instance);
      const made = await this.read(id);
      if (made) return made;
      throw new ProviderError(`Resource ${id} was created but does not exist`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new PartialCreate(message, { id, state: { ...inputs, connectionPrefix: prefix } });
    }
  }

  async read(id: string): Promise<Existing | undefined> {
    const [instance, prefix] = parts(id);
    const found = await this.rds.connection(instance, prefix);
    if (!found) return undefined;
    return {
      id: `${instance}:${prefix}`,
      state: {
        instanceId: instance,
        connectionPrefix: prefix,
        port: found.Port,
        connectionString: found.ConnectionString,
        ipAddress: found.IPAddress,
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    const [instance, prefix] = parts(id);
    if (prior["port"] !== inputs["port"]) {
      const current = await this.rds.connection(instance, prefix);
      if (!current) throw new ProviderError(`The specified DBConnection ${id} is not found.`);
      await this.rds.callWhenFree(id, "ModifyDBInstanceConnectionString", {
        DBInstanceId: instance,
        CurrentConnectionString: current.ConnectionString,
        ConnectionStringPrefix: prefix,
        Port: String(inputs["port"]),
      });
      await this.rds.waitRunning(instance);
    }
    const after = await this.read(id);
    if (!after) throw new ProviderError(`The specified DBConnection ${id} is not found.`);
    return after.state;
  }

  async delete(id: string): Promise<void> {
    const [instance, prefix] = parts(id);
    const current = await this.rds.connection(instance, prefix);
    if (!current) return;
    try {
      await this.rds.callWhenFree(id, "ReleaseInstancePublicConnection", {
        DBInstanceId: instance,
        CurrentConnectionString: current.ConnectionString,
      });
    } catch (error) {
      const gone = ["InvalidCurrentConnectionString.NotFound", "AtLeastOneNetTypeExists"];
      if (error instanceof Error && gone.some((code) => error.message.includes(code))) return;
      throw error;
    }
    await this.rds.waitConnection(instance, prefix, false);
  }
}

/** Also accepts an id with the full host name of the endpoint, as used in imports. */
function parts(id: string): [string, string] {
  const [instance, prefix, ...rest] = id.replace(/\.mysql\.([a-zA-Z0-9-]+\.)?rds\.aliyuncs\.com$/, "").split(":");
  if (!instance || !prefix || rest.length > 0) {
    throw new ProviderError(`Invalid Resource Id ${id}. Expected parts' length 2, got ${id.split(":").length}`);
  }
  return [instance, prefix];
}
