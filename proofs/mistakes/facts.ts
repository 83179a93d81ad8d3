import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STACK } from "../../cli/demo/workspace";
import { readMark } from "../../model/expiry";
import type { Field } from "../../test/e2e/harness";
import { accountsOf, dataOf, opened } from "./world";

export const KINDS = ["eips", "rules", "allowlist", "endpoints", "accounts"] as const;
export type Openings = Readonly<Record<(typeof KINDS)[number], readonly string[]>>;

/** What stands in the sandbox, by the world's own books and the servers themselves: nothing that dbferry has said. */
export interface Facts {
  /** Tasks of every migration, with the private address that each calls the target from. */
  tasks: readonly Task[];
  /** What is written to the source arrives at the target. */
  replicates: boolean;
  /** Bear the mark that only the state of the migration has. */
  ours: Openings;
  /** Of everybody else: another stack's, other people's. */
  theirs: Openings;
  /** What the EIPs of ours are bound to, by address. */
  bound: Readonly<Record<string, { to?: string; privateIp?: string }>>;
  /** Rows and checksums of every table on either server. */
  data: Readonly<Record<string, string>>;
  /** The state has a proven cutover. */
  recorded: boolean;
  /** How the state's providers reach the clouds: a refused update may have changed it. */
  providers: string;
  /** Addresses that the stack file opens on purpose beside the task's. */
  operator: readonly string[];
}

export interface Task {
  id: string;
  name: string;
  state: string;
  /** The migration's own, by the id in its state. */
  ours: boolean;
}

/** States in which a task moves data. */
const MOVING = ["full", "fullDone", "incremental", "paused"];

export function isMoving({ state }: { state: string }): boolean {
  return MOVING.includes(state);
}

/** What tasks may be called in a world, whether they should be there or not. */
const NAMES = ["dbferry-shop", "dbferry-crm", "dbferry-shopping"];

/** @param name of the migration whose project this is */
export async function readFacts(field: Field, arrives: () => Promise<boolean>, name = "shop"): Promise<Facts> {
  const operator = wantedAddresses(field);
  const state = readState(field);
  const found = (await Promise.all(NAMES.map((one) => field.driver().find(one)))).flat();
  const tasks = found.map(({ id, name: called, state: now, description }) => {
    const mark = readMark(description);
    // Where the mark was taken away in a console, the state still knows its task.
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

/** Of the stack file as it stands, which somebody may have spoilt. */
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

/** The file of the stack's state, as the engine left it; what is secret in it is not needed. */
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
