import type { TestResult } from "../../mover/types";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import { checkTls } from "./certificate";
import type { Drs } from "./drs";
import { clusterProperty, type TestEndpoint } from "./endpointBodies";
import { sideOf } from "./endpoints";
import { fingerprint, type Job } from "./job";
import { invalidValue, wrongStatus } from "./refusals";

/** One result of a batch of connection tests. */
export interface TestAnswer {
  id: string;
  status: "success" | "failed";
  success: boolean;
  error_code?: string;
  error_msg?: string;
}

/**
 * Tests the endpoint in the request, not the stored one, from the address of the task's node. A failed test is a
 * response, not an error; like the vendor's, it reports the driver's message and nothing about allowlists or rules.
 */
export async function testConnection(world: HuaweicloudWorld, job: Job, sent: TestEndpoint): Promise<TestAnswer> {
  try {
    if (job.status !== "CONFIGURATION") throw wrongStatus();
    check(job, sent);
    const result = await job.mover.testConnection(sideOf(world, job, sent.end_point_type, sent));
    if (result.ok) {
      job.tested[sent.end_point_type] = fingerprint(sent);
      return { id: sent.id, status: "success", success: true };
    }
    delete job.tested[sent.end_point_type];
    return { id: sent.id, status: "failed", success: false, ...wording(result, sent) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id: sent.id, status: "failed", success: false, error_code: error.code, error_msg: error.message };
  }
}

function check(job: Job, sent: TestEndpoint): void {
  checkTls(sent);
  if (sent.db_type !== "mysql") throw invalidValue("db_type");
  if (sent.net_type !== job.request.net_type) throw invalidValue("net_type", `the task has ${job.request.net_type}`);
  if (sent.end_point_type === "ta" && sent.inst_id !== job.target.inst_id) {
    throw invalidValue("inst_id", "the instance of the task");
  }
}

/** The service's message about a failed connection, by cause. */
function wording(
  result: Extract<TestResult, { ok: false }>,
  { ip, db_port }: TestEndpoint,
): { error_code: string; error_msg: string } {
  const place = `${ip}:${db_port ?? 3306}`;
  const failed = (detail: string) => ({
    error_code: "DRS.M01501",
    error_msg: `Service error. Failed to connect to the database ${place}: ${detail}`,
  });
  switch (result.why) {
    case "login":
      return { error_code: "DRS.KE0002", error_msg: `The username or password is incorrect. ${result.text}` };
    case "dns":
      return failed(`Unknown host ${ip}`);
    case "allowlist":
    case "securityGroup":
    case "hostFirewall":
    case "noRoute":
      return failed("Communications link failure: connect timed out");
    case "refused":
      return failed("Communications link failure: Connection refused");
    default:
      return failed(result.text);
  }
}

/** Runs every test of a batch, one after another. */
export async function testAll(drs: Drs, sent: TestEndpoint[]) {
  const results = [];
  for (const one of sent) {
    try {
      results.push(await testConnection(drs.world, await drs.find(one.id), one));
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      if (code === undefined) throw error;
      results.push({ id: one.id, status: "failed", success: false, error_code: code, error_msg: message });
    }
  }
  return { results, count: results.length };
}

/** The same for tests in the cluster (dual-AZ) form. */
export async function testClusters(drs: Drs, sent: { job_id: string; property: string }[]) {
  return testAll(
    drs,
    sent.map(({ job_id, property }) => fromProperty(job_id, property)),
  );
}

/** A cluster test as a plain one: it has "ip:port" in one field, and different names. */
function fromProperty(id: string, property: string): TestEndpoint {
  const parsed = clusterProperty.safeParse(safeJson(property));
  const [first] = parsed.success ? parsed.data : [];
  if (!first) throw invalidValue("property", parsed.error?.issues[0]?.message);
  const [ip = "", port] = first.ip.split(":");
  return {
    id,
    net_type: first.nettype,
    end_point_type: first.endpointtype,
    db_type: first.dbtype,
    ip,
    db_port: first.dbport ?? (port ? Number(port) : undefined),
    db_user: first.dbuser ?? "",
    db_password: first.dbpassword ?? "",
    inst_id: first.instid || undefined,
    ssl_link: first.ssllink,
    ssl_cert_key: first.sslcertkey,
    ssl_cert_name: first.sslcertname,
    ssl_cert_check_sum: first.sslcertchecksum,
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
