import type { Values } from "../../../../../plugin/values";
import { until } from "../../../wait";
import { isNotFound, wrap } from "../rdsService";
import { type RpcClient, RpcFailure } from "../rpcClient";

/** Real seconds that a state change may take; the vendor's provider waits 5 to 15 minutes. */
const LIMIT = 120;
/** Error codes on which the vendor's provider retries: the gateway is busy with another change. */
const BUSY = [
  ...["VpnGateway.Configuring", "VpnConnection.Configuring", "VpnRouteEntry.Configuring", "Appliance.Configuring"],
  ...["TaskConflict", "VpnTask.CONFLICT", "OperationConflict"],
];

type Parameters = Record<string, string>;

/** Site-to-site VPNs as used by the vendor's Terraform provider. */
export class VpnService {
  constructor(private readonly client: RpcClient) {}

  /** With retries while the gateway is busy; errors name resource and action like those of the vendor's provider. */
  async call(resource: string, action: string, parameters: Parameters): Promise<Record<string, unknown>> {
    let last: unknown;
    const failed = (error: unknown) => wrap(error, `Resource ${resource} ${action} Failed!!!`);
    return until(
      async () => {
        try {
          return await this.client.call(action, parameters);
        } catch (error) {
          if (!(error instanceof RpcFailure) || !BUSY.includes(error.code)) throw failed(error);
          last = error;
          return undefined;
        }
      },
      LIMIT,
      () => failed(last).message,
    );
  }

  /** Undefined when it does not exist. */
  async find(id: string, action: string, parameters: Parameters): Promise<Record<string, unknown> | undefined> {
    try {
      return await this.client.call(action, parameters);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw wrap(error, `Resource ${id} ${action} Failed!!!`);
    }
  }

  /** Waits for a state; `undefined`: that it is gone. */
  async reaches(id: string, wanted: string | undefined, look: () => Promise<unknown>): Promise<void> {
    let seen: unknown;
    await until(
      async () => {
        seen = await look();
        return seen === wanted || undefined;
      },
      LIMIT,
      () => `Resource ${id} timeout while waiting for state to become '${wanted}' (last state: '${String(seen)}')`,
    );
  }

  /** Removes the tags that are no longer there or have another value, and adds the wanted ones. */
  async retag(id: string, type: string, before: Values, wanted: Values): Promise<void> {
    const gone = Object.keys(before).filter((key) => before[key] !== wanted[key]);
    const added = Object.entries(wanted).filter(([key, value]) => before[key] !== value);
    const of = { ResourceType: type, "ResourceId.1": id };
    if (gone.length > 0)
      await this.call(id, "UnTagResources", {
        ...of,
        ...Object.fromEntries(gone.map((key, at) => [`TagKey.${at + 1}`, key])),
      });
    if (added.length > 0)
      await this.call(id, "TagResources", {
        ...of,
        ...Object.fromEntries(
          added.flatMap(([key, value], at) => [
            [`Tag.${at + 1}.Key`, key],
            [`Tag.${at + 1}.Value`, String(value)],
          ]),
        ),
      });
  }
}

/** What is given, as parameters. */
export function given(parameters: Record<string, unknown>): Parameters {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]) => [name, String(value)]),
  );
}

/** Tags as a map. */
export function tagsIn(of: unknown): Values {
  const list = (of as { Tag?: { Key: string; Value: string }[] } | undefined)?.Tag ?? [];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}
