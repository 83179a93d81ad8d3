import { blocksOf } from "./addresses";
import type { DtsAction } from "./dts";
import { refused } from "./errors";
import { instanceIdOf } from "./job";

const CLASSES = ["small", "medium", "large", "xlarge", "xxlarge"];

/** Buys an instance, for a task configured before or after the purchase. */
export const createDtsInstance: DtsAction = {
  parameters: {
    JobId: "?",
    PayType: "!",
    InstanceClass: "?",
    Type: "?",
    AutoStart: "?",
    Quantity: "?",
    DtsRegion: "?",
    SourceRegion: "?",
    DestinationRegion: "?",
    SourceEndpointEngineName: "?",
    DestinationEndpointEngineName: "?",
    AutoPay: "-",
    ComputeUnit: "-",
    DatabaseCount: "-",
    Du: "-",
    FeeType: "-",
    InsightModule: "-",
    MaxDu: "-",
    MinDu: "-",
    Period: "-",
    UsedTime: "-",
    SyncArchitecture: "-",
    ResourceGroupId: "0",
  },
  async run(parameters, dts) {
    if (parameters.need("PayType") !== "PostPaid") throw refused.value("PayType", "a migration is pay-as-you-go");
    const instanceClass = parameters.get("InstanceClass") ?? "";
    if (!CLASSES.includes(instanceClass)) throw refused.value("InstanceClass", CLASSES.join(", "));
    if ((parameters.get("Quantity") ?? "1") !== "1") throw refused.value("Quantity");
    const region = parameters.get("RegionId");
    if (region === undefined || !blocksOf(region, "vpc")) throw refused.value("RegionId");
    if ((parameters.get("DtsRegion") ?? region) !== region) throw refused.value("DtsRegion");
    const autoStart = parameters.flag("AutoStart") ?? false;
    if (parameters.get("JobId") !== undefined) {
      const job = dts.jobOf(parameters, { job: "JobId", instance: "-" });
      if (job.bought) throw refused.bought();
      job.bought = { instanceClass };
      if (autoStart) await dts.lifecycle.start(job);
      return answer(job);
    }
    if (parameters.get("Type") !== "MIGRATION") throw refused.value("Type", "the sandbox supports only MIGRATION");
    for (const side of ["Source", "Destination"]) {
      const engine = parameters.get(`${side}EndpointEngineName`) ?? "MySQL";
      if (engine !== "MySQL") throw refused.value(`${side}EndpointEngineName`, "the sandbox supports only MySQL");
    }
    const [source, target] = ["SourceRegion", "DestinationRegion"].map((name) => {
      const given = parameters.get(name);
      if (!given || !blocksOf(given, "vpc")) throw refused.value(name);
      return given;
    });
    const job = dts.add(region, { source: source!, target: target! });
    job.bought = { instanceClass };
    return answer(job);
  },
};

function answer(job: { id: string }) {
  return { Success: "true", InstanceId: instanceIdOf(job), JobId: job.id };
}
