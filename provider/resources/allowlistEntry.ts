import { z } from "zod";
import { normalized } from "../../model/addresses/block";
import { CLOUDS, FACTS } from "../../model/clouds";
import type { CloudFacts } from "../../model/clouds/facts";
import { readMark } from "../../model/expiry";
import { named } from "../../model/named";
import { allowlistGroup } from "../../model/names";
import { shellCommand } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { cloud } from "../../model/spec/choices";
import type { Values } from "../../plugin/values";
import type { AllowlistApi, AllowlistGroup } from "../core/clouds";
import { type CallContext, waitFor } from "../core/context";
import { InitFailed, isTransient, messageOf, UserProblem } from "../core/failure";
import { DRIFT, type Plain, type ResourceType } from "../core/resource";
import { entriesProblems, missingFrom, presentIn } from "./allowlistRules";

const shape = z.strictObject({
  cloud: cloud.describe("cloud of the instance"),
  account: z.string().min(1).optional().describe("name of the account that owns it, if it is not the provider's own"),
  instanceId: z
    .string()
    .min(1)
    .describe("id of the database instance, or of the machine, which need not belong to the stack"),
  securityGroup: named(
    "GuardedPort",
    "A server's port behind a security group.",
    z.strictObject({
      id: z.string().min(1).describe("id of the group"),
      port: z.number().int().min(1).max(65535).describe("port of the server"),
    }),
  )
    .optional()
    .describe("of a machine: the security group to which rules for these addresses are added, and the port"),
  region: z.string().min(1).describe("its region"),
  group: z.string().describe("named group in the instance's IP allowlist, for this migration only; created if missing"),
  cidrs: z
    .array(z.string())
    .min(1)
    .superRefine((entries, issue) => {
      for (const { index, reason } of entriesProblems(entries)) {
        issue.addIssue({ code: "custom", message: reason, path: index === undefined ? [] : [index] });
      }
    })
    .describe("IPv4 addresses or CIDR blocks to admit; never every address"),
  migration: z.string().optional().describe("name of the migration that needs the addresses"),
  expires: z
    .string()
    .optional()
    .describe("by when they must be gone, ISO 8601; kept in the state only, because an allowlist has no description"),
  mark: z
    .string()
    .optional()
    .describe("who owns it; the group's name contains its digest, because an allowlist has no description"),
  adopt: z
    .string()
    .optional()
    .describe("name of the group, to take over addresses that are already in it and that something else added"),
});
/** The cloud decides which names are valid. */
const inputs = shape.superRefine(({ cloud, group }, issue) => {
  const { allowlists }: CloudFacts = FACTS[cloud];
  const reason = allowlists?.nameProblem(group);
  if (reason) issue.addIssue({ code: "custom", message: reason, path: ["group"] });
});
type Inputs = z.output<typeof inputs>;

const WITH_ALLOWLISTS = CLOUDS.filter((cloud) => (FACTS[cloud] as CloudFacts).allowlists);

const STATUS_LIMIT_SECONDS = 900;

