import { ENGINE_FACTS } from "../engines";
import type { Path } from "../paths";
import type { Phase } from "../phase";
import type { GivenPrices } from "../prices";
import { scenarioOf } from "../scenario";
import { type Migration, PLACES } from "../spec";
import { unknownRegions } from "../spec/regions";
import { weakSessions } from "../spec/sessions";
import { type Costs, costsOf } from "./costs";
import { kindOf } from "./kinds";
import { leavesOf } from "./leaves";
import { type Stage, stagesOf } from "./order";
import { type Duty, dutiesOf } from "./people";
import { type Picture, pictureOf } from "./picture";
import { type Lasting, lastingIn, type Planned, type Rehearsal } from "./registered";
import { capital, code, type Text, value } from "./text";

/** A resource, for people. */
export interface ResourceRow {
  kind: Text;
  what: Text;
  /** Name in the program; the type is the engine's. */
  name: string;
  type: string;
  /** Where its counterpart is. */
  at: Text;
  from: Planned;
  until?: Planned;
  /** It exists already and is taken over; absent: it is created. */
  adopted?: string;
}

/** Everything that a plan says about a migration. It needs no cloud and no server: neither is read. */
export interface PlanPage {
  title: Text;
  lead: readonly Text[];
  picture: Picture;
  resources: readonly ResourceRow[];
  stages: readonly Stage[];
  duties: readonly Duty[];
  costs: Costs;
  leaves: readonly Text[];
}

/** What the stack file says besides the migration itself. */
export interface Standing {
  /** Absent: it names none. */
  phase?: Phase;
  /** It keeps what an attempt had copied that was given up (`dbferry cancel`). */
  copiedBefore: boolean;
}

/**
 * @param rehearsal what each phase registers with the engine for exactly this migration
 * @param standing absent: of a migration that is in no stack
 */
export function pageOf(
  migration: Migration,
  rehearsal: Rehearsal,
  prices?: GivenPrices,
  standing?: Standing,
): PlanPage {
  const made = lastingIn(rehearsal, migration.name);
  return {
    title: titleOf(migration),
    lead: leadOf(migration, standing),
    picture: pictureOf(migration, made),
    resources: made.map(rowOf),
    stages: stagesOf(migration, made, standing?.phase),
    duties: dutiesOf(migration),
    costs: costsOf(migration, made, prices),
    leaves: leavesOf(migration, made),
  };
}

/** What a migration does, in a line. */
export function titleOf({ source, target, engine, path }: Migration): Text {
  return `${capital(PLACES[source.place].title)} to ${PLACES[target.place].title}, by ${ENGINE_FACTS[engine].title} ${WAYS[path]}`;
}

const WAYS: Readonly<Record<Path, string>> = {
  public: "over the public network",
  vpc: "inside the cloud's own network",
  peering: "over a VPC peering",
  vpn: "over a site-to-site VPN",
};

function leadOf(migration: Migration, standing?: Standing): Text[] {
  const { name, owner, expires, mode } = migration;
  const guide = scenarioOf(migration)?.guide;
  return [
    `Migration ${code(name)}, owner ${value(owner)}; everything temporary has to be removed by ${value(expires)}.`,
    mode === "full"
      ? "A full load, without the changes that come after it."
      : "A full load, then every change until the cutover.",
    ...(guide ? [`The vendor's guide: ${guide}.`] : []),
    ...weakSessions(migration).map((text) => `NOT VERIFIED: ${text}.`),
    ...unknownRegions(migration).map((text) => `NOT KNOWN: ${text}.`),
    ...(standing ? standingOf(standing) : []),
    "This plan shows the whole migration, whatever phase it has reached. It follows from the stack file and the program alone: no cloud, no server and no state was read. `dbferry up` checks them before it creates anything.",
  ];
}

/** An update may have failed or be under way: which phase was reached, the file does not know. */
function standingOf({ phase, copiedBefore }: Standing): Text[] {
  const status = `which one was reached, ${code("dbferry status")} reads from the state`;
  const at =
    phase === "cancelled"
      ? `The stack file gives the migration up (phase ${code("cancelled")}): none of the updates below comes next, until ${code("pulumi config set phase prepare")} begins it again`
      : phase === undefined
        ? "The stack file names no phase yet"
        : `The stack file is at the phase ${code(phase)}`;
  return [
    `${at}; ${status}.`,
    ...(copiedBefore
      ? [
          `An attempt before was given up after it had begun to copy: its rows may still be on the target${phase === "cancelled" ? ` (${code("dbferry cancel --empty-target")} removes them)` : ""}.`,
        ]
      : []),
  ];
}

const PLACE: Readonly<Record<"cloud" | "server" | "state", Text>> = {
  cloud: "the cloud",
  server: "the source server",
  state: "the stack's state",
};

function rowOf({ type, name, from, until, adopted }: Lasting): ResourceRow {
  const kind = kindOf(type);
  return {
    kind: kind?.title ?? "NOT KNOWN",
    what: kind?.what ?? "this version of dbferry knows nothing about this type of resource",
    name,
    type,
    at: kind ? PLACE[kind.at] : "not known",
    from,
    ...(until ? { until } : {}),
    ...(adopted ? { adopted } : {}),
  };
}

/** When a resource exists, for people. */
export function lastingText({ from, until, adopted }: Pick<ResourceRow, "from" | "until" | "adopted">): Text {
  const begins = adopted === undefined ? `made in ${code(from)}` : `taken over in ${code(from)} (${code(adopted)})`;
  return until ? `${begins}, removed in ${code(until)}` : `${begins}, kept`;
}
