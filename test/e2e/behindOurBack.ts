import { expect, vi } from "vitest";
import { PATIENCE } from "../support/patience";
import type { Field, Outcome } from "./harness";

/** Changes made in a console, or on the source, without dbferry. */
export function behindOurBack(field: Field) {
  const { alicloud, huaweicloud } = field.sandbox.world;
  const instance = () => alicloud.rds.get(field.sandbox.source.instanceId);
  const group = () => [...instance().allowlists].find(([name]) => name.startsWith("dbferry_shop"))!;
  const rule = () => huaweicloud.securityGroups.rules().find(({ description }) => description.includes("migrate-id"));
  const eip = () => huaweicloud.eips.list().find(({ name }) => name?.startsWith("dbferry-shop"));
  const accounts = () =>
    field.as("source", (db) =>
      db.query(
        "SELECT User AS user, Host AS host FROM mysql.user WHERE User LIKE 'df\\_shop%' AND Host <> '127.0.0.1'",
      ),
    );
  const each = async (sql: (who: string) => string) => {
    for (const { user, host } of await accounts()) {
      await field.as("source", (db) => db.query(sql(`'${user}'@'${host}'`)));
    }
  };
  const endTask = async () => {
    for (const task of await field.tasks()) await field.driver().end(task, true);
    await vi.waitFor(async () => expect((await field.tasks()).map(({ state }) => state)).toEqual(["ended"]), PATIENCE);
  };
  return {
    accounts,
    each,
    closeGroup: () => alicloud.rds.modifyAllowlist(instance().id, group()[0], "Delete", [...group()[1]]),
    releaseEndpoint: () => alicloud.rds.releasePublicEndpoint(instance().id),
    removeRule: () => huaweicloud.securityGroups.removeRule(rule()!.id),
    releaseEip: () => {
      huaweicloud.eips.unbind(eip()!.id);
      huaweicloud.eips.release(eip()!.id);
    },
    dropAccount: () => each((who) => `DROP USER ${who}`),
    /** Ends the task, and deletes its record. */
    deleteTask: async () => {
      await endTask();
      for (const task of await field.tasks()) await field.driver().deleteRecord(task);
    },
    endTask,
    /** What exists, according to the sandbox world. */
    stands: async () => ({
      group: instance().allowlists.has(group()?.[0] ?? "") && group()[1].size > 0,
      letsIn: group() && [...group()[1]].some((entry) => entry.startsWith(eip()?.address ?? "none")),
      endpoint: instance().publicEndpoint !== undefined,
      rule: rule() !== undefined,
      account: (await accounts()).length,
      eips: huaweicloud.eips.list().length,
      tasks: (await field.tasks()).map(({ state }) => state),
    }),
  };
}

export const STANDS = { group: true, letsIn: true, endpoint: true, rule: true, account: 1, eips: 1 };

export function fine(outcome: Outcome): string {
  expect(outcome.code, outcome.text).toBe(0);
  return outcome.text;
}

export function refused(outcome: Outcome, ...words: RegExp[]): void {
  expect(outcome.code, outcome.text).not.toBe(0);
  for (const word of words) expect(outcome.text).toMatch(word);
  expect(outcome.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
}
