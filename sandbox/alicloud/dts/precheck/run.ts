import type { Connection } from "mysql2/promise";
import type { MoveEnd } from "../../../mover/types";
import { connect, rowsOf } from "../../../mysql/connect";
import type { AlicloudWorld } from "../../facts";
import { endsOf } from "../ends";
import type { Configuration, Job, PrecheckItem } from "../job";
import { CHECKS, type Checked, type Verdict } from "./checks";

/**
 * Runs the vendor's items on the real servers, with the task's own logins and from its address. Every item gets a
 * result.
 */
export async function runPrecheck(world: AlicloudWorld, job: Job): Promise<PrecheckItem[]> {
  const configuration = job.configuration!;
  const ends = endsOf(world, job, configuration);
  const [source, target] = await Promise.all([open(world, ends.source), open(world, ends.target)]);
  try {
    const found = [
      connection("CHECK_CONN_SRC", "Source", source),
      connection("CHECK_CONN_DEST", "Destination", target),
    ];
    const checked = { source: source.session, target: target.session, ...what(configuration) };
    for (const check of CHECKS) {
      if (check.incremental && !configuration.incremental) continue;
      const missing = check.needs.filter((side) => checked[side] === undefined);
      const verdict: Verdict =
        missing.length > 0
          ? { state: "Failed", text: `The ${missing.join(" and ")} database cannot be connected to.` }
          : await check.run(checked as Checked).catch((error: Error) => ({ state: "Failed", text: error.message }));
      found.push({ item: check.item, ...verdict });
    }
    return found.map((item) => forced(world, item));
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

function what({ objects, incremental, source }: Configuration) {
  const databases = (objects ?? []).map((one) => (typeof one === "string" ? one : one.database));
  return { databases, incremental, selfManaged: source.type !== "RDS" };
}

function connection(item: string, side: string, { refused }: Opened): PrecheckItem {
  if (refused === undefined) return { item, state: "Success" };
  return { item, state: "Failed", text: `${side} DB: ${refused}`, repair: "CHECK_ERROR_DB_CONN_REPAIR" };
}

/** A result forced by a test or the demo. */
function forced(world: AlicloudWorld, { item, ...found }: PrecheckItem): PrecheckItem {
  const fault = world.faults.precheck.get(item);
  if (!fault) return { item, ...found };
  const state = ({ FAILED: "Failed", ALARM: "Warning", PASSED: "Success" } as const)[fault.result];
  return { item, state, ...(state === "Success" ? {} : { text: fault.text }) };
}

interface Opened {
  session?: Connection;
  refused?: string;
  close(): Promise<void>;
}

async function open(world: AlicloudWorld, { origin, endpoint }: MoveEnd): Promise<Opened> {
  const { host, port, user, password, tls } = endpoint;
  const none = async () => {};
  const reach = world.reach(origin, host, port);
  if (!reach.ok) {
    const silent = { dns: `Unknown host ${host}`, refused: "Connection refused" } as Record<string, string>;
    return { refused: `Communications link failure: ${silent[reach.why] ?? "connect timed out"}`, close: none };
  }
  const login = await world.login(reach.from, reach.server, user, password, tls);
  if (!login.ok) return { refused: `Original error: ${login.text}`, close: none };
  try {
    const session = await connect(login.connection);
    const close = async () => {
      session.destroy();
      await world.dropMirror(login);
    };
    await rowsOf(session, "SELECT 1 AS one");
    return { session, close };
  } catch (error) {
    await world.dropMirror(login);
    return { refused: (error as Error).message, close: none };
  }
}

export type RunPrecheck = typeof runPrecheck;
