import { accountName, allowlistGroup } from "../../../model/names";
import type { Outcome } from "../../../test/e2e/harness";
import { readState } from "../facts";
import type { Ground } from "../ground";
import type { Mistake, MistakeList } from "../mistake";
import { idsOf } from "./hands";

/** Everything of the first stack, by its ids: what a colleague writes who takes it for a leftover. */
async function adopting(ground: Ground): Promise<Awaited<ReturnType<Ground["beside"]>>> {
  const { source } = ground.field.sandbox;
  const { id } = readState(ground.field);
  const ids = await idsOf(ground);
  const other = await ground.beside();
  other.configure(({ "dbferry:migration": migration }) => {
    migration.adopt = {
      ...ids,
      allowlist: allowlistGroup("shop", source.instanceId, { id }),
      account: accountName("shop", { id }),
    };
  });
  return other;
}

function through({ code, text }: Outcome): void {
  if (code !== 0) throw new Error(text.slice(-1500));
}

const removed = (at: Mistake["at"], phase: string, how: string, remove: readonly string[]): Mistake => ({
  ...{ name: `another stack adopts everything in ${phase}, and ${how}`, at, ends: "either" },
  act: async (ground) => {
    const other = await adopting(ground);
    through(await other.up(phase));
    through(remove.length > 0 ? await other.dbferry(...remove) : await other.destroy());
  },
  says: [/task/i],
});

/** What the first stack says after somebody else has taken over and removed what it has made. */
export const TAKEN_OVER: MistakeList = {
  name: "taken over",
  mistakes: [
    removed("prepared", "prepare", "is destroyed", []),
    {
      ...removed("running", "migrate", "gives it up", ["cancel", "--yes"]),
      undo: (ground) => ground.startOver("running"),
    },
  ],
};
