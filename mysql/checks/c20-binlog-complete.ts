import { isPlainWord } from "../../model/printing/shell";
import { bytes, type Check, count, fail, pass, warn } from "../check";
import { binaryLogs } from "../facts/activity";

/** All binary logs that will be read still exist. */
export const c20: Check = {
  id: "C20",
  title: "Binary logs complete",
  group: "Binary log",
  side: "source",
  reads: "SHOW BINARY LOGS",
  source: "Alibaba DTS CHECK_BINLOG_EXIST; error DTS-1050002 when a needed file is gone",
  incrementalOnly: true,
  must: true,
  async run({ source, startFile }) {
    const needed = startFile ? `${startFile} and every file after it` : "files without a gap";
    const files = await binaryLogs(source);
    if (files.length === 0) return fail("no binary log", needed, "FLUSH BINARY LOGS; -- and check that log_bin is ON");
    const found = `${count(files.length, "file")}, ${files[0]!.name} to ${files.at(-1)!.name}, ${bytes(files.reduce((sum, file) => sum + file.bytes, 0))}`;
    if (startFile && !files.some((file) => file.name === startFile)) {
      return fail(
        `${startFile} is gone; ${found}`,
        needed,
        "the task cannot continue: start it again with a full load, and keep binary logs longer (C19)",
      );
    }
    const numbers = files.map((file) => Number(file.name.split(".").at(-1)));
    const gap = numbers.findIndex((number, at) => at > 0 && number !== numbers[at - 1]! + 1);
    if (gap > 0)
      return warn(
        `a gap before ${files[gap]!.name}; ${found}`,
        needed,
        purge(files[gap]!.name, "so that no task starts before the gap"),
      );
    const empty = files.slice(0, -1).find((file) => file.bytes === 0);
    if (empty)
      return warn(
        `${empty.name} is empty or was removed by hand; ${found}`,
        needed,
        purge(files.at(-1)!.name, "so that no task starts before it"),
      );
    return pass(found, needed);
  },
};

/** Purged logs are lost to replicas that still read them, and to point-in-time recovery. */
function purge(file: string, why: string): string {
  const heading = [
    "-- a newly created task needs nothing: it loads everything and continues from the newest file",
    `-- or, ${why}, if no replica still reads the earlier files; they are lost, also for point-in-time recovery (copy them first):`,
  ].join("\n");
  return isPlainWord(file)
    ? `${heading}\nPURGE BINARY LOGS TO '${file}';`
    : `${heading}\n-- PURGE BINARY LOGS TO that file, by hand`;
}