export const allowlistEntry: ResourceType<Inputs> = {
  name: "AllowlistEntry",
  description:
    "Addresses in a named group of a database instance's IP allowlist. Only these addresses are added and removed: other entries, " +
    "in this group or others, stay as they are.",
  schema: inputs,
  secrets: [],
  looks: true,
  // Region and account only locate the instance: if they caused a replacement, the same addresses would be added and
  // then removed.
  replaceOn: ["cloud", "instanceId", "group", "securityGroup"],
  ignore: ["migration", "expires", "mark", "adopt"],
  // Before there was a `cloud` input, all allowlists were Alibaba's.
  earlier: (recorded) => ({ cloud: "alicloud", ...recorded }),
  outputs: {
    instanceId: { type: "string", description: "id of the instance" },
    group: { type: "string", description: "named group" },
    cidrs: { type: "string[]", description: "addresses admitted by this resource, as the cloud has them" },
    unmanaged: {
      type: "string[]",
      description: "other addresses that the group admits, which this resource did not add",
    },
    rules: {
      type: "string[]",
      description:
        "the vendor's ids of the rules that this resource has added, where they are rules of a security group",
      optional: true,
    },
    drift: DRIFT,
  },

  foresee: (given) => ({ instanceId: given.instanceId, group: given.group, cidrs: given.cidrs }),

  async create(ctx, given) {
    const api = apiOf(ctx, given);
    const id = `${given.instanceId}/${given.group}`;
    await refuseStrangers(api, given);
    try {
      return { id, outputs: await open(ctx, api, given) };
    } catch (error) {
      const opened = await tryRead(api, given);
      if (!opened || opened.cidrs.length === 0) throw error;
      throw new InitFailed(id, { instanceId: given.instanceId, group: given.group, ...opened }, messageOf(error));
    }
  },

  async read(ctx, old) {
    const { cloud, account, instanceId, region, group, cidrs, securityGroup } = old.inputs;
    if (!cloud || !instanceId || !region || !group || !cidrs)
      throw new UserProblem(
        "an allowlist entry cannot be imported, because it has no id; let an update create it, or adopt its group",
      );
    const api = apiOf(ctx, { cloud, region, account, securityGroup });
    const place = { instanceId, group, cidrs };
    const rules = rulesOf(old.outputs);
    let groups: AllowlistGroup[];
    try {
      groups = await api.groups(instanceId, rules);
    } catch (error) {
      if (api.meaning(error) === "gone") return undefined;
      throw error;
    }
    const now = openedIn(api, groups, place, rules);
    const strayed = strayedIn(groups, place, now.rules);
    const renamed = api.renamable ? moved(groups, place) : [];
    if (now.cidrs.length === 0) {
      tellLeft(ctx, api, place, groups);
      // What may be ours has to stay in the state: an audit knows it from there alone.
      if (renamed.length + strayed.length === 0) return undefined;
    }
    if (strayed.length > 0) ctx.log("warning", `${strayedText(place, strayed)}; remove it in the console`);
    const missing = missingFrom(now.cidrs, cidrs);
    tellOthers(ctx, { instanceId, group }, now);
    const drift = missing.map((entry) => `the allowlist group '${group}' of ${instanceId} no longer lets ${entry} in`);
    return { id: old.id, outputs: { instanceId, group, ...now, ...(drift.length > 0 ? { drift } : {}) } };
  },

  async update(ctx, old, given) {
    const api = apiOf(ctx, given);
    const outputs = await openOrRecord(ctx, api, old, given);
    const dropped = missingFrom(given.cidrs, old.inputs.cidrs);
    if (dropped.length === 0) return outputs;
    const before = rulesOf(outputs);
    await close(ctx, api, given, dropped, before);
    return { ...outputs, ...(await look(api, given, before)) };
  },

  async delete(ctx, old, replacedBy) {
    const api = apiOf(ctx, old.inputs);
    // With the same id, the new one may be in another security group, or for another port: then nothing of this one is its own.
    const kept = replacedBy && isSameList(replacedBy, old.inputs) ? replacedBy : undefined;
    const going = kept ? missingFrom(kept.cidrs, old.inputs.cidrs) : old.inputs.cidrs;
    if (going.length === 0) return;
    try {
      const rules = rulesOf(old.outputs);
      const left = await close(ctx, api, old.inputs, going, rules);
      if (kept) return;
      refuseRenamed(ctx, api, old.inputs, left, rules);
      if (!replacedBy) tellLeft(ctx, api, old.inputs, left);
    } catch (error) {
      if (api.meaning(error) !== "gone") throw error;
    }
  },
};

/**
 * Addresses that this stack did not add are not removed by it: existing ones are taken over only if the group's mark is
 * this stack's.
 */
