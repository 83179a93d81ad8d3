import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { until } from "../../wait";
import { differs, filled, object, text, value } from "../values";
import type { HuaweiClient } from "./client";
import { setTags } from "./tags";

const LIMIT = 60;
const STATUS: Record<string, string> = { DOWN: "UNBOUND", ACTIVE: "BOUND" };

/** A public address (huaweicloud_vpc_eip): the calls of the vendor's provider, postpaid only. */
export class VpcEipHandler implements Handler {
  constructor(private readonly client: HuaweiClient) {}

  async create(inputs: Values): Promise<Existing> {
    if (inputs["chargingMode"] === "prePaid") {
      throw new ProviderError("the sandbox has no prepaid billing: leave chargingMode out, or set it to postPaid");
    }
    const publicip = object(inputs["publicip"]);
    const bandwidth = object(inputs["bandwidth"]);
    const answer = await this.call("error allocating EIP", "POST", "v1/{project}/publicips", {
      publicip: filled({
        type: publicip["type"],
        ip_version: publicip["ipVersion"],
        ip_address: publicip["ipAddress"],
        alias: inputs["name"],
      }),
      bandwidth: filled({
        name: bandwidth["name"],
        size: bandwidth["size"],
        id: bandwidth["id"],
        share_type: bandwidth["shareType"],
        charge_mode: bandwidth["chargeMode"],
      }),
      ...filled({ enterprise_project_id: inputs["enterpriseProjectId"] }),
    });
    const id = text(object(answer["publicip"])["id"]);
    await this.waitReady(id);
    if (publicip["portId"]) await this.updatePublicip(id, { port_id: publicip["portId"] });
    await setTags(this.client, "publicips", id, {}, inputs["tags"], "EIP");
    if (inputs["description"]) await this.updateDescription(id, inputs["description"]);
    return this.mustRead(id);
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.client.find("vpc", `v1/{project}/publicips/${id}`);
    if (!found) return undefined;
    const eip = object(found["publicip"]);
    const owned = object(
      (await this.client.request("vpc", "GET", `v1/{project}/bandwidths/${text(eip["bandwidth_id"])}`))["bandwidth"],
    );
    const detail = object((await this.client.find("vpc", `v3/{project}/eip/publicips/${id}`))?.["publicip"]);
    const vnic = object(detail["vnic"]);
    const tags = (eip["tags"] as string[] | undefined) ?? [];
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        vpcEipId: id,
        region: this.client.region,
        name: text(eip["alias"]),
        address: text(eip["public_ip_address"]),
        ipv6Address: text(eip["public_ipv6_address"]),
        privateIp: text(eip["private_ip_address"]),
        portId: text(eip["port_id"]),
        enterpriseProjectId: text(eip["enterprise_project_id"]),
        createdAt: text(eip["create_time"]),
        status: STATUS[text(eip["status"])] ?? text(eip["status"]),
        publicip: {
          type: value(eip["type"]),
          ipVersion: value(eip["ip_version"]),
          ipAddress: value(eip["public_ip_address"]),
          portId: text(eip["port_id"]),
        },
        bandwidth: {
          name: value(owned["name"]),
          size: value(eip["bandwidth_size"]),
          id: value(eip["bandwidth_id"]),
          shareType: value(eip["bandwidth_share_type"]),
          chargeMode: value(owned["charge_mode"]),
        },
        chargingMode: "postPaid",
        tags: Object.fromEntries(tags.map((tag) => [tag.split("=")[0]!, tag.split("=").slice(1).join("=")])),
        updatedAt: text(detail["updated_at"]),
        associateType: text(detail["associate_instance_type"]),
        associateId: text(detail["associate_instance_id"]),
        instanceType: text(vnic["instance_type"]),
        instanceId: text(vnic["instance_id"]),
        description: value(detail["description"] || null),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (differs({ name: text(prior["name"]) }, { name: text(inputs["name"]) }, "name")) {
      await this.updatePublicip(id, { alias: text(inputs["name"]) });
    }
    const port = object(inputs["publicip"])["portId"];
    if (port !== undefined && port !== object(prior["publicip"])["portId"]) {
      await this.updatePublicip(id, { port_id: port });
    }
    if (differs(prior, inputs, "tags")) {
      await setTags(this.client, "publicips", id, object(prior["tags"]), inputs["tags"] ?? {}, "EIP");
    }
    const [before, wanted] = [object(prior["bandwidth"]), object(inputs["bandwidth"])];
    const bandwidth = { ...before, ...wanted };
    if (["name", "size", "chargeMode"].some((key) => bandwidth[key] !== before[key])) {
      await this.call("error updating bandwidth", "PUT", `v1/{project}/bandwidths/${text(before["id"])}`, {
        bandwidth: filled({ name: bandwidth["name"], size: bandwidth["size"], charge_mode: bandwidth["chargeMode"] }),
      });
    }
    if (text(prior["description"]) !== text(inputs["description"])) {
      await this.updateDescription(id, inputs["description"]);
    }
    return (await this.mustRead(id)).state;
  }

  async delete(id: string, prior: Values): Promise<void> {
    if (!(await this.client.find("vpc", `v1/{project}/publicips/${id}`))) return;
    // Like the vendor's provider, only logs a failed unbinding; the deletion then reports the problem.
    if (object(prior["publicip"])["portId"]) await this.updatePublicip(id, { port_id: "" }).catch(() => {});
    await this.call("error deleting publicip", "DELETE", `v1/{project}/publicips/${id}`);
    await until(
      async () => ((await this.client.find("vpc", `v1/{project}/publicips/${id}`)) ? undefined : true),
      LIMIT,
      () => `error waiting for EIP (${id}) to be deleted: timeout while waiting for state to become 'COMPLETED'`,
    );
  }

  private async waitReady(id: string): Promise<void> {
    await until(
      async () => {
        const eip = object((await this.client.find("vpc", `v1/{project}/publicips/${id}`))?.["publicip"]);
        const status = text(eip["status"]);
        if (["BIND_ERROR", "ERROR"].includes(status)) {
          throw new ProviderError(`error waiting for EIP (${id}) to become ready: unexpected status '${status}'`);
        }
        return ["DOWN", "ACTIVE"].includes(status) ? true : undefined;
      },
      LIMIT,
      () => `error waiting for EIP (${id}) to become ready: timeout while waiting for state to become 'COMPLETED'`,
    );
  }

  private async updatePublicip(id: string, change: Record<string, unknown>): Promise<void> {
    await this.call("error updating public IP", "PUT", `v1/{project}/publicips/${id}`, { publicip: change });
  }

  private async updateDescription(id: string, description: unknown): Promise<void> {
    const body = { publicip: { description: text(description) } };
    await this.call("error updating EIP description", "PUT", `v3/{project}/eip/publicips/${id}`, body);
  }

  private async mustRead(id: string): Promise<Existing> {
    const found = await this.read(id);
    if (!found) throw new ProviderError(`error retrieving EIP: ${id} not found`);
    return found;
  }

  private async call(what: string, method: string, path: string, body?: Record<string, unknown>) {
    try {
      return await this.client.request("vpc", method, path, body);
    } catch (error) {
      throw new ProviderError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
