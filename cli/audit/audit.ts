import { describeLocation } from "../../model/clouds/location";
import type { Opening } from "../../model/openings";
import { locationOf, type Migration } from "../../model/spec";
import type { CloudSettings } from "../../model/spec/clouds";
import { type Config, listOpenings } from "../../provider/audit";
import { unlistedAmong } from "../../provider/audit/tasks";
import { withEnvironment } from "../../provider/registry/config";
import type { Admin } from "../engine/admins";
import type { ReadStack } from "../engine/reading";
import { adminsIn, migrationIn, readStack } from "../engine/stackSettings";
import { type AccountFinding, accountsElsewhere, accountsLeft } from "./accounts";
import { otherParts } from "./parts";
import { type NotChecked, scopeOf } from "./scope";
import { hasTunnels, knownTasksIn, madeIn, ownershipIn, type Recorded, tasksIn, together } from "./state";
import { besides, deviceByHand, openedByHand, ranElsewhere } from "./unchecked";

export type Finding = Opening | AccountFinding;

/** What exists in the clouds and on the servers, and what could not be checked. */
export interface AuditResult {
  findings: Finding[];
  lookedAt: string[];
  /** Locations that could not be checked. If there are any, the audit proves nothing. */
  notLookedAt: NotChecked[];
  /** The subset where an unseen task may exist. */
  tasksUnseen: NotChecked[];
  /** Tasks in the stack's state that another stack has taken over: they use what this one opened. */
  takenOver: Opening[];
  migration: Migration;
  config: Config;
  admins: { source: Admin; target: Admin };
}

export type AuditVerdict = "open" | "notProven" | "nothingOpen";

/** Exit codes of commands that end with an audit. */
export const EXIT_CODES: Readonly<Record<AuditVerdict, number>> = { nothingOpen: 0, open: 1, notProven: 3 };

type Judged = Pick<AuditResult, "findings" | "notLookedAt" | "takenOver">;

/** A task that another stack has taken over is still there, although this stack may not end it. */
export function verdictOf({ findings, notLookedAt, takenOver }: Judged): AuditVerdict {
  if (findings.length > 0 || takenOver.length > 0) return "open";
  return notLookedAt.length > 0 ? "notProven" : "nothingOpen";
}

/**
 * Audits every cloud, region and account in a stack's configuration and state, and its migration's servers. The state
 * is only used to decide where to look.
 *
 * @param earlier a previous state, which may name locations that the current one no longer does
 */