async function refuseStrangers(api: AllowlistApi, given: Inputs): Promise<void> {
  const { instanceId, securityGroup, group, cidrs, adopt } = given;
  const owner = securityGroup?.id ?? instanceId;
  const mine = readMark(given.mark);
  const ours = mine?.state !== undefined && group === allowlistGroup(mine.id, owner, { id: mine.state });
  if (ours || adopt === group) return;
  const present = presentIn(await entriesOf(api, given), cidrs);
  if (present.length === 0) return;
  throw new UserProblem(
    `the allowlist group '${group}' of ${instanceId} already lets in ${present.join(", ")}, and nothing shows that this stack added it; ` +
      `it is not touched. Choose another group; or, if it is yours and no stack uses it any longer, adopt it: adopt: ${group}`,
  );
}

/**
 * Some clouds add one address at a time, so that a failure leaves some of them added. The state then has all of them, the earlier
 * ones too: a destroy removes what was added, and the next update what is no longer wanted.
 */
async function openOrRecord(
  ctx: CallContext,
  api: AllowlistApi,
  old: { id: string; inputs: Inputs; outputs: Plain },
  given: Inputs,
): Promise<Plain> {
  const before = rulesOf(old.outputs);
  try {
    return await open(ctx, api, given, before);
  } catch (error) {
    const more = missingFrom(old.inputs.cidrs, given.cidrs);
    const cidrs = [...old.inputs.cidrs, ...more];
    const opened = await tryRead(api, { ...given, cidrs }, before);
    if (!opened || presentIn(opened.cidrs, more).length === 0) throw error;
    const outputs = { instanceId: given.instanceId, group: given.group, ...opened };
    throw new InitFailed(old.id, outputs, messageOf(error), { ...given, cidrs } as Values);
  }
}

interface Opened {
  cidrs: string[];
  unmanaged: string[];
  /** Ids of everything that was ever added. */
  rules?: string[];
  [key: string]: string[] | undefined;
}

type Place = Pick<Inputs, "instanceId" | "group" | "cidrs">;

/** Whether two entries with one id are in the same list. */
function isSameList({ securityGroup: one }: Inputs, { securityGroup: other }: Inputs): boolean {
  return one?.id === other?.id && one?.port === other?.port;
}

function apiOf(
  ctx: CallContext,
  where: Pick<Inputs, "cloud" | "region"> & Partial<Pick<Inputs, "account" | "securityGroup">>,
): AllowlistApi {
  const { cloud, region, account, securityGroup } = where;
  const api = ctx.clouds.cloud({ cloud, region, account });
  if (securityGroup) {
    if (!api.securityGroup)
      throw new UserProblem(
        `securityGroup: given, with cloud: '${cloud}', in which dbferry adds rules to the group of a database instance alone; ` +
          "needed: nothing; leave it out, and name the instance",
      );
    return api.securityGroup(securityGroup);
  }
  const { allowlists } = api;
  if (!allowlists)
    throw new UserProblem(`cloud: '${where.cloud}' has no allowlists; needed: one of ${WITH_ALLOWLISTS.join(", ")}`);
  return allowlists;
}

async function open(ctx: CallContext, api: AllowlistApi, given: Place, before: readonly string[] = []): Promise<Plain> {
  await settle(ctx, api, `letting ${given.cidrs.join(", ")} in to ${given.instanceId}`, async () => {
    const missing = missingFrom(await entriesOf(api, given), given.cidrs);
    if (missing.length > 0) await changeAll(api, given, "add", missing);
  });
  await running(ctx, api, given.instanceId);
  const now = await look(api, given, before);
  const missing = missingFrom(now.cidrs, given.cidrs);
  if (missing.length > 0)
    throw new UserProblem(
      `the allowlist of ${given.instanceId} does not show ${missing.join(", ")} after they were added; run the update again, and check in the instance's console who else changes the list`,
    );
  tellOthers(ctx, given, now);
  return { instanceId: given.instanceId, group: given.group, ...now };
}

/** What others let in is theirs to remove, but must not be overlooked. */
function tellOthers(ctx: CallContext, { instanceId, group }: Omit<Place, "cidrs">, { unmanaged }: Opened): void {
  if (unmanaged.length === 0) return;
  ctx.log(
    "warning",
    `the allowlist group '${group}' of ${instanceId} also lets in ${visible(unmanaged.join(", "))}, which this stack did not add and does not remove; needed: only the addresses of ` +
      "the migration, so remove it in the instance's console, or move it to another group",
  );
}

