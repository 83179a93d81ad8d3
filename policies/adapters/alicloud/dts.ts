import { Code } from "../../core/fix/edit";
import { flag, text } from "../../core/read";
import type { Endpoint, Task } from "../../core/task";
import type { Bag } from "../../core/values";
import { PAYMENT_TYPE } from "../billing";
import type { Descriptors, FactReader } from "../descriptor";
import { billedShell, type ShellEnd } from "../shell";
import { present, reachOf } from "../tls";

/** Endpoint types with a TLS option; a database at a public address has none. */
const WITH_TLS = ["RDS", "PolarDB", "POLARDBX20", "ECS", "MONGODB"];

/** alicloud.dts.MigrationJob and SynchronizationJob. */
function job(kind: Task["kind"]): FactReader {
  return (inputs) => {
    const task: Task = {
      service: "alibaba-dts",
      kind,
      source: endpoint(inputs, "sourceEndpoint"),
      target: endpoint(inputs, "destinationEndpoint"),
      incremental: flag(inputs, "dataSynchronization") ?? false,
      incrementalProperty: "dataSynchronization",
      live: {
        property: "status",
        value: text(inputs, "status"),
        fix: 'set status: "Suspending", or remove the job',
        selfStarting: true,
      },
      ...(kind === "sync" ? { watch: noticeOf(inputs) } : {}),
    };
    return { task: [task] };
  };
}

function endpoint(inputs: Bag, side: "sourceEndpoint" | "destinationEndpoint"): Endpoint {
  const type = text(inputs, `${side}InstanceType`);
  const place = typeof type !== "string" || WITH_TLS.includes(type);
  return present({
    property: side,
    ...reachOf(type, `${side}InstanceType`, "", (value) => value === "OTHER"),
    tls: place ? (flag(inputs, `${side}Ssl`) ?? false) : ("unsupported" as const),
    tlsProperty: `${side}Ssl`,
    tlsExample: `${side}Ssl: "1"`,
    ...(place ? { tlsEdits: [{ at: `${side}Ssl`, to: "1" }] } : {}),
    host: text(inputs, `${side}Ip`),
    hostProperty: `${side}Ip`,
    user: text(inputs, `${side}UserName`),
    userProperty: `${side}UserName`,
    region: text(inputs, `${side}Region`),
    regionProperty: `${side}Region`,
    engine: text(inputs, `${side}EngineName`),
    engineProperty: `${side}EngineName`,
    instance: text(inputs, `${side}InstanceId`),
  });
}

function noticeOf(inputs: Bag): Task["watch"] {
  if (flag(inputs, "errorNotice") !== undefined || flag(inputs, "delayNotice") !== undefined) return [];
  return [
    {
      property: "errorNotice",
      seen: "no notice of errors or delay: a failed job retries for twelve hours and is billed",
      needed: "a recipient for alarms",
      fix: "set errorNotice and errorPhone",
      edits: [
        { at: "errorNotice", to: true },
        { at: "errorPhone", to: new Code('config.require("errorPhone")', "13800000000"), unless: "there" },
      ],
    },
  ];
}

/** alicloud.dts.MigrationInstance and SynchronizationInstance. */
const instance = (kind: Task["kind"]): FactReader =>
  billedShell("alibaba-dts", kind, end("source"), end("destination"));

function end(side: "source" | "destination"): ShellEnd {
  const property = `${side}Endpoint`;
  return { property, region: `${property}Region`, engine: `${property}EngineName` };
}

/** alicloud.dts.Instance: the billed resource behind a task of any kind. */
const anyInstance: FactReader = (inputs, ref) => {
  const kind = text(inputs, "type") === "sync" ? "sync" : "migration";
  const [source, target] = (["source", "destination"] as const).map((side) => ({
    ...end(side),
    region: `${side}Region`,
  }));
  return billedShell("alibaba-dts", kind, source!, target!)(inputs, ref);
};

const JOB_SECRETS = ["sourceEndpointPassword", "destinationEndpointPassword"];

const JOB_PORTS = ["sourceEndpointPort", "destinationEndpointPort"];

export const alicloudDts: Descriptors = {
  "alicloud:dts/migrationJob:MigrationJob": {
    facts: job("migration"),
    secrets: JOB_SECRETS,
    databasePorts: JOB_PORTS,
    runsMigration: true,
  },
  "alicloud:dts/synchronizationJob:SynchronizationJob": {
    facts: job("sync"),
    secrets: JOB_SECRETS,
    databasePorts: JOB_PORTS,
    runsMigration: true,
  },
  "alicloud:dts/subscriptionJob:SubscriptionJob": { secrets: ["sourceEndpointPassword"], billing: [PAYMENT_TYPE] },
  "alicloud:dts/instance:Instance": {
    facts: anyInstance,
    tags: "tags",
    billing: [PAYMENT_TYPE],
    ownership: { labels: true },
  },
  "alicloud:dts/migrationInstance:MigrationInstance": {
    facts: instance("migration"),
    tags: "tags",
    billing: [PAYMENT_TYPE],
    ownership: { labels: true },
  },
  "alicloud:dts/synchronizationInstance:SynchronizationInstance": { facts: instance("sync"), billing: [PAYMENT_TYPE] },
};
