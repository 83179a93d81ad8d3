import { isPrivate } from "../../world/addresses";
import type { Parameters, ParameterTable } from "../parameters";
import { blocksOf } from "./addresses";
import { DONE, type Dts, type DtsAction } from "./dts";
import { refused } from "./errors";
import { type Configuration, type End, instanceIdOf } from "./job";
import { objectsOf } from "./objects";
import { reserveOf } from "./reserve";
import { dataCheckOf } from "./verification/configured";

type EndpointPrefix = "Source" | "Destination";

/** Parameters of one end; the vendor spells the database name differently on source and target. */
const end = (side: EndpointPrefix): ParameterTable => ({
  [`${side}EndpointInstanceType`]: "!",
  [`${side}EndpointInstanceID`]: "?",
  [`${side}EndpointEngineName`]: "?",
  [`${side}EndpointRegion`]: "?",
  [`${side}EndpointIP`]: "?",
  [`${side}EndpointPort`]: "?",
  [`${side}EndpointUserName`]: "?",
  [`${side}EndpointPassword`]: "?",
  [`${side}EndpointOracleSID`]: "-",
  [`${side}EndpointOwnerID`]: "-",
  [`${side}EndpointRole`]: "-",
});

/** Parameters that the vendor's documentation forbids. */
const certificates = (side: "Src" | "Dest"): ParameterTable =>
  Object.fromEntries(
    ["CaCertificateOssUrl", "CaCertificatePassword", "ClientCertOssUrl", "ClientKeyOssUrl", "ClientPassword"].map(
      (name) => [`${side}${name}`, "-" as const],
    ),
  );

const PARAMETERS: ParameterTable = {
  DtsJobName: "!",
  JobType: "!",
  DtsJobId: "?",
  DtsInstanceId: "?",
  DbList: "?",
  Reserve: "?",
  StructureInitialization: "!",
  DataInitialization: "!",
  DataSynchronization: "!",
  ...end("Source"),
  ...end("Destination"),
  SourceEndpointDatabaseName: "-",
  DestinationEndpointDataBaseName: "-",
  SourceEndpointVSwitchID: "-",
  ...certificates("Src"),
  ...certificates("Dest"),
  SrcPrimaryVswId: "-",
  SrcSecondaryVswId: "-",
  DestPrimaryVswId: "-",
  DestSecondaryVswId: "-",
  Checkpoint: "-",
  DataCheckConfigure: "?",
  DedicatedClusterId: "-",
  DisasterRecoveryJob: "-",
  FileOssUrl: "-",
  MaxDu: "-",
  MinDu: "-",
  DelayNotice: "-",
  DelayPhone: "-",
  DelayRuleTime: "-",
  ErrorNotice: "-",
  ErrorPhone: "-",
  // Only two-way synchronisations have directions; labels and groups organise tasks in the console.
  SynchronizationDirection: "0",
  DtsBisLabel: "0",
  ResourceGroupId: "0",
};

export const configureDtsJob: DtsAction = {
  parameters: PARAMETERS,
  async run(parameters, dts) {
    const { DtsJobName: name, JobType: type } = {
      DtsJobName: parameters.need("DtsJobName"),
      JobType: parameters.need("JobType"),
    };
    if (type !== "MIGRATION") throw refused.value("JobType", "the sandbox supports only MIGRATION");
    const configuration = configurationOf(parameters, dts);
    const job =
      parameters.get("DtsJobId") || parameters.get("DtsInstanceId")
        ? dts.jobOf(parameters)
        : fresh(parameters, dts, configuration);
    if (!["NotConfigured", "NotStarted", "PrecheckFailed"].includes(job.status))
      throw refused.status("ConfigureDtsJob", job.status);
    const { source, target } = configuration;
    if (job.bought && ![[source, job.regions.source] as const, [target, job.regions.target] as const].every(fits))
      throw refused.value("SourceEndpointRegion", "the instance was bought for other regions");
    Object.assign(job, { name, configuration });
    job.skipped.clear();
    delete job.verification;
    delete job.precheck;
    job.status = "NotStarted";
    if (job.bought && configuration.reserve.autoStart === "all") await dts.lifecycle.start(job);
    return { ...text(DONE), DtsJobId: job.id, DtsInstanceId: instanceIdOf(job) };
  },
};

const fits = ([given, bought]: readonly [End, string]) => given.region === undefined || given.region === bought;
/** For responses whose model has strings in place of numbers and booleans. */
export const text = ({ HttpStatusCode, Success }: typeof DONE) => ({
  HttpStatusCode: String(HttpStatusCode),
  Success: String(Success),
});

function fresh(parameters: Parameters, dts: Dts, { source, target }: Configuration) {
  const region = parameters.get("RegionId");
  if (region === undefined || !blocksOf(region, "vpc")) throw refused.value("RegionId");
  return dts.add(region, { source: source.region ?? region, target: target.region ?? region });
}

