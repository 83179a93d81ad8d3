import type { Phase } from "../../model/phase";
import type { Before } from "./queue";
import type { StackTask } from "./tasks";

/** A next step: a description, and the command if there is one. */
export interface Next {
  say: string;
  command?: string[];
}

export interface Situation {
  reached?: Phase;
  /** The migration is over, but parts of it have not been removed. */
  left?: boolean;
  wanted?: Phase;
  tasks: readonly StackTask[];
  /** For each source whose name leads elsewhere than when its task was configured: that it does. */
  moved?: readonly string[];
  /** What a task that has not started waits for. */
  queue?: readonly Before[];
  /** Number of openings found. */
  open: number;
  /** Number of openings past their expiry date. */
  expired: number;
  /** Number of openings that expire within two days. */
  ending?: number;
  /** Not everything could be read. */
  blind: boolean;
}

/** Problems, most urgent first; empty if none were seen. */
export function problems({ reached, tasks, moved = [], open, expired }: Situation): Next[] {
  const found: Next[] = [];
  const running = reached === "prepare" || reached === "migrate";
  for (const say of moved) found.push({ say });
  for (const { look, takenOver } of tasks) {
    if ("unread" in look) continue;
    if (takenOver !== undefined) {
      found.push({
        say: `the stack ${takenOver} has taken the task over, and this one no longer touches it: go on with that stack`,
      });
      continue;
    }
    if (!look.known) {
      if (running)
        found.push({
          say: "the task is gone: an update creates what is missing, or says why it cannot",
          command: ["up"],
        });
      continue;
    }
    const { state } = look.task;
    if (/Failed$/.test(state)) {
      found.push({ say: "the task has failed: correct the cause it gives, then continue it", command: ["up"] });
      if (isAboutLogin(look.task.reason))
        found.push({
          say: "the cause is a login: if a password was changed elsewhere, set a new one in the stack and the task (--account: the migration's own)",
          command: ["rotate", loginSide(look.task.reason)],
        });
    }
    if (state === "unknown")
      found.push({ say: "the task is in a state unknown to dbferry: check the vendor's console" });
    if (state === "paused")
      found.push({
        say: "the task is paused but still billed, and the source must keep its binary logs: resume it",
        command: ["resume"],
      });
    if (reached === "cutover" && look.live && state !== "unknown")
      found.push({
        say:
          "the cutover is recorded, but the task moves data again, into what may be the live database: end it in the vendor's console; an update " +
          "refuses until then",
      });
    if (state === "ended" && running)
      found.push({
        say: "the task has ended before a cutover was proven: give this migration up",
        command: ["cancel"],
      });
  }
  // Every command on resources that it uses is refused.
  if (tasks.some(({ takenOver }) => takenOver !== undefined)) return found;
  if ((reached === "done" || reached === "cancelled") && open > 0)
    found.push({ say: "the migration is over, but something is still open", command: ["audit", "--clean"] });
  else if (expired > 0) {
    found.push({
      say: "the openings have expired; if the migration is to continue, extend them",
      command: ["extend", "--days", "7"],
    });
    found.push({ say: "or give the migration up, which closes everything", command: ["cancel"] });
  }
  return found;
}

/** Matches the services' messages for a refused account or password. */
function isAboutLogin(reason: string | undefined): boolean {
  return /access denied|password|authenticat|\b1045\b/i.test(reason ?? "");
}

/** The task logs in to the source with its own account, and to the target with the administrator's. */
function loginSide(reason: string | undefined): string {
  return /target|destination/i.test(reason ?? "") ? "--target" : "--account";
}

const ORDER: readonly Phase[] = ["prepare", "migrate", "cutover", "done"];

/** The next steps if nothing is wrong. */
export function nextSteps(situation: Situation): Next[] {
  const { ending = 0, reached } = situation;
  const underWay = reached === "prepare" || reached === "migrate" || reached === "cutover";
  if (ending === 0 || !underWay) return forward(situation);
  const say = "the openings expire within two days: extend them if that is too early";
  return [...forward(situation), { say, command: ["extend", "--days", "7"] }];
}

function forward({ reached, left, wanted, tasks, blind, queue = [] }: Situation): Next[] {
  if (blind) return [{ say: "give credentials for what could not be read, and check again", command: ["status"] }];
  if (left)
    return [{ say: "it is over, but not everything has been removed yet: finish the removal", command: ["up"] }];
  if (wanted === "cancelled" && reached && reached !== "cancelled")
    return [{ say: "the cancellation has not been completed: continue it", command: ["cancel"] }];
  if (!reached) return [{ say: "nothing has been created yet: begin", command: ["up", "--phase", "prepare"] }];
  const waits = queue.filter(({ turn }) => turn !== "come");
  if (waits.some(({ turn }) => turn === "blocked"))
    return [{ say: "it is not its turn: do first what the queue says, then look again", command: ["status"] }];
  if (wanted && ORDER.indexOf(wanted) > ORDER.indexOf(reached))
    return [{ say: `the phase ${wanted} is configured but not reached: complete it`, command: ["up"] }];
  switch (reached) {
    case "prepare":
      return [
        {
          say: waits.length > 0 ? "start the replication: the update waits for its turn" : "start the replication",
          command: ["up", "--phase", "migrate"],
        },
      ];
    case "migrate": {
      const caughtUp = tasks.some(({ look }) => "known" in look && look.known && look.task.state === "incremental");
      return caughtUp
        ? [
            {
              say: "when the application has stopped writing, prove the cutover",
              command: ["up", "--phase", "cutover"],
            },
          ]
        : [{ say: "wait for the full load", command: ["status", "--watch"] }];
    }
    case "cutover":
      return [
        {
          say: "switch the application to the target, then remove everything temporary",
          command: ["up", "--phase", "done"],
        },
      ];
    case "done":
      return [{ say: "nothing: the migration is done, and nothing that was checked is open" }];
    case "cancelled":
      return [{ say: "nothing: the migration was given up, and nothing that was checked is open" }];
  }
}
