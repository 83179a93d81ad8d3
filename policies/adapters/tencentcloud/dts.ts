import { bags, flag, number, text, texts } from "../../core/read";
import type { Endpoint, Task } from "../../core/task";
import { type Bag, type Known, Unknown } from "../../core/values";
import type { Descriptors, FactReader } from "../descriptor";
import { billedShell } from "../shell";
import { present, reachOf } from "../tls";

const PUBLIC = ["extranet", "ipv6", "noProxy"];

/** The helper schema that Tencent DTS leaves on a source; it contains its transaction marks. */
const HELPER = { what: "the helper schema __tencentdb__ on the source", kept: "helper schema" } as const;

/** tencentcloud.DtsMigrateJob: configures and checks. It has no input for TLS. */
const migrateJob: FactReader = (inputs) => {
  const type = text(inputs, "migrateOption.migrateType") ?? "fullAndIncrement";
  const task: Task = {
    service: "tencent-dts",
    kind: "migration",
    source: endpoint(inputs, "srcInfo"),
    target: endpoint(inputs, "dstInfo"),
    incremental: type instanceof Unknown ? type : type === "fullAndIncrement",
    incrementalProperty: "migrateOption.migrateType",
    targetReadOnly: flag(inputs, "migrateOption.isDstReadOnly") ?? false,
    targetReadOnlyProperty: "migrateOption.isDstReadOnly",
    watch: retryOf(number(inputs, "autoRetryTimeRangeMinutes")),
  };
  return { task: [task, ...furtherNodes(inputs)] };
};

/** The logins of a cluster's other nodes, which are judged like the first node's. */
function furtherNodes(inputs: Bag): Task[] {
  return (["srcInfo", "dstInfo"] as const).flatMap((side) => {
    const infos = bags(inputs, `${side}.infos`);
    const others = infos === undefined || infos instanceof Unknown ? [] : infos.slice(1);
    return others.map((info, index): Task => {
      const { host, user, version, instance, ...rest } = endpoint(inputs, side);
      const end = info instanceof Unknown ? { ...rest, user: info } : { ...rest, ...loginOf(info) };
      // The network path is judged at the first node.
      const at = {
        reach: undefined,
        userProperty: `${side}.infos[${index + 1}].user`,
        hostProperty: `${side}.infos[${index + 1}].host`,
      };
      return {
        service: "tencent-dts",
        kind: "migration",
        [side === "srcInfo" ? "source" : "target"]: { ...end, ...at },
      };
    });
  });
}

function loginOf(info: Bag): Pick<Endpoint, "host" | "user"> {
  return present({ host: text(info, "host"), user: text(info, "user") });
}

function endpoint(inputs: Bag, side: "srcInfo" | "dstInfo"): Endpoint {
  const supplier = text(inputs, `${side}.supplier`);
  const info = `${side}.infos`;
  return present({
    property: side,
    ...reachOf(text(inputs, `${side}.accessType`), `${side}.accessType`, "", (value) => PUBLIC.includes(value)),
    tls: "unsupported" as const,
    tlsProperty: `${side}.accessType`,
    tlsExample: `${side}: { ..., accessType: "vpncloud" }`,
    host: text(inputs, `${info}.host`),
    hostProperty: `${side}.infos[0].host`,
    user: text(inputs, `${info}.user`),
    userProperty: `${side}.infos[0].user`,
    region: text(inputs, `${side}.region`),
    regionProperty: `${side}.region`,
    version: text(inputs, `${info}.engineVersion`),
    versionProperty: `${side}.infos[0].engineVersion`,
    engine: text(inputs, `${side}.databaseType`),
    engineProperty: `${side}.databaseType`,
    instance: text(inputs, `${info}.instanceId`),
    ...(typeof supplier === "string" && supplier !== "others" && supplier !== "" ? { managedByOther: true } : {}),
  });
}

function retryOf(minutes: Known<number> | undefined): Task["watch"] {
  if (minutes instanceof Unknown || (minutes !== undefined && minutes > 0 && minutes <= 720)) return [];
  const seen =
    minutes === undefined || minutes === 0
      ? "no retry window: a short break ends the task"
      : `a retry window of ${minutes} minutes`;
  return [
    {
      property: "autoRetryTimeRangeMinutes",
      seen,
      needed: "5 to 720 minutes",
      fix: "set autoRetryTimeRangeMinutes: 30",
      edits: [{ at: "autoRetryTimeRangeMinutes", to: 30 }],
    },
  ];
}