/**
 * Once this resource is gone, nothing says any more what was let in: somebody may have widened an entry, or moved it to another name.
 */
function tellLeft(ctx: CallContext, api: AllowlistApi, place: Place, left: readonly AllowlistGroup[]): void {
  const { instanceId, group } = place;
  tellOthers(ctx, place, { cidrs: [], unmanaged: othersIn(api, entriesIn(left, group), []) });
  for (const { name, same } of moved(left, place))
    ctx.log(
      "warning",
      `${instanceId} still lets in ${visible(same.join(", "))} under ${name ? `the name '${visible(name)}'` : "no name"}, which this stack does not remove; ` +
        "if it was for the migration, remove it in the instance's console",
    );
}

/** Under another name, it may be ours, and only the state says so. */
function refuseRenamed(
  ctx: CallContext,
  api: AllowlistApi,
  place: Place,
  left: readonly AllowlistGroup[],
  rules: readonly string[],
): void {
  const strayed = strayedIn(left, place, rules);
  if (strayed.length > 0)
    throw new UserProblem(
      `${strayedText(place, strayed)}; needed: none of it, before the state forgets what was let in. Remove it in the console and run it again; if it is to stay: ` +
        shellCommand("pulumi", "state", "delete", ctx.urn),
    );
  const others = api.renamable ? moved(left, place) : [];
  if (others.length === 0) return;
  const seen = others.map(({ name, same }) => `${same.join(", ")} (described as '${visible(name)}')`);
  throw new UserProblem(
    `${place.instanceId} still lets in ${visible(seen.join(", "))}, and nothing shows whether that is what dbferry has let in as '${place.group}', with another description; ` +
      "needed: none of it, before the state forgets what was let in. If it was for the migration, remove it in the console and run it again; if it is somebody else's: " +
      shellCommand("pulumi", "state", "delete", ctx.urn),
  );
}

/** What somebody has made of rules that were added, by their ids: another name and other addresses hide them from everything else. */
function strayedIn(
  groups: readonly AllowlistGroup[],
  { group, cidrs }: Place,
  rules: readonly string[] = [],
): { id: string; name: string; entry: string }[] {
  return groups.flatMap(({ name, entries, ids = [] }) =>
    ids.flatMap((id, at) => {
      const entry = entries[at]!;
      const isAsAdded = name === group && presentIn([entry], cidrs).length > 0;
      return rules.includes(id) && !isAsAdded ? [{ id, name, entry }] : [];
    }),
  );
}

function strayedText({ instanceId, group }: Place, strayed: ReturnType<typeof strayedIn>): string {
  const seen = strayed.map(({ id, name, entry }) => `${entry} (${id}, described as '${name}')`);
  return `${instanceId} lets in ${visible(seen.join(", "))} by what dbferry has added as '${group}', and somebody has changed since`;
}

/** The same addresses under other names. */
function moved(groups: readonly AllowlistGroup[], { group, cidrs }: Place): { name: string; same: string[] }[] {
  return groups.flatMap(({ name, entries }) => {
    const same = name === group ? [] : presentIn(entries, cidrs);
    return same.length > 0 ? [{ name, same }] : [];
  });
}

/**
 * Removes exactly these addresses, and verifies that they are gone.
 * @returns what the instance lets in after that
 */
async function close(
  ctx: CallContext,
  api: AllowlistApi,
  place: Place,
  entries: readonly string[],
  rules: readonly string[],
): Promise<AllowlistGroup[]> {
  await settle(ctx, api, `removing ${entries.join(", ")} from ${place.instanceId}`, async () => {
    const present = presentIn(await entriesOf(api, place), entries);
    if (present.length > 0) await changeAll(api, place, "remove", present);
  });
  await running(ctx, api, place.instanceId);
  const groups = await api.groups(place.instanceId, rules);
  const left = presentIn(entriesIn(groups, place.group), entries);
  if (left.length > 0)
    throw new UserProblem(
      `the allowlist of ${place.instanceId} still shows ${left.join(", ")} in group '${place.group}' after they were removed; run the update again, or remove them in the instance's console`,
    );
  return groups;
}

