import { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { tencentDtsDriver } from "../../../../provider/drivers/tencentDts";
import { serveVendor } from "../../support/loopbackVendor";

type Body = any;

/** A received call. */
export interface Call {
  action: string;
  parameters: Body;
  headers: Record<string, string>;
}

/** The vendor's answers to an action, in order; the last one repeats. An `Error` is a refusal. */
export type Script = Record<string, Body[]>;

export const SECRET_KEY = "a-secret-key-that-nobody-may-see";

/** A vendor with scripted answers in the API's format, which records its calls. */
export async function vendorWith(script: Script, region = "ap-guangzhou") {
  const calls: Call[] = [];
  const left = new Map(Object.entries(script).map(([action, answers]) => [action, [...answers]]));
  const endpoint = await serveVendor(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const action = String(request.headers["x-tc-action"]);
    calls.push({ action, parameters: JSON.parse(text), headers: request.headers as Record<string, string> });
    const answers = left.get(action) ?? [{ Error: { Code: "InvalidAction", Message: `${action} is not scripted` } }];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ Response: { RequestId: "req-1", ...answer } }));
  });
  const client = new TencentClient({
    region,
    accessKey: "AKIDtest",
    secretKey: SECRET_KEY,
    endpoints: { dts: endpoint, cdb: endpoint, vpc: endpoint },
  });
  const of = (action: string) => calls.filter((call) => call.action === action).map(({ parameters }) => parameters);
  return { client, driver: tencentDtsDriver(client), calls, of };
}

export const refusal = (Code: string, Message = "no") => ({ Error: { Code, Message } });

/** A task as the vendor reports it, by state. */
export function job(Status: string, more: Body = {}): Body {
  return {
    JobId: "dts-1",
    JobName: "dbferry-shop",
    Status,
    RunMode: "immediate",
    StartTime: "0000-00-00 00:00:00",
    TradeInfo: { TradeStatus: "normal" },
    Tags: [],
    ...more,
  };
}

/** The steps of a replicating task, by the id of the one that runs or has failed. */
export function steps(now: string, status = "running", percent = 40): Body {
  const ids = ["DumpData", "LoadData", "SyncBinlog"];
  const at = ids.indexOf(now);
  return {
    StepAll: 3,
    StepNow: at + 1,
    SecondsBehindMaster: now === "SyncBinlog" ? 7 : -1,
    StepInfo: ids.map((StepId, index) => ({
      StepNo: index + 1,
      StepId,
      StepName: StepId,
      Status: index < at ? "success" : index === at ? status : "notStarted",
      Percent: index < at ? 100 : index === at ? percent : 0,
    })),
  };
}
