import type { Outcome } from "../../../test/e2e/harness";
import type { Ground } from "../ground";
import type { Mistake, MistakeList } from "../mistake";
import { foreign } from "./console";
import { account, eip, endTask, group, onTask, rule } from "./hands";

/** A command that is wrong on purpose: the judge must not give it a good verdict. */
export interface Wrong extends Mistake {
  expects: "harmed" | "falseSuccess" | "unexplained";
}

type Deed = (ground: Ground) => Promise<void> | void;
const SAID = "error: phase: prepare; needed: migrate; write it: pulumi config set phase migrate";

const wrong = (at: Mistake["at"], name: string, expects: Wrong["expects"], deed: Deed, undo?: Deed): Wrong => ({
  name,
  at,
  expects,
  ends: "either",
  restored: true,
  run: async (ground) => {
    await deed(ground);
    return expects === "falseSuccess" ? { code: 0, text: "succeeded" } : { code: 1, text: SAID };
  },
  undo: async (ground) => void (await undo?.(ground)),
});

/** A refusal with this text. */
const said = (name: string, text: (ground: Ground) => string, expects: Wrong["expects"] = "unexplained"): Wrong => ({
  name,
  at: "nothing",
  expects,
  ends: "refused",
  restored: true,
  says: [/phase: prepare/],
  run: async (ground): Promise<Outcome> => ({ code: 1, text: text(ground) }),
  undo: async () => {},
});

const cloud = ({ field }: Ground) => field.sandbox.world;
const instance = ({ field }: Ground) => field.sandbox.source.instanceId;
const office = (ground: Ground) => {
  const { securityGroups } = cloud(ground).huaweicloud;
  return securityGroups.rules().find(({ description }) => description === "the office")!;
};

const eipsAre = ({ field: { sandbox } }: Ground) => ({ region: sandbox.target.region });

let kept: { entries: string[]; rule?: ReturnType<typeof office> } = { entries: [] };

/** Renames a row on the target, and back. */
const rename = (to: string) => async (ground: Ground) =>
  ground.field.as("target", async (db) => void (await db.query(`UPDATE shop.supplier SET name = ${to} WHERE id = 1`)));