/**
 * Some instances refuse to remove the last address of a group. Then an address that admits nobody is added first, so
 * that ours can be removed; addresses that others may have added meanwhile are kept.
 */
async function changeAll(
  api: AllowlistApi,
  { instanceId, group }: Place,
  how: "add" | "remove",
  entries: readonly string[],
): Promise<void> {
  try {
    await api.change(instanceId, group, how, entries);
  } catch (error) {
    if (how !== "remove" || api.meaning(error) !== "lastEntry") throw error;
    const present = await entriesOf(api, { instanceId, group, cidrs: [] });
    if (presentIn(present, entries).length === 0) return;
    if (!present.map(normalized).includes(api.nobody)) await api.change(instanceId, group, "add", [api.nobody]);
    await api.change(instanceId, group, how, presentIn(present, entries));
  }
}

/**
 * An instance that is being changed accepts no other change, so retry until it does. Repeating the change is harmless.
 */
async function settle(ctx: CallContext, api: AllowlistApi, doing: string, change: () => Promise<void>): Promise<void> {
  await waitFor(ctx, doing, STATUS_LIMIT_SECONDS, async () => {
    try {
      await change();
      return true;
    } catch (error) {
      // The instance is busy, or the call was throttled.
      if (!isTransient(error) && api.meaning(error) !== "busy") throw error;
      ctx.progress(`${doing}: waiting (${messageOf(error)})`);
      return undefined;
    }
  });
}

async function running(ctx: CallContext, api: AllowlistApi, instanceId: string): Promise<void> {
  await waitFor(ctx, `waiting for ${instanceId} to run`, STATUS_LIMIT_SECONDS, async () => {
    const { ready, vendorState } = await api.state(instanceId);
    if (!ready) ctx.progress(`${instanceId} is ${vendorState}`);
    return ready ? true : undefined;
  });
}

async function entriesOf(api: AllowlistApi, { instanceId, group }: Place): Promise<string[]> {
  return entriesIn(await api.groups(instanceId), group);
}

function entriesIn(groups: readonly AllowlistGroup[], group: string): string[] {
  return groups.find(({ name }) => name === group)?.entries ?? [];
}

function othersIn(api: AllowlistApi, entries: readonly string[], ours: readonly string[]): string[] {
  return entries.filter((entry) => !ours.includes(normalized(entry)) && normalized(entry) !== api.nobody).sort();
}

async function look(api: AllowlistApi, place: Place, before: readonly string[] = []): Promise<Opened> {
  return openedIn(api, await api.groups(place.instanceId, before), place, before);
}

/** @param before ids that were recorded: kept, because what no list shows at this moment is not known to be gone, and a stranger has other ids */
function openedIn(
  api: AllowlistApi,
  groups: readonly AllowlistGroup[],
  place: Place,
  before: readonly string[],
): Opened {
  const group = groups.find(({ name }) => name === place.group);
  const entries = group?.entries ?? [];
  const ours = presentIn(entries, place.cidrs).map(normalized);
  // In the order and spelling of the inputs, so that nothing differs when nothing has changed.
  const cidrs = place.cidrs.filter((entry) => ours.includes(normalized(entry)));
  const opened = { cidrs, unmanaged: othersIn(api, entries, ours) };
  const added = (group?.ids ?? []).filter((_, at) => ours.includes(normalized(entries[at]!)));
  const rules = [...new Set([...before, ...added])].sort();
  return rules.length > 0 ? { ...opened, rules } : opened;
}

function rulesOf(outputs: Plain): readonly string[] {
  return (outputs["rules"] as string[] | undefined) ?? [];
}

async function tryRead(api: AllowlistApi, place: Place, before: readonly string[] = []): Promise<Opened | undefined> {
  try {
    return await look(api, place, before);
  } catch {
    return undefined;
  }
}
