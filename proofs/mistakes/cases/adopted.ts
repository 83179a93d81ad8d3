import type { Field, Outcome } from "../../../test/e2e/harness";
import type { Ground } from "../ground";
import { gaps } from "../judge";
import type { Mistake, MistakeList, Stage } from "../mistake";
import { idsOf } from "./hands";

type Ids = ReturnType<typeof idsOf>;
type Chosen = (ids: Ids) => Partial<Ids>;

/** The second stack, which is to take these of the first's over. */
async function adopting(ground: Ground, chosen: Chosen): Promise<Field> {
  const ids = chosen(idsOf(ground));
  const other = await ground.beside();
  other.configure(({ "dbferry:migration": migration }) => (migration.adopt = ids));
  return other;
}

const refused = (at: Stage, what: string, chosen: Chosen, says: readonly RegExp[]): Mistake => ({
  name: `another stack adopts ${what}`,
  at,
  ends: "refused",
  says,
  run: async (ground) => (await adopting(ground, chosen)).up(at === "running" ? "migrate" : "prepare"),
});

const adopt = async (ground: Ground): Promise<Outcome> => (await adopting(ground, (ids) => ids)).up("prepare");
const remove = async (ground: Ground): Promise<Outcome> => (await ground.beside()).destroy();

async function fine(done: Promise<Outcome>): Promise<void> {
  const { code, text } = await done;
  if (code !== 0) throw new Error(text.slice(-2000));
}

/** Another stack has everything of the first by then, and removes it afterwards: the first one makes all of it again. */
const afterwards = (name: string, more: Pick<Mistake, "run" | "says" | "ends"> & Partial<Mistake>): Mistake => ({
  name,
  at: "prepared",
  anew: true,
  asks: /^(?!rows|somebody)/,
  act: (ground) => fine(adopt(ground)),
  undo: (ground) => fine(remove(ground)),
  ...more,
});

const TAKEN = [
  /which the stack organization\/dbferry\/alibaba-to-huawei created|has taken (it|the task \S+) over/,
  /not(hing of it is)? touched/,
];

export const ADOPTED: MistakeList = {
  name: "adopted",
  mistakes: [
    {
      name: "what is to be adopted is not there",
      at: "nothing",
      ends: "refused",
      previewed: true,
      write: ({ "dbferry:migration": migration }) => {
        const endpoint = `${migration.source.instanceId}:dbferry-shop-1a2b3c`;
        migration.adopt = { task: "no-task", eip: "no-eip", endpoint, targetRule: "no-rule" };
      },
      says: ["task: no-task", "eip: no-eip", "endpoint: \\S+:dbferry-shop-1a2b3c", "targetRule: no-rule"].map(
        (line) => new RegExp(`- adopt\\.${line}, which is not in \\S+ Cloud \\S+; needed: .+; .+or remove it`),
      ),
    },
    refused("prepared", "the rule alone", ({ targetRule }) => ({ targetRule }), [/adopt\.targetRule: \S+, which is /]),
    refused("prepared", "the task without its EIP", ({ task }) => ({ task }), [/adopt\.eip: nothing, and the task /]),
    refused("prepared", "the EIP without its task", ({ eip }) => ({ eip }), [/adopt\.eip: \S+, which is bound to /]),
    {
      name: "another stack adopts everything",
      at: "prepared",
      ends: "repaired",
      anew: true,
      run: adopt,
      undo: (ground) => fine(remove(ground)),
      asks: /^(?!rows|somebody)/,
      gaps: () => [],
      elsewhere: async (ground) => {
        const after = await ground.factsOf(await ground.beside(), "shop");
        // These keep the name that the first stack gave them.
        const named = /^(no public endpoint|no account for the EIP|the source does not let the EIP in)$/;
        return gaps("prepare", after).filter((gap) => !named.test(gap));
      },
    },
    afterwards("the first stack's update after another has adopted everything", {
      ends: "refused",
      says: TAKEN,
      run: (ground) => ground.update(),
    }),
    afterwards("the first stack's preview after another has adopted everything", {
      ends: "refused",
      says: TAKEN,
      run: (ground) => ground.preview(),
    }),
    afterwards("the first stack is destroyed after another has adopted everything", {
      ends: "refused",
      says: TAKEN,
      run: ({ field }) => field.destroy(),
    }),
    afterwards("the first stack is given up after another has adopted everything", {
      ends: "refused",
      says: TAKEN,
      run: ({ field }) => field.dbferry("cancel", "--yes"),
    }),
    afterwards("the stack that has adopted everything is destroyed", {
      ends: "repaired",
      run: remove,
      // What it has adopted is its own by then, and is to be removed; everything else of somebody's is not.
      asks: /^(?!rows|somebody)|^somebody's (task|eips:.*) ?dbferry-shop/,
      gaps: ({ ours }) => Object.values(ours).flatMap((open) => open.map((one) => `still open: ${one}`)),
    }),
    refused("running", "everything while the task replicates", (ids) => ids, [
      /adopt\.task: \S+, which the stack \S+ created, and which has started \(INCRE\w+\)/,
      /continue it in that stack/,
    ]),
  ],
};
