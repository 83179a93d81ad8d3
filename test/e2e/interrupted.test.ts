import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { ALIBABA_DTS } from "../../proofs/faults/engines/alibabaDts";
import { TENCENT_DTS } from "../../proofs/faults/engines/tencentDts";
import type { Field } from "./harness";
import { shownIn } from "./shown";

let field: Field | undefined;
afterEach(() => field?.close());

const rows = (side: "source" | "target") =>
  field!.as(side, async (db) => Number((await db.query("SELECT COUNT(*) AS n FROM shop.orders"))[0]!["n"]));

it.each([
  { row: TENCENT_DTS, line: /full load \d+%.* \(running, \w+\)/ },
  { row: ALIBABA_DTS, line: /full load \d+%.* [\d,]+ rows.* \(Migrating, full Migrating\)/ },
])(
  "$row.engine: Ctrl-C during the load, whose progress is shown, leaves what the next update continues",
  async ({ row, line }) => {
    field = await row.open();
    const prepare = await field.up("prepare");
    expect(prepare.code, prepare.text).toBe(0);
    const { faults } = field.sandbox.world;
    faults.copyRowsPerSecond = 2000;
    const log = join(field.folder, "events");
    const isShown = async () => {
      await sleep(50);
      return shownIn(log).some((text) => line.test(text));
    };
    const ended = await field.interruptDuring("migrate", isShown, log);
    expect(ended.code, ended.text).not.toBe(0);
    expect(ended.text).toMatch(/cancelled while watching the task/);
    const [task, ...more] = await row.tasks(field);
    expect(more).toEqual([]);
    const again = await field.up("migrate");
    expect(again.code, again.text).toBe(0);
    expect((await row.tasks(field)).map(({ id }) => id)).toEqual([task!.id]);
    expect(await rows("target")).toBe(await rows("source"));
  },
);
