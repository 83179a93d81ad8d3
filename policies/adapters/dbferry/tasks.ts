import { ENGINE_FACTS, type Engine } from "../../../model/engines";
import { ENGINE_VERSIONS } from "../../../model/versions";
import { Code } from "../../core/fix/edit";
import { flag, number, text } from "../../core/read";
import type { Endpoint, Service, Task } from "../../core/task";
import { type Bag, type Known, Unknown } from "../../core/values";
import type { FactReader } from "../descriptor";
import { INSIDE, present, reachOf } from "../tls";

const SERVICES: readonly Service[] = Object.keys(ENGINE_VERSIONS) as Service[];

/** dbferry:TaskRun: the run of a task, with its logins. */
export const taskRun: FactReader = (inputs) => ({ task: [taskOf(inputs)] });

/** dbferry:ReplicationTask: the billed task, without logins. */
export const billedTask: FactReader = (inputs) => {
  const { source, target, ...task } = taskOf(inputs);
  const days = number(inputs, "drs.expiredDays");
  return {
    task: [
      {
        ...task,
        ...(source ? { source: withoutLogin(source) } : {}),
        ...(target ? { target: withoutLogin(target) } : {}),
        ...(task.service === "drs"
          ? {
              cost: {
                property: "drs.nodeType",
                size: text(inputs, "drs.nodeType") ?? "high",
                days: typeof days === "number" && Number.isFinite(days) ? days : 14,
              },
            }
          : {}),
      },
    ],
  };
};

/** Only the run has the logins and their TLS settings. */
function withoutLogin(end: Endpoint): Endpoint {
  return { ...end, tls: undefined, user: undefined };
}

function taskOf(inputs: Bag): Task {
  const engine = text(inputs, "engine");
  const mode = text(inputs, "mode");
  const incremental: Known<boolean> = mode instanceof Unknown ? mode : mode !== "full";
  return {
    service: SERVICES.find((service) => service === engine),
    kind: "migration",
    ours: true,
    source: endpoint(inputs, "source"),
    target: endpoint(inputs, "target"),
    incremental,
    incrementalProperty: "mode",
    targetReadOnly: flag(inputs, "targetReadOnly") ?? readOnlyByDefault(engine),
    targetReadOnlyProperty: "targetReadOnly",
  };
}

function readOnlyByDefault(engine: Known<string> | undefined): boolean {
  return typeof engine === "string" && Object.hasOwn(ENGINE_FACTS, engine)
    ? ENGINE_FACTS[engine as Engine].readOnlyTarget
    : true;
}

function endpoint(inputs: Bag, side: "source" | "target"): Endpoint {
  const cloud = text(inputs, `${side}.cloud`);
  const net = reachOf(text(inputs, "path"), "path", "public", (value) => value === "public");
  return present({
    property: side,
    cloud,
    // The service runs in the target's network.
    ...(side === "target" ? INSIDE : net),
    tls: flag(inputs, `${side}.tls`) ?? false,
    tlsProperty: `${side}.tls`,
    tlsExample: `${side}: { ..., tls: true, ca: <PEM text> }`,
    tlsEdits: [
      { at: `${side}.tls`, to: true },
      {
        at: `${side}.ca`,
        to: new Code('fs.readFileSync("ca.pem", "utf8")', "-----BEGIN CERTIFICATE-----"),
        unless: "there",
      },
    ],
    plain: plainOf(inputs, side),
    host: text(inputs, `${side}.host`),
    hostProperty: `${side}.host`,
    user: text(inputs, `${side}.user`),
    userProperty: `${side}.user`,
    region: text(inputs, `${side}.region`),
    regionProperty: `${side}.region`,
    instance: text(inputs, `${side}.instanceId`),
    ...(side === "source" && typeof cloud === "string" && cloud !== "onprem" ? { managedByOther: true } : {}),
  });
}

/** Only a complete exemption counts. */
function plainOf(inputs: Bag, side: string): Endpoint["plain"] {
  const property = `${side}.plain`;
  const [reason, owner, expires] = ["reason", "owner", "expires"].map((name) => text(inputs, `${property}.${name}`));
  if (typeof reason !== "string" || typeof owner !== "string" || typeof expires !== "string") return undefined;
  return { property, reason, owner, expires };
}
