import { isIP } from "node:net";
import { publicPart, readAddress } from "../../../model/addresses";
import {
  changeOf,
  isProven,
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

const NEEDED = "the source's name has the address that it had when the task was configured";

const ACCEPT =
  "If the task is known to read the server that the gates looked at, accept this gate: cutover.exemptions, with gate: G10, reason, owner and expires";

const MAKE_SURE =
  "make sure that the task reads the server that the gates look at: on that server, SHOW PROCESSLIST lists the task's session. " +
  "Before another migration, let this machine ask resolvers that resolve public names (DBFERRY_RESOLVERS)";

/**
 * Whether the task and the gates look at the same server, as far as the source's name shows it.
 * @param seen when the task was configured
 * @param host at which this machine reaches the source
 * @param shown what the task has for its source, as far as its service shows it
 */
export function sourceNameGate(names: HostNames, seen: NameSeen, host: string, shown?: string): () => Promise<Outcome> {
  return async () => {
    const other = givenOther(seen, shown);
    if (other) return other;
    if (!isProven(seen)) return unproven(unknownText(seen.name), MAKE_SURE);
    const change = changeOf(seen, judge(await names.answers(seen.name)));
    if (change.kind === "moved")
      return unproven(
        `${seen.name} had the address ${seen.address} (${seen.at}), and now has ${change.to}`,
        movedText(seen, change.to),
      );
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

/** Somebody may have changed the task. */
function givenOther({ name, address, given }: NameSeen, shown: string | undefined): Outcome | undefined {
  if (shown === undefined || (given === "name" && isSameName(shown, name))) return undefined;
  if (address === undefined || shown === address) return undefined;
  return unproven(
    `the task reads its source at ${visible(shown)}, and was given ${given === "name" ? name : address}: somebody has changed it`,
    "look at the task in the vendor's console",
  );
}

/** A task that was given the name may have connected to what it led to for a time. */
function elsewhereMeanwhile({ name, address, at, given, others = [] }: NameProven): Outcome | undefined {
  if (given === "address" || others.length === 0) return undefined;
  return unproven(
    `${name} has the address ${address}, as at ${at}, but in between, resolvers have also given ${others.join(", ")}: a connection that the task made then may lead there still`,
    "make sure that the task reads the server that the gates look at: on that server, SHOW PROCESSLIST lists the task's session",
  );
}

/** Where this machine finds the source by the same name, or by an address on the internet, both must get to the same server. */
async function elsewhereFromHere(names: HostNames, seen: NameProven, host: string): Promise<Outcome | undefined> {
  if (isPublicAddress(host) && host !== seen.address)
    return unproven(
      `this machine reaches the source at ${host}, and the task at ${seen.address}: the gates may have looked at another server than the task reads`,
      `set source.connect to ${seen.address}, with its port`,
    );
  if (!isSameName(host, seen.name)) return undefined;
  const here = (await names.here(seen.name)) ?? [];
  if (here.length === 0)
    return unproven(
      `this machine gets no address for ${seen.name}, by which it reaches the source: the gates may have looked at another server than the task reads`,
      `run it again, or set source.connect to ${seen.address}, with its port`,
    );
  if (here.some((address) => address !== seen.address))
    return unproven(
      `this machine gets ${here.join(", ")} for ${seen.name}, and public resolvers ${seen.address}: the gates may have looked at another server than the task reads`,
      `correct this machine's resolver or hosts file, or set source.connect to ${seen.address}, with its port`,
    );
  return undefined;
}

function isPublicAddress(host: string): boolean {
  return isIP(host) === 4 && publicPart(readAddress(host).blocks).length > 0;
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, ""));
  return a === b;
}