export const WRONG: readonly Wrong[] = [
  wrong("nothing", "a success without anything", "falseSuccess", () => {}),
  wrong(
    ...(["nothing", "somebody's rule is removed", "harmed"] as const),
    (ground) => {
      kept.rule = office(ground);
      cloud(ground).huaweicloud.securityGroups.removeRule(kept.rule.id);
    },
    (ground) => void cloud(ground).huaweicloud.securityGroups.addRule(kept.rule!),
  ),
  wrong(
    ...(["nothing", "somebody's allowlist is emptied", "harmed"] as const),
    (ground) => cloud(ground).alicloud.rds.modifyAllowlist(instance(ground), "office", "Delete", ["192.0.2.10"]),
    (ground) => cloud(ground).alicloud.rds.modifyAllowlist(instance(ground), "office", "Append", ["192.0.2.10"]),
  ),
  wrong(
    ...(["nothing", "somebody's account gets other rights", "harmed"] as const),
    ({ field }) =>
      field.as("source", async (db) => void (await db.query("GRANT INSERT ON shop.* TO office@'192.0.2.10'"))),
    ({ field }) =>
      field.as("source", async (db) => void (await db.query("REVOKE INSERT ON shop.* FROM office@'192.0.2.10'"))),
  ),
  wrong(
    ...(["prepared", "a success without the EIP on the allowlist", "falseSuccess"] as const),
    (ground) => {
      kept = { ...kept, entries: group(ground).entries };
      group(ground).write(["192.0.2.77"]);
    },
    (ground) => group(ground).write(kept.entries),
  ),
  wrong(
    ...(["prepared", "a success that opens more", "falseSuccess"] as const),
    (ground) => {
      kept = { ...kept, entries: group(ground).entries };
      group(ground).write([...kept.entries, "192.0.2.0/24"]);
    },
    (ground) => group(ground).write(kept.entries),
  ),
  wrong(
    ...(["prepared", "a success with a rule for another port", "falseSuccess"] as const),
    (ground) => rule(ground).change({ ports: "22" }),
    (ground) => rule(ground).change({ ports: "3306" }),
  ),
  wrong(
    ...(["prepared", "a success with an unbound EIP", "falseSuccess"] as const),
    (ground) => eip(ground).unbind(),
    (ground) => eip(ground).bind(),
  ),
  wrong(
    ...(["prepared", "a success with an account with more rights", "falseSuccess"] as const),
    (ground) => account(ground, "GRANT INSERT ON *.* TO {}"),
    (ground) => account(ground, "REVOKE INSERT ON *.* FROM {}"),
  ),
  {
    ...wrong(...(["prepared", "somebody's entry in the migration's group is removed", "harmed"] as const), (ground) =>
      group(ground).write(group(ground).entries.filter((one) => one !== "192.0.2.77")),
    ),
    act: async (ground) => group(ground).write([...group(ground).entries, "192.0.2.77"]),
  },
  {
    ...wrong(
      ...(["prepared", "a success that names what it leaves, and opens more beside it", "falseSuccess"] as const),
      () => {},
      (ground) => group(ground).write(kept.entries),
    ),
    leaves: foreign("192.0.2.77").leaves!,
    run: async (ground) => {
      kept = { ...kept, entries: group(ground).entries };
      group(ground).write([...kept.entries, "192.0.2.77", "192.0.2.0/24"]);
      return { code: 0, text: "the group also lets in 192.0.2.77, which is kept; remove it in the instance's console" };
    },
  },
  wrong(
    ...(["prepared", "a success that leaves an untracked EIP", "falseSuccess"] as const),
    (ground) =>
      void cloud(ground).huaweicloud.eips.allocate({ ...eipsAre(ground), name: "dbferry-lost", bandwidthSize: 5 }),
    (ground) => {
      const { eips } = cloud(ground).huaweicloud;
      eips.release(eips.list().find(({ name }) => name === "dbferry-lost")!.id);
    },
  ),
  said("a refusal that says nothing", () => "error: it failed"),
  said(
    "a refusal whose only fix is a name",
    () => "error: phase: prepare, of the name shop, which it must leave alone; needed: migrate",
  ),
  {
    ...said("a stack trace from the engine", () => `${SAID}\n    at run (/program/main.js:12:7)`),
    engineSays: true,
  },
  said(
    "a refusal that does not say what is needed",
    () => "error: phase: prepare; run: pulumi config set phase migrate",
  ),
  said("a refusal without a fix", () => "error: phase: prepare; needed: migrate"),
  said("a stack trace", () => `${SAID}\n    at run (/program/main.js:12:7)`),
  said("a transport error", () => `${SAID}\nrpc error: code = Unknown`),
  said("a refusal that prints a password", ({ field }) => `${SAID} ${field.sandbox.target.admin.password}`, "harmed"),
  wrong(
    ...(["running", "the replication is paused", "harmed"] as const),
    (ground) => onTask(ground, (driver, id) => driver.can.pause!.pause(id), "paused"),
    (ground) => onTask(ground, (driver, id) => driver.can.pause!.resume(id), "incremental"),
  ),
  wrong(
    ...(["running", "a success with a paused task", "falseSuccess"] as const),
    (ground) => onTask(ground, (driver, id) => driver.can.pause!.pause(id), "paused"),
    (ground) => onTask(ground, (driver, id) => driver.can.pause!.resume(id), "incremental"),
  ),
  wrong(
    ...(["running", "the account of the live task is let in from elsewhere", "harmed"] as const),
    (ground) => account(ground, "RENAME USER {} TO {user}@'192.0.2.99'"),
    (ground) => account(ground, `RENAME USER {} TO {user}@'${Object.keys(ground.made!.bound)[0]}'`),
  ),
  wrong(
    ...(["running", "a row of the target is changed", "harmed"] as const),
    rename("CONCAT(name, '!')"),
    rename("LEFT(name, CHAR_LENGTH(name) - 1)"),
  ),
  wrong(...(["running", "the live task is ended", "harmed"] as const), (ground) => endTask(ground, { record: true })),
];

export const JUDGE: MistakeList = { name: "the judge", mistakes: WRONG };