export async function auditStack(
  stack: ReadStack,
  earlier: Recorded = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<AuditResult> {
  const settings = await readStack(stack);
  const recorded = together(settings.recorded, earlier);
  const { migration, clouds } = migrationIn(settings, env);
  const config = configOf(migration, clouds, env);
  const admins = adminsIn(settings, migration);
  const { ownership, unmarkedIsOurs } = ownershipIn(recorded, { project: settings.project, name: stack.name });
  const scope = scopeOf(migration, recorded);
  const tasks = tasksIn(recorded);
  const [audit, source, target] = await Promise.all([
    listOpenings(config, scope.locations, {
      migration: migration.name,
      ownership,
      unmarkedIsOurs,
      tasks,
      made: madeIn(recorded),
      named: scope.named,
      names: scope.names,
      tunnels: migration.path === "vpn" || hasTunnels(recorded),
    }),
    accountsLeft("source", admins.source, ownership, migration, recorded),
    accountsLeft("target", admins.target, ownership, migration),
  ]);
  const unread = audit.unread.map(({ at, reason }) => ({ where: describeLocation(at), reason }));
  const unlisted = (
    await unlistedAmong(config, knownTasksIn(recorded), [
      ...audit.openings,
      ...audit.foreign.map(({ opening }) => opening),
    ])
  ).map(({ id, reason }) => ({ where: `task ${id}`, reason }));
  const elsewhere = otherParts(recorded, config, env);
  const unowned = audit.foreign.flatMap(({ opening, owner }) =>
    owner === "others" ? [] : [{ opening, told: ofUnknownOwner(opening, owner) }],
  );
  return {
    findings: [...audit.openings, ...source.found, ...target.found],
    lookedAt: [...audit.read.map(describeLocation), ...source.lookedAt, ...target.lookedAt],
    notLookedAt: [
      ...unread,
      ...unlisted,
      ...unowned.map(({ told }) => told),
      ...scope.notLookedAt,
      ...elsewhere,
      ...ranElsewhere(recorded, migration, scope.named),
      ...besides(recorded, migration),
      ...openedByHand(recorded, migration, settings.recorded),
      ...deviceByHand(recorded, migration),
      ...source.notLookedAt,
      ...target.notLookedAt,
      ...accountsElsewhere(recorded, migration, ownership, [admins.source, admins.target]),
    ],
    tasksUnseen: [
      ...unread,
      ...unlisted,
      ...unowned.flatMap(({ opening, told }) => (opening.kind === "task" ? [told] : [])),
      ...scope.notLookedAt,
      ...elsewhere,
    ],
    takenOver: audit.foreign.flatMap(({ opening, owner }) =>
      owner === "others" && opening.kind === "task" && tasks.includes(opening.id) ? [opening] : [],
    ),
    migration,
    config,
    admins,
  };
}

/** For people, with the way out. */
export function describeTakenOver({ where, id, stack = "another stack" }: Opening): string {
  return (
    `${where}: the stack ${stack} has taken the task ${id} over, and uses what this stack opened, so nothing of it is touched; needed: a task with this ` +
    "stack's mark. To continue it, use that stack; to forget this stack, whose state is then lost, and leave everything in the clouds as it is: pulumi stack rm --force"
  );
}

/**
 * It may belong to this stack: ignoring it would make the audit unsound, and resources not known to be ours are not
 * closed.
 */
export function ofUnknownOwner(opening: Opening, owner: "unmarked" | "unknown"): NotChecked {
  const reason = owner === "unmarked" ? "it has the migration's name but no stack's mark" : unknownOwner(opening);
  const or = ADOPTABLE.includes(opening.kind) ? " or take it over (adopt in the migration)" : "";
  const fix = `it was not closed; if it is yours, close it in the console${or}`;
  return { where: describeFinding(opening), reason: `${reason}; ${fix}` };
}

/** What a migration can take over. */
const ADOPTABLE: readonly Opening["kind"][] = ["task", "allowlistGroup", "securityGroupRule", "eip", "publicEndpoint"];

function unknownOwner({ group }: Opening): string {
  return group === undefined
    ? "it has the migration's name but the mark of a state that this stack no longer has"
    : "it has the migration's name, and is of a state that this stack no longer has, or of an instance that neither the stack file nor the state names any longer";
}

/** The environment supplies what the stack does not define, mainly credentials. */
export function configOf(migration: Migration, clouds: CloudSettings, env: NodeJS.ProcessEnv): Config {
  // With both sides on one cloud, the project is that of the target's region.
  const sections = [migration.source, migration.target].flatMap((side) => {
    const at = locationOf(side);
    return at ? [[at.cloud, { region: at.region, ...clouds[at.cloud] }] as const] : [];
  });
  return withEnvironment(Object.fromEntries(sections), env);
}

const KINDS: Record<Finding["kind"], string> = {
  task: "task",
  allowlistGroup: "allowlist group",
  securityGroupRule: "security-group rule",
  eip: "EIP",
  publicEndpoint: "public endpoint",
  peering: "VPC peering",
  route: "route",
  vpnConnection: "VPN connection",
  customerGateway: "VPN customer gateway",
  vpnGateway: "VPN gateway",
  account: "account",
};

export function kindOf(finding: Finding): string {
  return KINDS[finding.kind];
}

/** Its addresses; an account with the hosts that it may log in from. */
export function namesOf(finding: Finding): string[] {
  return finding.kind === "account" ? [finding.id] : finding.addresses;
}

/** One-line, human-readable summary. */
export function describeFinding(finding: Finding): string {
  const named = namesOf(finding);
  return `${kindOf(finding)}${named.length > 0 ? ` ${named.join(", ")}` : ""} (${finding.where})`;
}

/** Omits the configuration and the credentials. */
export function plain(result: AuditResult) {
  const { findings, takenOver, lookedAt, notLookedAt, migration } = result;
  return {
    migration: migration.name,
    verdict: verdictOf(result),
    findings: findings.map((finding) => ({ ...finding, text: describeFinding(finding) })),
    takenOver: takenOver.map((task) => ({ ...task, text: describeTakenOver(task) })),
    lookedAt,
    notLookedAt,
  };
}
