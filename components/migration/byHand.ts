import * as pulumi from "@pulumi/pulumi";
import {
  type HostOpening,
  hostCheckLine,
  hostClosingText,
  hostOpenedText,
  hostOpeningText,
} from "../../model/hostOpening";
import { type Phase, planOf } from "../../model/phase";
import { type Migration, PLACES, type Place, serverByHand } from "../../model/spec";
import type { PlaceFacts } from "../../model/spec/places/place";
import type { MigrationRecord } from "../../provider/sdk";
import type { Openings } from "./openings";

/** What a person has to open, or once the openings are over, to close; undefined: nothing. */
export function byHandOf(
  made: { openings?: Openings; run?: pulumi.Resource },
  record: MigrationRecord,
  { source }: Migration,
): pulumi.Output<string | undefined> {
  const { openings, run } = made;
  if (openings) {
    const { byHand, proven } = openings;
    if (!byHand) return pulumi.output(undefined);
    // What is asked of a person must be in the state first, or nobody could say later what to close. A task that waits
    // for it is the exception: it cannot wait for the record, which is made after it.
    const asked = run || pulumi.runtime.isDryRun() ? byHand : pulumi.all([byHand, record.byHand]).apply(([all]) => all);
    // Nothing is called open before it is proven.
    const preview = pulumi.runtime.isDryRun();
    const told = proven && !preview ? pulumi.all([asked, proven]).apply(([all]) => all as HostOpening[]) : asked;
    return told.apply((all) =>
      all.map((one) => (one.ssh ? hostOpenedText(one, preview) : hostOpeningText(one))).join("\n"),
    );
  }
  // Whatever the source is now: the earlier one's firewall is still open.
  return record.byHand.apply((asked) => {
    if (asked && asked.length > 0) return closing(asked);
    return serverByHand(source) !== undefined ? NOTHING_KNOWN : undefined;
  });
}

/** Whether `byHandOf` may have something to say, as far as the program knows: an earlier source may have had it. */
export function mayAskByHand({ source }: Migration, openings: Openings | undefined): boolean {
  if (openings) return openings.byHand !== undefined;
  return serverByHand(source) !== undefined || !pulumi.runtime.isDryRun();
}

/** Printed with the update's output. It never says that anything is open or closed, because dbferry cannot see it. */
export async function tellByHand(
  text: string,
  phase: Phase,
  { source }: Migration,
  resource: pulumi.Resource,
): Promise<void> {
  const plan = planOf(phase);
  const ssh = "ssh" in source && source.ssh !== undefined;
  if (!plan.openings) return pulumi.log.warn(`${ssh ? CLOSES : TO_CLOSE}\n${text}`, resource);
  // After the cutover the task has ended, so nothing waits for an opening.
  if (plan.cutover) return;
  if (ssh)
    return pulumi.log.info(`${pulumi.runtime.isDryRun() ? "once this is applied, " : ""}${OPENED}\n${text}`, resource);
  const wait = plan.run
    ? "the task's connection test waits for it (task.connectWindowSeconds), and fails if it is not open by then"
    : "the phase migrate waits for it";
  return pulumi.log.warn(`${toOpen(source.place)}; ${wait}\n${text}`, resource);
}

function toOpen(place: Place): string {
  const { byHand }: PlaceFacts = PLACES[place];
  return (
    `a person has to let these addresses in, ${byHand}: dbferry opens nothing there and looks at nothing there. ` +
    "It creates the migration account itself, for these addresses only"
  );
}

const OPENED =
  "dbferry lets these addresses in on the firewall of the source's host itself, through SSH, and removes its rules at the end. " +
  "Another firewall in front of the host, or a forwarding of the port, is for a person to open";

const CLOSES =
  "dbferry now removes its own rules from the source's host through SSH, and this update fails if the host still lists one. Should it not reach the host, they stay: " +
  "update again when it does, or remove them by hand. Whatever a person has opened for this migration, there or in front of it, is for that person to close: dbferry does not look at it";

const TO_CLOSE =
  "dbferry does not look at the firewall of the source: whoever opened it has to close it. Nothing here proves that it is closed, and others " +
  "may call from the same address once the task is gone";

function closing(asked: Parameters<typeof hostClosingText>[0]): string {
  return [hostClosingText(asked), ...asked.map((one) => `# to see whether it is closed\n${hostCheckLine(one)}`)].join(
    "\n",
  );
}

const NOTHING_KNOWN =
  "# the state does not say what was to be opened on the source: close whatever was opened there for this migration";