function configurationOf(parameters: Parameters, dts: Dts): Configuration {
  for (const step of ["StructureInitialization", "DataInitialization"]) {
    if (parameters.flag(step) !== true) throw refused.value(step, "the sandbox supports only true");
  }
  const [source, target] = [endOf("Source", parameters, dts), endOf("Destination", parameters, dts)];
  const reserve = reserveOf(parameters.get("Reserve"));
  // The certificates that a connection to any other server would need cannot be given by this call.
  for (const [{ type }, ssl, name] of [
    [source, reserve.srcSsl, "srcSSL"],
    [target, reserve.destSsl, "destSSL"],
  ] as const)
    if (type !== "RDS" && ssl) throw refused.value("Reserve", `${name} is for databases of Alibaba Cloud`);
  return {
    source,
    target,
    incremental: parameters.flag("DataSynchronization")!,
    objects: objectsOf(parameters.get("DbList")),
    dbList: parameters.get("DbList"),
    dataCheck: dataCheckOf(parameters.get("DataCheckConfigure"), parameters.get("DbList")),
    reserve,
  };
}

function endOf(side: EndpointPrefix, parameters: Parameters, dts: Dts): End {
  const get = (name: string) => parameters.get(`${side}Endpoint${name}`);
  const type = get("InstanceType");
  if (type !== "RDS" && type !== "ECS" && type !== "OTHER" && type !== "EXPRESS")
    throw refused.value(`${side}EndpointInstanceType`, "the sandbox supports only RDS, ECS, OTHER and EXPRESS");
  if (!/^mysql$/i.test(get("EngineName") ?? "MYSQL"))
    throw refused.value(`${side}EndpointEngineName`, "the sandbox supports only MYSQL");
  const login = { user: get("UserName"), password: get("Password") };
  const region = get("Region");
  const not = { OTHER: ["InstanceID"], ECS: ["IP"], RDS: ["IP", "Port"], EXPRESS: [] as string[] }[type].find(
    (name) => get(name) !== undefined,
  );
  if (not) throw refused.value(`${side}Endpoint${not}`, `it is not for a database of the type ${type}`);
  if (type === "OTHER") {
    const [ip, port] = [get("IP"), Number(get("Port"))];
    if (!ip) throw refused.value(`${side}EndpointIP`);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw refused.value(`${side}EndpointPort`);
    if (region !== undefined && !blocksOf(region, "internet")) throw refused.value(`${side}EndpointRegion`);
    return { type, ip, port, region, ...login };
  }
  const instanceId = get("InstanceID");
  if (type === "EXPRESS") {
    const [ip, port] = [get("IP"), Number(get("Port"))];
    if (!ip || !isPrivate(ip)) throw refused.value(`${side}EndpointIP`, "the private address that the VPC leads to");
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw refused.value(`${side}EndpointPort`);
    // The VPC that leads to it, such as that of a VPN gateway.
    const here = dts.world.alicloud.vpns.vswitches.list(region ?? "");
    if (!region || !here.some(({ vpcId }) => vpcId === instanceId))
      throw refused.value(`${side}EndpointInstanceID`, "there is no such VPC in the region");
    return { type, instanceId, ip, port, region, ...login };
  }
  if (!region) throw refused.value(`${side}EndpointRegion`);
  if (type === "ECS") {
    const port = Number(get("Port"));
    if (!instanceId || dts.world.alicloud.machines.find(instanceId)?.region !== region)
      throw refused.value(`${side}EndpointInstanceID`, "there is no such machine in the region");
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw refused.value(`${side}EndpointPort`);
    return { type, instanceId, port, region, ...login };
  }
  if (!instanceId || dts.world.alicloud.rds.find(instanceId)?.region !== region)
    throw refused.value(`${side}EndpointInstanceID`, "there is no such instance in the region");
  return { type, instanceId, region, ...login };
}

export const modifyDtsJobName: DtsAction = {
  parameters: { DtsJobId: "!", DtsJobName: "!", ResourceGroupId: "0", ZeroEtlJob: "-" },
  run(parameters, dts) {
    dts.jobOf(parameters).name = parameters.need("DtsJobName");
    return DONE;
  },
};

/** A running task uses the new password for every session that it opens afterwards. */
export const modifyDtsJobPassword: DtsAction = {
  parameters: {
    DtsJobId: "?",
    DtsInstanceId: "?",
    Endpoint: "!",
    Password: "!",
    UserName: "!",
    SynchronizationDirection: "0",
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  },
  run(parameters, dts) {
    const job = dts.jobOf(parameters);
    const which = parameters.need("Endpoint");
    if (which !== "src" && which !== "dest") throw refused.value("Endpoint");
    const password = parameters.get("Password");
    if (!job.configuration || ["Prechecking", "PreCheckPass", "Finished"].includes(job.status))
      throw refused.status("ModifyDtsJobPassword", job.status);
    const changed = which === "src" ? job.configuration.source : job.configuration.target;
    if (!password || password === changed.password) throw refused.value("Password");
    Object.assign(changed, { password, user: parameters.need("UserName") });
    return DONE;
  },
};
