import { Code } from "../../core/fix/edit";
import { flag, number, text } from "../../core/read";
import type { Endpoint, Task } from "../../core/task";
import { type Bag, isBag, type Known, Unknown } from "../../core/values";
import { CHARGING_MODE } from "../billing";
import type { Descriptors, FactReader, ResourceRef } from "../descriptor";
import { INSIDE, present, reachOf } from "../tls";

const DIRECTIONS = ["up", "down", "non-dbs"];
const CA = new Code('fs.readFileSync("ca.pem").toString("base64")', "LS0t");
const NET_TYPES = ["eip", "vpc", "vpn"];

/** huaweicloud.DrsJob, with its defaults: netType eip, FULL_INCR_TRANS, read-only target, node high, 14 days. */
const drsJob: FactReader = (inputs, ref) => {
  const direction = text(inputs, "direction");
  const kind = text(inputs, "type") === "sync" ? "sync" : "migration";
  const mode = text(inputs, "migrationType") ?? "FULL_INCR_TRANS";
  const task: Task = {
    service: "drs",
    kind,
    source: endpoint(inputs, "sourceDb", direction === "down" ? "inside" : "outside"),
    target: endpoint(inputs, "destinationDb", direction === "up" ? "inside" : "outside"),
    incremental: mode instanceof Unknown ? mode : mode !== "FULL_TRANS",
    incrementalProperty: "migrationType",
    filteredDdl: {
      property: "policyConfig.filterDdlPolicy",
      value: text(inputs, "policyConfig.filterDdlPolicy"),
      edits: [{ at: "policyConfig.filterDdlPolicy", to: "drop_database" }],
    },
    conflict: {
      property: "policyConfig.conflictPolicy",
      value: text(inputs, "policyConfig.conflictPolicy"),
      policies: kind === "sync" ? "required" : "none",
      stop: "stop",
    },
    watch: watchOf(inputs),
    cost: {
      property: "nodeType",
      size: text(inputs, "nodeType") ?? "high",
      days: daysOf(number(inputs, "expiredDays")),
    },
    unsupported: unsupported(inputs),
    replaces: replacing(ref),
    ignores: ref.ignoreChanges ?? [],
    ...(kind === "migration"
      ? {
          targetReadOnly: flag(inputs, "destinationDbReadnoly") ?? true,
          targetReadOnlyProperty: "destinationDbReadnoly",
        }
      : {}),
  };
  return { task: [task] };
};

function endpoint(inputs: Bag, property: "sourceDb" | "destinationDb", side: "inside" | "outside"): Endpoint {
  const net = reachOf(text(inputs, "netType"), "netType", "eip", (value) => value === "eip");
  return present({
    property,
    ...(side === "inside" ? INSIDE : net),
    tls: flag(inputs, `${property}.sslEnabled`) ?? false,
    tlsProperty: `${property}.sslEnabled`,
    tlsExample: `${property}: { ..., sslEnabled: true, sslCertKey: <CA, base64>, sslCertName: "ca.pem" }`,
    tlsEdits: [
      { at: `${property}.sslEnabled`, to: true },
      { at: `${property}.sslCertKey`, to: CA, unless: "there", note: "the authority's certificate, base64" },
      { at: `${property}.sslCertName`, to: "ca.pem", unless: "there" },
    ],
    host: text(inputs, `${property}.ip`),
    hostProperty: `${property}.ip`,
    user: text(inputs, `${property}.user`),
    userProperty: `${property}.user`,
    region: text(inputs, `${property}.region`) ?? (side === "inside" ? text(inputs, "region") : undefined),
    regionProperty: `${property}.region`,
    engine: text(inputs, `${property}.engineType`),
    engineProperty: `${property}.engineType`,
    instance: text(inputs, `${property}.instanceId`),
  });
}

function daysOf(days: Known<number> | undefined): number {
  return typeof days === "number" && Number.isFinite(days) ? days : 14;
}

function watchOf(inputs: Bag): Task["watch"] {
  const missing: NonNullable<Task["watch"]> = [];
  if (text(inputs, "alarmNotify.topicUrn") === undefined) {
    missing.push({
      property: "alarmNotify",
      seen: "no alarm topic: a failed task keeps billing and nobody is notified",
      needed: "a topic with a recipient",
      fix: "set alarmNotify.topicUrn",
      edits: [{ at: "alarmNotify.topicUrn", to: new Code("topic.topicUrn", "urn:smn:topic") }],
    });
  }
  if (number(inputs, "expiredDays") === undefined) {
    missing.push({
      property: "expiredDays",
      seen: "expiredDays not set: the vendor ends an abnormal task after its default of 14 days",
      needed: "a number of days chosen for this migration, 14 to 100",
      fix: "set expiredDays",
      edits: [{ at: "expiredDays", to: 14 }],
    });
  }
  return missing;
}

