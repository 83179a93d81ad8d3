import type { Stack } from "@pulumi/pulumi/automation";
import { shellCommand } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import type { Recorded } from "../audit/state";
import { type StackTask, tasksOf } from "./tasks";
import { taskLine } from "./words";

/** What continues in a stack's clouds after its update was stopped. */
export interface Continuing {
  tasks: StackTask[];
  /** Calls without an answer when the update was stopped: what they create may exist. */
  unanswered: string[];
  /** Why nothing is known. */
  unread?: string;
}

export async function continuing(stack: Stack): Promise<Continuing> {
  try {
    const recorded: Recorded = (await stack.exportStack()).deployment ?? {};
    const unanswered = (recorded.pending_operations ?? []).map(({ resource }) => resource.urn.split("::").at(-1)!);
    return { tasks: await tasksOf(recorded), unanswered };
  } catch (error) {
    return { tasks: [], unanswered: [], unread: (error as Error).message.split("\n", 1)[0] };
  }
}

/** The same as text, with the commands to follow, resume and stop it. */
export function continuingText(stack: string, { tasks, unanswered, unread }: Continuing): string {
  const lines = tasks.map((task) => {
    const look = task.look;
    if ("unread" in look) return `NOT KNOWN whether the task ${visible(task.id)} is running: ${visible(look.unread)}`;
    const head = look.known && look.live ? "still running in the cloud, and billed" : "in the cloud";
    return `${head}: ${taskLine(task)}`;
  });
  if (unread !== undefined) lines.push(`NOT KNOWN what is running: the state could not be read: ${visible(unread)}`);
  if (unanswered.length > 0)
    lines.push(`request unanswered at the stop, so it may exist: ${visible(unanswered.join(", "))}`);
  if (lines.length === 0) lines.push("this stack has no recorded task: nothing replicates");
  const command = (...args: string[]) => shellCommand("dbferry", ...args, "--stack", stack);
  return [
    "",
    ...lines,
    "",
    "to follow it:",
    `    ${command("status", "--watch")}`,
    "to continue from there:",
    `    ${command("up")}`,
    "to end it and close everything:",
    `    ${command("cancel")}`,
    "",
    "",
  ].join("\n");
}
