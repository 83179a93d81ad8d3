import { setTimeout as sleep } from "node:timers/promises";
import { STACK } from "../../../cli/demo/workspace";
import { readMark } from "../../../model/expiry";
import type { Driver } from "../../../provider/core/driver";
import type { TaskState } from "../../../provider/core/task";
import type { AlibabaRdsInstance } from "../../../sandbox/alicloud/facts/types";
import type { Eip, SecurityGroupRule } from "../../../sandbox/huaweicloud/facts/types";
import { PATIENCE } from "../../../test/support/patience";
import type { Ground } from "../ground";

/** What people do in the consoles to resources that the migration created. */

const world = ({ field }: Ground) => field.sandbox.world;
const instance = ({ field }: Ground) => field.sandbox.source.instanceId;

/** The migration's group in the source's allowlist. */
export function group(ground: Ground) {
  const { rds } = world(ground).alicloud;
  const [name, now] = [...rds.get(instance(ground)).allowlists].find(([one]) => /^dbferry_shop/.test(one)) ?? ["none"];
  const entries = [...(now ?? [])];
  return {
    entries,
    write(wanted: readonly string[]) {
      if (wanted.length > 0) rds.modifyAllowlist(instance(ground), name, "Cover", wanted);
      else rds.modifyAllowlist(instance(ground), name, "Delete", entries);
    },
  };
}

/** Original marks of the rules whose description was overwritten. */
const marks = new WeakMap<Ground, { id: string; mark: string }>();

export function rule(ground: Ground) {
  const { securityGroups } = world(ground).huaweicloud;
  const ours = () => securityGroups.rules().find(({ description }) => readMark(description)?.id === "shop")!;
  return {
    remove: () => securityGroups.removeRule(ours().id),
    change: (to: Partial<SecurityGroupRule>) => void Object.assign(ours(), to),
    removeByAction(action: SecurityGroupRule["action"]) {
      for (const one of securityGroups.rules())
        if (one.action === action && readMark(one.description)?.id === "shop") securityGroups.removeRule(one.id);
    },
    /** Overwrites the rule's mark with another text; without one, restores the mark if it is still overwritten. */
    describe(text?: string) {
      if (text !== undefined) {
        const own = ours();
        marks.set(ground, { id: own.id, mark: own.description });
        own.description = text;
        return;
      }
      const { id, mark } = marks.get(ground)!;
      const own = securityGroups.rules().find((one) => one.id === id);
      if (own) own.description = mark;
    },
  };
}

export function eip(ground: Ground) {
  const { eips } = world(ground).huaweicloud;
  const ours = eips.list().find(({ name }) => /^dbferry-shop/.test(name))!;
  return {
    unbind: () => void eips.unbind(ours.id),
    async bind() {
      const [task] = await ground.field.tasks();
      if (task && task.state !== "ended" && ours.boundTo === undefined && eips.find(ours.id))
        eips.bind(ours.id, task.id, task.privateIp);
    },
    release() {
      eips.unbind(ours.id);
      eips.release(ours.id);
    },
    change: (to: Partial<Pick<Eip, "tags" | "bandwidthSize">>) => void eips.update(ours.id, to),
  };
}

export function endpointOf(ground: Ground) {
  const { rds } = world(ground).alicloud;
  return {
    release: () => rds.releasePublicEndpoint(instance(ground)),
    change: (to: Partial<NonNullable<AlibabaRdsInstance["publicEndpoint"]>>) =>
      rds.changePublicEndpoint(instance(ground), to),
    /** Restores its original name if it has this one. */
    rename(from: string) {
      const { publicEndpoint } = rds.get(instance(ground));
      const host = ground.made?.ours.endpoints[0];
      if (publicEndpoint?.prefix === from && host)
        rds.changePublicEndpoint(instance(ground), { prefix: host.split(".")[0]! });
    },
  };
}

export function endpointHostOf(ground: Ground): string {
  return world(ground).alicloud.rds.get(instance(ground)).publicEndpoint!.host;
}

/** Runs a statement about the migration's account on the source: `{}` is the account, `{user}` its quoted name. */
export async function account({ field }: Ground, statement: string): Promise<void> {
  await field.as("source", async (db) => {
    const found = await db.query(
      "SELECT User AS user, Host AS host FROM mysql.user WHERE User LIKE 'df\\_shop%' AND Host <> '127.0.0.1'",
    );
    for (const { user, host } of found) {
      const name = `'${String(user)}'`;
      await db.query(statement.replace("{}", `${name}@'${String(host)}'`).replace("{user}", name));
    }
  });
}

/** Acts on the live task until it reaches a state. */
export async function onTask(
  { field }: Ground,
  use: (driver: Driver, id: string) => Promise<void>,
  until?: TaskState,
): Promise<void> {
  const driver = field.driver();
  const found = [...(await driver.find("dbferry-shop")), ...(await driver.find("dbferry-crm"))];
  for (const { id } of found.filter(({ state }) => state !== "ended")) {
    await use(driver, id);
    if (until) await reached(async () => (await driver.describe(id))?.state === until);
  }
}

/** Ends the task, and optionally removes its record. */
export async function endTask({ field }: Ground, { record }: { record: boolean }): Promise<void> {
  const driver = field.driver();
  for (const task of await field.tasks()) {
    if (task.state !== "ended") await driver.end(task, true);
    await reached(async () => (await driver.describe(task.id))?.state === "ended");
    if (record) await driver.deleteRecord(task);
  }
}

async function reached(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + PATIENCE.timeout; !(await holds()); await sleep(PATIENCE.interval)) {
    if (Date.now() > until) throw new Error("the console did not finish");
  }
}

/** URN of the first resource of a type in the state. */
export async function urn({ field }: Ground, type: string): Promise<string> {
  const { text } = await field.pulumi("stack", "export", "--stack", STACK);
  const { resources } = JSON.parse(text).deployment as { resources: { urn: string; type: string }[] };
  const found = resources.find((one) => one.type === type);
  if (!found) throw new Error(`the state has no ${type}`);
  return found.urn;
}

/** Ids of what the migration made, as `adopt` takes them. */
export function idsOf(ground: Ground) {
  const { huaweicloud, alicloud } = world(ground);
  const ours = (text: string) => readMark(text)?.id === "shop";
  const { allowlists, publicEndpoint } = alicloud.rds.get(instance(ground));
  const account = ground.made!.ours.accounts[0]!;
  return {
    task: ground.made!.tasks.find((task) => task.ours)!.id,
    eip: huaweicloud.eips.list().find(({ name }) => /^dbferry-shop/.test(name))!.id,
    endpoint: `${instance(ground)}:${publicEndpoint!.prefix}`,
    targetRule: huaweicloud.securityGroups.rules().find(({ description }) => ours(description))!.id,
    allowlist: [...allowlists.keys()].find((name) => /^dbferry_shop/.test(name))!,
    account: /^source ([^@]+)@/.exec(account)![1]!,
  };
}
