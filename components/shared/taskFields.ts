import { z } from "zod";
import { named } from "../../model/named";
import { cloudOrOnprem, mode, whenLive } from "../../model/spec/choices";
import { adopt, port, text } from "./fields";

/** Arguments that the components of every engine's task share. */

const id = (what: string) => z.string().min(1).optional().describe(what);

/**
 * A server as a task sees it.
 * @param own the engine's form of a member
 */
export const taskEndpoint = (
  name: string,
  description: string,
  own: { region: string; instanceId: string; subnetId?: string },
) =>
  named(
    name,
    description,
    z.strictObject({
      cloud: cloudOrOnprem.describe("where the server is"),
      region: id(own.region),
      account: id("name of the account that owns it, if it is not the first one"),
      instanceId: id(own.instanceId),
      machineId: id("id of the virtual machine that it runs on, if it is no database instance of the cloud's own"),
      host: text("host name or address at which the task reaches it"),
      port: port.default(3306).describe("port at which the task reaches it"),
      vpcId: id("id of its VPC"),
      subnetId: id(own.subnetId ?? "id of its subnet"),
      securityGroupId: id("id of its security group"),
      gatewayId: id(
        "id of the VPN gateway that leads to a server outside of the cloud, for services that are given it",
      ),
    }),
  );

export const taskFields = <E extends ReturnType<typeof taskEndpoint>>(endpoint: E) => ({
  taskName: text(
    "exact name of the task; a task of this name that this stack created is taken over, not created twice",
  ),
  adopt,
  mode: mode
    .default("full+incremental")
    .describe("`full`, or `full+incremental`: a full load, then every change until the cutover"),
  source: endpoint.describe("the server to copy from"),
  target: endpoint.describe("the server to copy to"),
  targetReadOnly: z.boolean().default(true).describe("whether the target refuses other writers while the task runs"),
  whenLive: whenLive
    .default("refuse")
    .describe("what removal does while the task still replicates: `refuse` fails, `end` ends the task properly first"),
});