function unsupported(inputs: Bag): Task["unsupported"] {
  const found: NonNullable<Task["unsupported"]> = [];
  const direction = text(inputs, "direction");
  const net = text(inputs, "netType");
  if (typeof direction === "string" && !DIRECTIONS.includes(direction)) {
    found.push({ property: "direction", seen: `"${direction}"`, needed: `one of ${DIRECTIONS.join(", ")}` });
  }
  if (typeof net === "string" && !NET_TYPES.includes(net)) {
    found.push({ property: "netType", seen: `"${net}"`, needed: `one of ${NET_TYPES.join(", ")}` });
  }
  if (direction === "up" && isBag(inputs["destinationDb"]) && text(inputs, "destinationDb.instanceId") === undefined) {
    found.push({
      property: "destinationDb.instanceId",
      seen: "not set, with direction up",
      needed: "the id of the target instance",
    });
  }
  if (direction === "down" && isBag(inputs["sourceDb"]) && text(inputs, "sourceDb.instanceId") === undefined) {
    found.push({
      property: "sourceDb.instanceId",
      seen: "not set, with direction down",
      needed: "the id of the source instance",
    });
  }
  return found;
}

/** The API returns passwords, so they can drift; a drifted password replaces a running task. */
function replacing(ref: ResourceRef): string[] {
  const ignored = ref.ignoreChanges ?? [];
  const covered = (path: string) =>
    ignored.some((item) => item === "*" || item === path || path.startsWith(`${item}.`));
  return ["sourceDb.password", "destinationDb.password"].filter((path) => !covered(path));
}

/** huaweicloud.DrsJobV5: endpoints are lists; between MySQL servers it only supports synchronisation. */
const drsJobV5: FactReader = (inputs) => {
  const jobType = text(inputs, "baseInfo.jobType");
  const engine = text(inputs, "baseInfo.engineType");
  const mode = text(inputs, "baseInfo.taskType") ?? "FULL_INCR_TRANS";
  const unsupported =
    engine === "mysql-to-mysql" && jobType === "migration"
      ? [{ property: "baseInfo.jobType", seen: '"migration"', needed: "sync: this API cannot create MySQL migrations" }]
      : [];
  const task: Task = {
    service: "drs",
    kind: jobType === "migration" ? "migration" : "sync",
    source: endpointV5(inputs, "sourceEndpoints"),
    target: endpointV5(inputs, "targetEndpoints"),
    incremental: mode instanceof Unknown ? mode : mode !== "FULL_TRANS",
    incrementalProperty: "baseInfo.taskType",
    unsupported,
    cost: {
      property: "nodeInfo.spec.nodeType",
      size: text(inputs, "nodeInfo.spec.nodeType") ?? "high",
      days: daysOf(number(inputs, "baseInfo.expiredDays")),
    },
  };
  return { task: [task] };
};

function endpointV5(inputs: Bag, list: "sourceEndpoints" | "targetEndpoints"): Endpoint {
  const path = `${list}.endpoint`;
  const inside = text(inputs, `${list}.endpointType`) === "cloud";
  const net = reachOf(text(inputs, "baseInfo.netType"), "baseInfo.netType", "eip", (value) => value === "eip");
  return present({
    property: list,
    ...(inside ? INSIDE : net),
    tls: flag(inputs, `${list}.ssl.sslLink`) ?? false,
    tlsProperty: `${list}[0].ssl.sslLink`,
    tlsExample: "ssl: { sslLink: true, sslCertKey: <CA, base64> }",
    tlsEdits: [
      { at: `${list}[0].ssl.sslLink`, to: true },
      { at: `${list}[0].ssl.sslCertKey`, to: CA, unless: "there", note: "the authority's certificate, base64" },
    ],
    host: text(inputs, `${path}.ip`),
    hostProperty: `${list}[0].endpoint.ip`,
    user: text(inputs, `${path}.dbUser`),
    userProperty: `${list}[0].endpoint.dbUser`,
    region: text(inputs, `${list}.cloud.region`),
    regionProperty: `${list}[0].cloud.region`,
    instance: text(inputs, `${path}.instanceId`),
  });
}

export const huaweicloudDrs: Descriptors = {
  "huaweicloud:index/drsJob:DrsJob": {
    facts: drsJob,
    tags: "tags",
    billing: [CHARGING_MODE],
    secrets: ["sourceDb.password", "destinationDb.password"],
    databasePorts: ["sourceDb.port", "destinationDb.port"],
    ownership: { labels: true },
    runsMigration: true,
  },
  "huaweicloud:index/drsJobV5:DrsJobV5": {
    facts: drsJobV5,
    tags: "baseInfo.tags",
    billing: [{ property: "baseInfo.chargingMode", prepaid: /^period$/i, postpaid: "on_demand" }],
    secrets: ["sourceEndpoints[].endpoint.dbPassword", "targetEndpoints[].endpoint.dbPassword"],
    databasePorts: ["sourceEndpoints.endpoint.dbPort", "targetEndpoints.endpoint.dbPort"],
    ownership: { labels: true },
    runsMigration: true,
  },
  // Logins that tasks refer to by name, and logins replaced in bulk.
  "huaweicloud:index/drsConnection:DrsConnection": {
    secrets: ["endpoint.dbPassword", "endpoint.sourceSharding[].dbPassword", "ssl.sslCertPassword"],
  },
  "huaweicloud:index/drsPwdBatchModify:DrsPwdBatchModify": { secrets: ["jobs[].dbPassword"] },
};
