import { type Check, fail, killLines, notApplicable, pass, some, warn } from "../check";
import { transactions } from "../facts/activity";

const LONG = 60;
const VERY_LONG = 3600;

/** No transaction that a consistent snapshot would have to wait for. */
export const c28: Check = {
  id: "C28",
  title: "No long transactions",
  group: "Load",
  side: "source",
  reads: "information_schema.INNODB_TRX",
  source: "Tencent DTS parameter check (slow SQL and long transactions)",
  async run({ source }) {
    const needed = `no transaction open for more than ${LONG} s`;
    const open = await transactions(source);
    if (open === undefined) return notApplicable("this version does not show open transactions", needed);
    const long = open.filter((one) => one.seconds > LONG).sort((a, b) => b.seconds - a.seconds);
    if (long.length === 0) return pass(`${open.length} open, none of them long`, needed);
    const found = some(long.map((one) => `thread ${one.thread}: ${one.seconds} s, ${one.changed} rows changed`));
    const fix = `-- wait for them; or, if their changes may be lost:\n${killLines(long.map((one) => one.thread))}`;
    // After an hour it delays the engine's first lock and retains all undo history since the snapshot.
    return (long[0]!.seconds > VERY_LONG ? fail : warn)(found, needed, fix);
  },
};
