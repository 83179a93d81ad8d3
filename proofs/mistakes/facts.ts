import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STACK } from "../../cli/demo/workspace";
import { readMark } from "../../model/expiry";
import type { Field } from "../../test/e2e/harness";
import { accountsOf, dataOf, opened } from "./world";

export const KINDS = ["eips", "rules", "allowlist", "endpoints", "accounts"] as const;
export type Openings = Readonly<Record<(typeof KINDS)[number], readonly string[]>>;

/** State of the sandbox, from its own records and the servers, independent of anything dbferry reports. */
export interface Facts {
  /** Tasks of every migration, with the private address from which each connects to the target. */
  tasks: readonly Task[];
  /** Writes to the source arrive at the target. */
  replicates: boolean;
  /** Openings with the mark that matches the migration's state. */
  ours: Openings;
  /** Openings of others: another stack's, other people's. */
  theirs: Openings;
  /** What our EIPs are bound to, by address. */
  bound: Readonly<Record<string, { to?: string; privateIp?: string }>>;
  /** Rows and checksums of every table on both servers. */
  data: Readonly<Record<string, string>>;
  /** The state contains a proven cutover. */
  recorded: boolean;
  /** How the state's providers reach the clouds: a refused update may have changed it. */
  providers: string;
  /** Addresses that the stack file opens deliberately, besides the task's. */
  operator: readonly string[];
}

export interface Task {
  id: string;
  name: string;
  state: string;
  /** Whether it belongs to the migration, by the id in the state. */
  ours: boolean;
}

/** States in which a task moves data. */
const MOVING = ["full", "fullDone", "incremental", "paused"];

export function isMoving({ state }: { state: string }): boolean {
  return MOVING.includes(state);
}

/** Names that tasks may have in a world, whether they are supposed to exist or not. */
const NAMES = ["dbferry-shop", "dbferry-crm", "dbferry-shopping"];

/** @param name the migration of the field's project */
export async function readFacts(field: Field, arrives: () => Promise<boolean>, name = "shop"): Promise<Facts> {
  const operator = wantedAddresses(field);
  const state = readState(field);
  const found = (await Promise.all(NAMES.map((one) => field.driver().find(one)))).flat();
  const tasks = found.map(({ id, name: called, state: now, description }) => {
    const mark = readMark(description);
    // If its mark was removed in a console, the state still identifies the task.
    return { id, name: called, state: now, ours: mark?.state ? mark.state === state.id : state.text.includes(id) };
  });
  const replicates = tasks.some((task) => task.state === "incremental") && (await arrives());
  const accounts = await accountsOf(field);
  return {
    tasks,
    replicates,
    ...opened(field, { name, id: state.id }, accounts, (id) => state.text.includes(id)),
    data: { ...(await dataOf(field, "source")), ...(await dataOf(field, "target")) },
    recorded: state.cutover,
    providers: state.providers,
    operator,
  };
}

/** From the stack file as it is, which a mistake may have corrupted. */
function wantedAddresses(field: Field): string[] {
  let found: string[] = [];
  field.configure((config) => {
    const addresses = config?.["dbferry:migration"]?.operator?.addresses;
    if (Array.isArray(addresses)) found = addresses.map(String);
  });
  return found;
}

interface State {
  text: string;
  id: string | undefined;
  cutover: boolean;
  providers: string;
}

/** The stack's state file as the engine left it; its secrets are not needed. */
function readState(field: Field): State {
  const file = join(field.project.folder, "state/.pulumi/stacks/dbferry", `${STACK}.json`);
  const text = readFileSync(file, "utf8");
  const resources: { type: string; inputs?: Record<string, unknown> }[] =
    JSON.parse(text).checkpoint?.latest?.resources ?? [];
  const provider = resources.find(({ type }) => type === "pulumi:providers:dbferry");
  const written = provider?.inputs?.["stateId"];
  const cutover = resources.some(({ type }) => type === "dbferry:index:Cutover");
  const providers = JSON.stringify(
    resources.filter((one) => one.type.startsWith("pulumi:providers:")).map((one) => one.inputs),
  );
  return { text, providers, id: typeof written === "string" ? written.replaceAll('"', "") : undefined, cutover };
}