/** tencentcloud.DtsSyncConfig: supports TLS, conflict policies and DDL filters. */
const syncConfig: FactReader = (inputs) => {
  const conflict = text(inputs, "options.conflictHandleType");
  const existing = text(inputs, "options.dealOfExistSameTable");
  const drops = dropsDatabases(inputs);
  const task: Task = {
    service: "tencent-dts",
    kind: "sync",
    source: syncEndpoint(inputs, "src"),
    target: syncEndpoint(inputs, "dst"),
    incremental: true,
    conflict: {
      property: "options.conflictHandleType",
      value: conflict,
      policies: "required",
      stop: "ReportError",
    },
    emptyTarget: {
      property: "options.dealOfExistSameTable",
      value: existing,
      asserted: existing === "ReportErrorAfterCheck" || existing instanceof Unknown,
      edits: [{ at: "options.dealOfExistSameTable", to: "ReportErrorAfterCheck" }],
    },
    ...(drops === undefined
      ? {}
      : { filteredDdl: { property: "options.ddlOptions", value: drops ? "" : "drop_database" } }),
    watch: retryOf(number(inputs, "autoRetryTimeRangeMinutes")),
  };
  return { task: [task] };
};

function dropsDatabases(inputs: Bag): boolean | undefined {
  const kinds = texts(inputs, "options.opTypes");
  if (kinds === undefined || kinds instanceof Unknown) return undefined;
  if (kinds.includes("DDL")) return true;
  const options = bags(inputs, "options.ddlOptions");
  if (options === undefined || options instanceof Unknown) return false;
  return options.some((option) => {
    if (option instanceof Unknown || text(option, "ddlObject") !== "Database") return false;
    const values = texts(option, "ddlValues");
    return Array.isArray(values) && values.includes("Drop");
  });
}

function syncEndpoint(inputs: Bag, side: "src" | "dst"): Endpoint {
  const info = `${side}Info`;
  const encrypt = text(inputs, `${info}.encryptConn`);
  const supplier = text(inputs, `${info}.supplier`);
  return present({
    property: info,
    ...reachOf(text(inputs, `${side}AccessType`), `${side}AccessType`, "", (value) => PUBLIC.includes(value)),
    tls: encrypt instanceof Unknown ? encrypt : encrypt === "Encrypted",
    tlsProperty: `${info}.encryptConn`,
    tlsExample: `${info}: { ..., encryptConn: "Encrypted" }`,
    tlsEdits: [{ at: `${info}.encryptConn`, to: "Encrypted" }],
    host: text(inputs, `${info}.ip`),
    hostProperty: `${info}.ip`,
    user: text(inputs, `${info}.user`),
    userProperty: `${info}.user`,
    region: text(inputs, `${info}.region`),
    regionProperty: `${info}.region`,
    version: text(inputs, `${info}.engineVersion`),
    versionProperty: `${info}.engineVersion`,
    instance: text(inputs, `${info}.instanceId`),
    ...(typeof supplier === "string" && supplier !== "others" && supplier !== "" ? { managedByOther: true } : {}),
  });
}

/** tencentcloud.DtsMigrateService and DtsSyncJob. */
function shell(kind: Task["kind"]): FactReader {
  const end = (side: "src" | "dst") => ({ property: side, region: `${side}Region`, engine: `${side}DatabaseType` });
  return billedShell("tencent-dts", kind, end("src"), end("dst"));
}

const sideSecrets = (prefix: (side: string) => string) =>
  ["srcInfo", "dstInfo"].flatMap((side) =>
    ["password", "tmpSecretKey", "tmpToken"].map((secret) => `${prefix(side)}.${secret}`),
  );

export const tencentcloudDts: Descriptors = {
  "tencentcloud:index/dtsMigrateJob:DtsMigrateJob": {
    facts: migrateJob,
    secrets: sideSecrets((side) => `${side}.infos[]`),
    databasePorts: ["srcInfo.infos.port", "dstInfo.infos.port"],
    ownership: { leaves: HELPER },
  },
  "tencentcloud:index/dtsSyncConfig:DtsSyncConfig": {
    facts: syncConfig,
    secrets: sideSecrets((side) => side),
    databasePorts: ["srcInfo.port", "dstInfo.port"],
    ownership: { leaves: HELPER },
  },
  "tencentcloud:index/dtsMigrateService:DtsMigrateService": {
    facts: shell("migration"),
    tags: "tags",
    ownership: { labels: true },
    runsMigration: true,
  },
  "tencentcloud:index/dtsSyncJob:DtsSyncJob": {
    facts: shell("sync"),
    tags: "tags",
    billing: [{ property: "payMode", prepaid: /^prepay$/i, postpaid: "PostPay" }],
    ownership: { labels: true },
    runsMigration: true,
  },
};
