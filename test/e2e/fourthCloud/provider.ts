import { z } from "zod";
import { readMark } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import { endpointOf } from "../../../provider/clouds/endpoint";
import { requireSettings } from "../../../provider/clouds/missing";
import type { CloudModule } from "../../../provider/clouds/module";
import type { CloudApi } from "../../../provider/core/clouds";
import type { Driver } from "../../../provider/core/driver";
import { UserProblem } from "../../../provider/core/failure";
import type { TaskInfo, TaskState } from "../../../provider/core/task";
import { type Answer, call, find, type Nimbus, NimbusError } from "./api";

interface Config {
  region?: string;
  account?: string;
  accessKey?: string;
  secretKey?: string;
  endpoints?: { api: string };
}

function clientOf(config: Config): Nimbus {
  requireSettings("nimbus" as never, config, { accessKey: "DBFERRY_NIMBUS_KEY", secretKey: "DBFERRY_NIMBUS_SECRET" });
  const given = config.endpoints?.api ?? `https://api.${config.region}.nimbus.example`;
  const url = endpointOf("nimbus" as never, "api", given, config.region ?? "").origin;
  return { url, key: config.accessKey!, secret: config.secretKey! };
}

/** Shows a cloud's refusal to the user as is. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof NimbusError ? new UserProblem(error.message) : error;
  }
}

/** Settings in a stack can contain objects. */
export const nimbus: CloudModule<Config> = {
  config: z.strictObject({
    region: z.string().optional(),
    account: z.string().optional(),
    accessKey: z.string().optional(),
    secretKey: z.string().optional(),
    endpoints: z.strictObject({ api: z.string() }).optional(),
  }),
  secrets: ["secretKey"],
  variables: { accessKey: ["DBFERRY_NIMBUS_KEY"], secretKey: ["DBFERRY_NIMBUS_SECRET"] },
  connect(config): CloudApi {
    const base = { cloud: "nimbus" as never, region: config.region ?? "" };
    const openings = async (): Promise<Opening[]> => {
      const client = clientOf(config);
      const [tubes, doors] = await told(Promise.all([call(client, "GET", "/tubes"), call(client, "GET", "/doors")]));
      const of = (kind: Opening["kind"], one: Answer, addresses: string[], where: string): Opening[] => {
        const mark = readMark(one.mark);
        return mark ? [{ ...base, kind, id: one.id, addresses, migration: mark.id, where }] : [];
      };
      return [
        ...tubes.flatMap((tube: Answer) => of("eip", tube, [tube.address], `tube ${tube.id}`)),
        ...doors.flatMap((door: Answer) => of("securityGroupRule", door, door.from, `door to ${door.instance}`)),
      ];
    };
    return {
      async instance(side, { instanceId }) {
        const found = await told(find(clientOf(config), `/instances/${instanceId}`));
        const unknown = [{ path: `${side}.instanceId`, seen: instanceId, needed: "an instance of Nimbus" }];
        return { problems: found ? [] : unknown };
      },
      openings: async () => ({ found: await openings(), unread: [] }),
      async close({ kind, id }) {
        await told(call(clientOf(config), "DELETE", `/${kind === "eip" ? "tubes" : "doors"}/${id}`));
      },
    };
  },
};

const STATES: Record<string, TaskState> = {
  idle: "configuring",
  structure: "starting",
  full: "full",
  fullDone: "fullDone",
  incremental: "incremental",
  stopping: "ending",
  stopped: "ended",
  gone: "ended",
};

/**
 * A service that cannot pause, schedule or limit, stores the endpoints before testing them, and has no precheck of its
 * own.
 */
export const carrier = {
  cloud: "nimbus" as never,
  connect(section: Config): Driver {
    const client = () => clientOf(section);
    const post = (id: string, verb: string, body: object = {}) =>
      told(call(client(), "POST", `/carriers/${id}/${verb}`, body));
    const list = async (): Promise<Answer[]> => told(call(client(), "GET", "/carriers"));
    const info = (seen: Answer): TaskInfo => ({
      id: seen.id,
      name: seen.name,
      vendorState: seen.state,
      description: seen.mark,
      state:
        seen.state === "failed"
          ? seen.progress.failure?.during === "incremental"
            ? "incrementalFailed"
            : "fullFailed"
          : (STATES[seen.state] ?? "unknown"),
      started: seen.state !== "idle",
      mode: "full+incremental",
      targetInstanceId: seen.instance,
      privateIp: seen.address,
      ...(seen.progress.failure ? { reason: seen.progress.failure.text } : {}),
    });
    const endpoint = ({ host, port, user, password }: Answer) => ({ host, port, user, password });
    return {
      title: "Nimbus Carrier",
      onWarning: "show",
      queue: "load",
      find: async (name) => (await list()).filter((one) => one.name === name).map(info),
      async create({ name, description, target }) {
        const made = { name, mark: description, instance: target.instanceId };
        return (await told(call(client(), "POST", "/carriers", made))).id;
      },
      async describe(id) {
        const seen = await told(find(client(), `/carriers/${id}`));
        return seen && info(seen);
      },
      async openings() {
        return (await list()).flatMap((seen): Opening[] => {
          const mark = readMark(seen.mark);
          if (!mark || STATES[seen.state] === "ended") return [];
          const where = `carrier ${seen.name} (${seen.state})`;
          const at = { cloud: "nimbus" as never, region: section.region ?? "", migration: mark.id };
          return [{ ...at, kind: "task", id: seen.id, addresses: [], where }];
        });
      },
      // All tube addresses come from one block, known in advance.
      egress: () => ({ blocks: ["192.0.2.64/28"] }),
      problems: () => [],
      rename: (id, { name, description }) => post(id, "mark", { name, mark: description }),
      can: {
        async testConnection(id, _side, login) {
          const test = await post(id, "test", endpoint(login));
          return test.ok ? { ok: true } : { ok: false, code: test.why, text: test.text, cause: "other" };
        },
      },
      preparation: [
        {
          title: "loading the carrier",
          run: ({ id }, { settings: { source, target, databases, mode } }) =>
            post(id, "load", { source: endpoint(source), target: endpoint(target), databases, mode }),
        },
        { title: "testing the connections", run: (_task, { connect }) => connect() },
      ],
      changePassword: async () => {},
      startPrecheck: async () => true,
      precheckReport: async () => ({ running: false, items: [] }),
      start: (id) => post(id, "start"),
      retry(id) {
        return post(id, "resume");
      },
      async progress(id) {
        const { progress } = (await told(find(client(), `/carriers/${id}`))) ?? {};
        return { percent: progress?.percent, lagSeconds: progress?.lagSeconds, parts: {} };
      },
      async end({ id }, force) {
        try {
          await call(client(), "POST", `/carriers/${id}/stop`, { force });
          return { taken: true };
        } catch (error) {
          if (error instanceof NimbusError && error.status === 409)
            return { taken: false, why: "state", text: error.message };
          throw error;
        }
      },
      // The vendor's response does not describe any remainder of the task: nothing is left.
      deleteRecord: async ({ id }) => {
        await told(call(client(), "DELETE", `/carriers/${id}`));
        return undefined;
      },
    };
  },
};
