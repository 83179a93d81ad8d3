import { isIP } from "node:net";
import { publicPart, readAddress } from "../../../model/addresses";
import { canonical } from "../../../model/addresses/block";
import {
  changeOf,
  isProven,
  isPublicName,
  judge,
  movedText,
  type NameProven,
  type NameSeen,
  unknownText,
  unprovenText,
} from "../../../model/hostNames";
import { visible } from "../../../model/printing/visible";
import type { Outcome } from "../../../mysql/check";
import type { HostNames } from "../../core/hostNames";
import type { TaskInfo } from "../../core/task";

const NEEDED = "the source's name has the address that it had when the task was configured";

const ACCEPT =
  "If the task is known to read the server that the gates looked at, accept this gate: cutover.exemptions, with gate: G10, reason (what was looked at, and when), owner and expires";

const MAKE_SURE =
  "make sure that the task reads the server that the gates look at: on that server, SHOW PROCESSLIST lists the task's session. " +
  "Before another migration, let this machine ask resolvers that resolve public names (DBFERRY_RESOLVERS)";

/** What a task has for its source, as its service shows it, or why that is not known, with what makes it known. */
export type TaskSource = { shown: string } | { unread: string; fix: string };

/** What a service has told of a task. */
export function taskSourceOf({ sourceHost }: Pick<TaskInfo, "sourceHost">): TaskSource {
  return sourceHost === undefined ? NOT_SHOWN : { shown: sourceHost };
}

const NOT_SHOWN: TaskSource = {
  unread: "its service does not show it",
  fix: "look at the task's source in the vendor's console",
};

/**
 * Whether the task and the gates look at the same server, as far as the source's name shows it. Without the source that
 * the task has, it is not proven that nobody has given it another one.
 * @param seen when the task was configured
 * @param host at which this machine reaches the source
 */
export function sourceNameGate(
  names: HostNames,
  seen: NameSeen,
  host: string,
  task: TaskSource,
): () => Promise<Outcome> {
  const judged = nameGate(names, seen, host, "shown" in task ? task.shown : undefined);
  if ("shown" in task) return judged;
  return async () => {
    const outcome = await judged();
    const found = `${outcome.found}; it is not known which source the task has now: ${visible(task.unread)}`;
    return outcome.status === "pass" ? unproven(found, task.fix) : { ...outcome, found };
  };
}

function nameGate(names: HostNames, seen: NameSeen, host: string, shown: string | undefined): () => Promise<Outcome> {
  return async () => {
    const other = givenOther(seen, shown);
    if (other) return other;
    if (!isProven(seen)) {
      const reads = shown === undefined ? "" : `. The service shows ${visible(shown)} as the task's source`;
      return unproven(`${unknownText(seen.name)}${reads}`, MAKE_SURE);
    }
    const change = changeOf(seen, judge(await names.answers(seen.name)));
    if (change.kind === "moved")
      return {
        status: "undetermined",
        found: `${seen.name} had the address ${seen.address} (${seen.at}), and now has ${change.to}`,
        needed: NEEDED,
        remedy: `${movedText(seen, change.to)}. ${ACCEPT}. The reason must name ${change.to}: one that was written before the move accepts nothing`,
        acceptNaming: change.to,
      };
    if (change.kind === "unproven") return unproven(unprovenText(seen.name, change.why), change.why.fix);
    return elsewhereMeanwhile(seen) ?? (await elsewhereFromHere(names, seen, host)) ?? same(seen);
  };
}

function unproven(found: string, remedy: string): Outcome {
  return { status: "undetermined", found, needed: NEEDED, remedy: `${remedy}. ${ACCEPT}` };
}

function same({ name, address, at }: NameProven): Outcome {
  return { status: "pass", found: `${name} has the address ${address}, as at ${at}`, needed: NEEDED };
}

/** Somebody may have changed the task. It reads another source than the gates look at, which nobody can accept. */
function givenOther({ name, address, given }: NameSeen, shown: string | undefined): Outcome | undefined {
  if (shown === undefined || (given === "name" && isSameName(shown, name))) return undefined;
  if (address === undefined ? !isOtherName(shown, name) : shown === address) return undefined;
  return {
    status: "fail",
    found: `the task reads its source at ${visible(shown)}, and was given ${given === "name" ? name : (address ?? `an address of ${name}`)}: somebody has changed it`,
    needed: NEEDED,
    remedy:
      "look at the task in the vendor's console, and put its source back; if it has copied from another server: dbferry cancel, and begin again with another task",
  };
}

/** Two names that public resolvers know; a placeholder for a name that is not known is none. */
function isOtherName(shown: string, name: string): boolean {
  return isPublicName(shown) && isPublicName(name) && !isSameName(shown, name);
}

/** A task that was given the name may have connected to what it led to for a time. */
function elsewhereMeanwhile({ name, address, at, given, others = [] }: NameProven): Outcome | undefined {
  if (given === "address" || others.length === 0) return undefined;
  return unproven(
    `${name} has the address ${address}, as at ${at}, but in between, resolvers have also given ${others.join(", ")}: a connection that the task made then may lead there still`,
    "make sure that the task reads the server that the gates look at: on that server, SHOW PROCESSLIST lists the task's session",
  );
}

/**
 * Where this machine finds the source over the internet, by whatever name or address, both must get to the same server.
 * Through a network or a tunnel of its own, the operator leads it there.
 */
async function elsewhereFromHere(names: HostNames, seen: NameProven, host: string): Promise<Outcome | undefined> {
  const set = `set source.connect to ${seen.address}, with its port`;
  if (isIP(host) !== 0) {
    if (!isPublicAddress(host) || canonical(host) === seen.address) return undefined;
    return unproven(`this machine reaches the source at ${host}, and the task at ${seen.address}: ${OTHER}`, set);
  }
  const here = ((await names.here(host)) ?? []).map(canonical);
  const byPublicName = isPublicName(host);
  if (here.length === 0 && byPublicName)
    return unproven(
      `this machine gets no address for ${host}, by which it reaches the source: ${OTHER}`,
      `run it again, or ${set}`,
    );
  // Another name with a private address is the operator's own way, as that address itself would be.
  const own = isSameName(host, seen.name);
  if (here.some((address) => address !== seen.address && (own || isPublicAddress(address))))
    return unproven(
      `this machine gets ${here.join(", ")} for ${host}, ${own ? `and public resolvers ${seen.address}` : `by which it reaches the source, and the task reads ${seen.address}`}: ${OTHER}`,
      `correct this machine's resolver or hosts file, or ${set}`,
    );
  return undefined;
}

const OTHER = "the gates may have looked at another server than the task reads";

function isPublicAddress(host: string): boolean {
  const address = canonical(host);
  return isIP(address) !== 0 && publicPart(readAddress(address).blocks).length > 0;
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, ""));
  return a === b;
}
