import { PROFILES } from "../../model/engines/profiles";
import { bytes, type Check, fail, pass, undetermined, warn } from "../check";
import { sizeBytes } from "../facts/tables";

/** Headroom above the vendor's minimum below which the check warns. */
const HEADROOM = 1.2;

/** The target's volume has space for the data and for what the load adds. */
export const c59: Check = {
  id: "C59",
  title: "Target has space",
  group: "Target",
  side: "both",
  reads:
    "DATA_LENGTH + INDEX_LENGTH of the source; free bytes as given (spaceBytes: only the operator's API knows them)",
  source:
    "Tencent DTS 571/42645 (1.2 times), Huawei DRS (2.5 times or 200 GB more, the smaller), Alibaba DTS (more than the source)",
  async run({ source, selection, engine, spaceBytes }) {
    const size = await sizeBytes(source, selection);
    const least = PROFILES[engine].space.value(size);
    const needed = `${bytes(least)} free for ${bytes(size)} of data (${engine})`;
    if (spaceBytes === undefined) {
      return undetermined(
        "MySQL does not report the free space of its volume",
        needed,
        "give the free bytes of the target's volume (--space)",
      );
    }
    const found = `${bytes(spaceBytes)} free`;
    if (spaceBytes < least)
      return fail(found, needed, `enlarge the target's volume to at least ${bytes(least * HEADROOM)} free`);
    if (spaceBytes < least * HEADROOM)
      return warn(found, needed, "enlarge the target's volume: the load's binary logs need space too");
    return pass(found, needed);
  },
};
