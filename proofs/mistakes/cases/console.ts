import type { Ground } from "../ground";
import type { Mistake, MistakeList, Stage } from "../mistake";

const world = ({ field }: Ground) => field.sandbox.world;
const instance = ({ field }: Ground) => field.sandbox.source.instanceId;
/** The names end with a digest of the id in the state. */
const GROUP = /^dbferry_shop(_|$)/;

/** What somebody takes away in a console, or on the source, who takes it for a leftover. */
const TAKEN: readonly { what: string; take(ground: Ground): Promise<void> | void }[] = [
  {
    what: "the allowlist group",
    take(ground) {
      const { rds } = world(ground).alicloud;
      const [group, entries] = [...rds.get(instance(ground)).allowlists].find(([name]) => GROUP.test(name))!;
      rds.modifyAllowlist(instance(ground), group, "Delete", [...entries]);
    },
  },
  {
    what: "the public endpoint",
    take: (ground) => world(ground).alicloud.rds.releasePublicEndpoint(instance(ground)),
  },
  {
    what: "the rule at the target",
    take(ground) {
      const { securityGroups } = world(ground).huaweicloud;
      const ours = securityGroups.rules().find(({ description }) => description.includes("migrate-id"))!;
      securityGroups.removeRule(ours.id);
    },
  },
  {
    what: "the account on the source",
    take: ({ field }) =>
      field.as("source", async (db) => {
        for (const { user, host } of await db.query("SELECT user, host FROM mysql.user WHERE user LIKE 'df\\_shop%'"))
          await db.query(`DROP USER '${String(user)}'@'${String(host)}'`);
      }),
  },
];

const taken = (at: Stage): Mistake[] =>
  TAKEN.map(({ what, take }) => ({
    name: `${what} is taken away`,
    at,
    ends: "either",
    act: async (ground) => void (await take(ground)),
  }));

const EIP: Mistake = {
  name: "the EIP is released",
  at: "prepared",
  ends: "either",
  act: async (ground) => {
    const { eips } = world(ground).huaweicloud;
    const ours = eips.list().find(({ name }) => /^dbferry-shop(\.|$)/.test(name ?? ""))!;
    eips.unbind(ours.id);
    eips.release(ours.id);
  },
};

/** Somebody ends the task, and removes its record. */
async function endTask({ field }: Ground): Promise<void> {
  const driver = field.driver();
  for (const { id, state } of await field.tasks()) {
    if (state !== "ended") await driver.end(id, true);
    for (;;) {
      const now = (await field.tasks()).find((task) => task.id === id);
      if (!now || now.state === "ended") break;
    }
    await driver.deleteRecord(id);
  }
}

export const CONSOLE: MistakeList = {
  name: "console",
  mistakes: [
    ...taken("prepared"),
    EIP,
    { name: "the task is deleted", at: "prepared", ends: "either", act: endTask },
    {
      name: "everything is cleaned away by dbferry audit --clean",
      at: "prepared",
      ends: "either",
      act: async ({ field }) => void (await field.dbferry("audit", "--clean", "--yes")),
    },
    ...taken("running"),
    {
      name: "dbferry audit --clean while the task replicates",
      at: "running",
      ends: "either",
      run: ({ field }) => field.dbferry("audit", "--clean", "--yes"),
    },
    {
      name: "dbferry cancel by a machine that was not told to",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.dbferry("cancel"),
      says: [/--yes/],
    },
    {
      name: "the task is deleted",
      at: "running",
      ends: "either",
      act: endTask,
      undo: (ground) => ground.startOver("running"),
    },
  ],
};
