import { STACK } from "../../../cli/demo/workspace";
import type { Field, Outcome } from "../../../test/e2e/harness";
import type { Ground } from "../ground";
import { gaps } from "../judge";
import type { Mistake, MistakeList } from "../mistake";
import { endpointHostOf } from "./hands";

/** The second stack, with its migration configured. */
// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
async function second(ground: Ground, change: (migration: any) => void = () => {}): Promise<Field> {
  const other = await ground.beside();
  other.configure(({ "dbferry:migration": migration }) => change(migration));
  return other;
}

/** Makes it distinct: another name, and an existing endpoint. */
// biome-ignore lint/suspicious/noExplicitAny: as above
const crm = (ground: Ground) => (migration: any) => {
  migration.name = "crm";
  migration.source.endpoint = { host: endpointHostOf(ground), port: 3306 };
};

const beside = (
  name: string,
  ends: Mistake["ends"],
  run: (ground: Ground) => Promise<Outcome>,
  says: readonly RegExp[] = [],
): Mistake => ({
  name,
  at: "running",
  ends,
  run,
  says,
  // The first stack's migration must be unaffected.
  // The second stack may remove what it created.
  asks: /\bcrm\b|df_crm|dbferry_crm/,
});

/** If the second stack reports success, it must be prepared. It uses the first stack's endpoint, or none. */
const prepared = (name: string): Pick<Mistake, "elsewhere"> => ({
  elsewhere: async (ground) => {
    const found = gaps("prepare", await ground.factsOf(await ground.beside(), name));
    return found.filter((gap) => gap !== "no public endpoint").map((gap) => `of ${name}: ${gap}`);
  },
});

const WHOSE = [
  /the stack organization\/dbferry\/alibaba-to-huawei created; it is not touched/,
  /choose another name/,
  /adopt/,
];

/** Two stacks on the same clouds. Order matters: the second stack keeps its resources from one mistake to the next. */
export const STACKS: MistakeList = {
  name: "two stacks",
  mistakes: [
    beside(
      "a second stack of the same name is prepared",
      "refused",
      async (ground) => (await second(ground)).up("prepare"),
      WHOSE,
    ),
    beside(
      "a second stack of the same name migrates",
      "refused",
      async (ground) => (await second(ground)).up("migrate"),
      WHOSE,
    ),
    beside("a second stack of the same name is destroyed", "either", async (ground) =>
      (await second(ground)).destroy(),
    ),
    {
      ...beside("a second stack of the same name cleans up", "either", async (ground) =>
        (await second(ground)).dbferry("audit", "--clean", "--yes"),
      ),
      needs: /it was not closed; if it is yours, close it in the console or take it over \(adopt/,
    },
    beside("a second stack of the same name is given up", "either", async (ground) =>
      (await second(ground)).dbferry("cancel", "--yes"),
    ),
    beside("a second stack of the same name is given up, with the target emptied", "either", async (ground) =>
      (await second(ground)).dbferry("cancel", "--yes", "--empty-target", "--lose-target-rows"),
    ),
    beside(
      "another stack of the same project, with a copy of the stack file",
      "refused",
      async ({ field }) => {
        const made = await field.pulumi("stack", "init", "copy", "--copy-config-from", STACK);
        if (made.code !== 0) return made;
        const up = await field.pulumi("up", "--yes", "--skip-preview", "--stack", "copy");
        await field.pulumi("stack", "select", STACK);
        return up;
      },
      [/the stack organization\/dbferry\/alibaba-to-huawei created; it is not touched/],
    ),
    {
      ...beside("a stack of another name on the same instances", "either", async (ground) => {
        const other = await second(ground);
        const gone = await other.destroy();
        if (gone.code !== 0) return gone;
        await second(ground, (migration) => (migration.name = "crm"));
        return other.up("prepare");
      }),
      ...prepared("crm"),
    },
    {
      ...beside("a stack of another name that uses the endpoint of the first", "either", async (ground) =>
        (await second(ground, crm(ground))).up("prepare"),
      ),
      ...prepared("crm"),
    },
    beside(
      "it copies into the target of the first",
      "refused",
      async (ground) => (await second(ground, crm(ground))).up("migrate"),
      [/C57/, /shop/],
    ),
    beside("it is destroyed next to the first's migration", "either", async (ground) =>
      (await second(ground, crm(ground))).destroy(),
    ),
    beside("it cleans up afterwards", "either", async (ground) =>
      (await second(ground, crm(ground))).dbferry("audit", "--clean", "--yes"),
    ),
  ],
};
