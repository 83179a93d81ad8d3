import type { Driver } from "../../../provider/core/driver";
import type { Ground } from "../ground";
import type { Mistake, MistakeList, Stage } from "../mistake";
import { account, eip, endpointOf, endTask, group, onTask, rule } from "./hands";
import { literal } from "./stackFile";

/** An edit in a console or on a server, by someone with another purpose or who takes the resource for a leftover. */
interface Edit {
  what: string;
  at?: readonly Stage[];
  edit(ground: Ground): Promise<void> | void;
  /** Reverts what an update is not supposed to repair. */
  undo?(ground: Ground): Promise<void> | void;
  leaves?: Mistake["leaves"];
}

/** An entry that someone added in the console. */
export const foreign = (entry: string): Pick<Edit, "undo" | "leaves"> => ({
  undo: (ground) => group(ground).write(group(ground).entries.filter((one) => one !== entry)),
  leaves: {
    // No other entry may be admitted.
    gap: new RegExp(`^the source lets in more: ${literal(entry)}$`),
    says: new RegExp(`also lets in ${literal(entry)}, .*remove it in the instance's console`),
  },
});

/** What a refusal must name, by a word in the description of the edit. */
const THINGS: readonly (readonly [what: RegExp, named: RegExp])[] = [
  [/allowlist/, /allowlist/i],
  [/rule/, /rule|security group/i],
  [/EIP/, /EIP/],
  [/endpoint/, /endpoint/i],
  [/account/, /account/i],
  [/task|everything/, /task/i],
  [/instance/, /instance/i],
];

const EDITS: readonly Edit[] = [
  { what: "the allowlist group is emptied", edit: (ground) => group(ground).write([]) },
  {
    what: "the EIP in the allowlist group is replaced",
    edit: (ground) => group(ground).write(["192.0.2.77"]),
    ...foreign("192.0.2.77"),
  },
  {
    what: "the allowlist group lets a whole network in beside the EIP",
    edit: (ground) => group(ground).write([...group(ground).entries, "192.0.2.0/24"]),
    ...foreign("192.0.2.0/24"),
  },
  { what: "the rule at the target is removed", edit: (ground) => rule(ground).remove() },
  { what: "the rule at the target gets another port", edit: (ground) => rule(ground).change({ ports: "22" }) },
  {
    what: "the rule at the target lets a whole network in",
    edit: (ground) => rule(ground).change({ remoteIpPrefix: "192.168.0.0/16" }),
  },
  {
    what: "the rule at the target denies",
    edit: (ground) => rule(ground).change({ action: "deny" }),
    // If the rule cuts off the task, its author has to remove it.
    undo: (ground) => rule(ground).removeByAction("deny"),
  },
  {
    what: "the mark of the rule at the target is overwritten",
    edit: (ground) => rule(ground).describe("opened by Li"),
    // While in use, the rule keeps the text from the console until the task is gone.
    undo: (ground) => rule(ground).describe(),
  },
  { what: "the EIP is unbound", edit: (ground) => eip(ground).unbind(), undo: (ground) => eip(ground).bind() },
  { what: "the tags of the EIP are removed", edit: (ground) => eip(ground).change({ tags: {} }) },
  { what: "the bandwidth of the EIP is changed", edit: (ground) => eip(ground).change({ bandwidthSize: 1 }) },
  { what: "the public endpoint is released", edit: (ground) => endpointOf(ground).release() },
  {
    what: "the public endpoint is renamed",
    edit: (ground) => endpointOf(ground).change({ prefix: "renamed" }),
    // An instance has at most one public endpoint, and a renamed one no longer shows its owner.
    undo: (ground) => endpointOf(ground).rename("renamed"),
  },
  { what: "the public endpoint gets another port", edit: (ground) => endpointOf(ground).change({ port: 3307 }) },
  { what: "the account is dropped", edit: (ground) => account(ground, "DROP USER {}") },
  { what: "the account loses all rights", edit: (ground) => account(ground, "REVOKE ALL, GRANT OPTION FROM {}") },
  {
    what: "the account gets every right",
    edit: (ground) => account(ground, "GRANT ALL ON *.* TO {}"),
    // The stack's administrator cannot revoke rights that it does not have.
    undo: (ground) => account(ground, "REVOKE ALL, GRANT OPTION FROM {}"),
  },
  {
    what: "the account gets another password",
    edit: (ground) => account(ground, "SET PASSWORD FOR {} = PASSWORD('of somebody')"),
  },
  { what: "the account may log in from anywhere", edit: (ground) => account(ground, "RENAME USER {} TO {user}@'%'") },
  {
    what: "the task gets another description, without the mark",
    edit: (ground) => onTask(ground, renamed({ description: "of Li" })),
  },
  {
    what: "the task is renamed",
    edit: (ground) => onTask(ground, renamed({ name: "dbferry-crm" })),
    undo: (ground) => onTask(ground, renamed({ name: "dbferry-shop" })),
  },
  {
    what: "the task is paused",
    at: ["running"],
    edit: (ground) => onTask(ground, (driver, id) => driver.can.pause!.pause(id), "paused"),
    undo: (ground) => onTask(ground, resumed, "incremental"),
  },
  {
    what: "the source instance is locked",
    edit: ({ field: { sandbox } }) => sandbox.world.alicloud.rds.setStatus(sandbox.source.instanceId, "RESTARTING"),
    undo: ({ field: { sandbox } }) => sandbox.world.alicloud.rds.setStatus(sandbox.source.instanceId, "Running"),
  },
  { what: "the EIP is released", at: ["prepared"], edit: (ground) => eip(ground).release() },
  { what: "the task is stopped", at: ["prepared"], edit: (ground) => endTask(ground, { record: false }) },
  { what: "the task is deleted", at: ["prepared"], edit: (ground) => endTask(ground, { record: true }) },
  {
    what: "dbferry audit --clean removes everything",
    at: ["prepared"],
    edit: async ({ field }) => void (await field.dbferry("audit", "--clean", "--yes")),
  },
  // The moved data is on the target: getting another task requires cancelling and restarting.
  {
    what: "the task is stopped",
    at: ["running"],
    edit: (ground) => endTask(ground, { record: false }),
    undo: (ground) => ground.startOver("running"),
  },
  {
    what: "the task is deleted",
    at: ["running"],
    edit: (ground) => endTask(ground, { record: true }),
    undo: (ground) => ground.startOver("running"),
  },
];

const renamed = (to: { name?: string; description?: string }) => async (driver: Driver, id: string) => {
  const { name, description } = (await driver.describe(id))!;
  await driver.rename(id, { name, description, tags: {}, ...to });
};

async function resumed(driver: Driver, id: string): Promise<void> {
  if ((await driver.describe(id))?.state === "paused") await driver.can.pause!.resume(id);
}

const edits = (at: Stage): Mistake[] =>
  EDITS.filter((edit) => (edit.at ?? ["prepared", "running"]).includes(at)).map(({ what, edit, undo, leaves }) => ({
    name: what,
    at,
    ends: "either",
    act: async (ground) => void (await edit(ground)),
    ...(undo ? { undo: async (ground: Ground) => void (await undo(ground)) } : {}),
    ...(leaves ? { leaves } : {}),
    says: THINGS.filter(([word]) => word.test(what)).map(([, named]) => named),
  }));

export const CONSOLE_LISTS: readonly MistakeList[] = [
  { name: "console before", mistakes: edits("prepared") },
  { name: "console while it runs", mistakes: edits("running") },
];
