import { expect, test } from "vitest";
import { reportedLag } from "../../../mysql/gates/reported";
import type { GatesInput } from "../../../mysql/gates/types";

type Told = Pick<GatesInput, "engine" | "engineLagSeconds" | "engineMegabytesBehind">;
const WHY = "the target is not a replica";

test.for<[string, Told, string, RegExp]>([
  [
    "the lag in seconds is enough for a service that has no other",
    { engine: "drs", engineLagSeconds: 0 },
    "pass",
    /^0 s/,
  ],
  ["nor does it need an engine", { engineLagSeconds: 0 }, "pass", /^0 s/],
  ["too many seconds are refused", { engine: "drs", engineLagSeconds: 3 }, "fail", /^3 s/],
  ["nothing known proves nothing", { engine: "tencent-dts" }, "undetermined", /not a replica/],
  [
    "Tencent DTS has applied the binary log as well",
    { engine: "tencent-dts", engineLagSeconds: 0, engineMegabytesBehind: 0 },
    "pass",
    /^0 s, 0 MB/,
  ],
  [
    "Tencent DTS has binary log to apply, whatever the seconds say",
    { engine: "tencent-dts", engineLagSeconds: 0, engineMegabytesBehind: 12 },
    "fail",
    /^0 s, 12 MB/,
  ],
  [
    "Tencent DTS does not say what is left of the binary log",
    { engine: "tencent-dts", engineLagSeconds: 0 },
    "undetermined",
    /^0 s.*not known/,
  ],
  [
    "Tencent DTS does not know the seconds",
    { engine: "tencent-dts", engineMegabytesBehind: 0 },
    "undetermined",
    /^0 MB.*not known/,
  ],
  ["what is left counts where it is all that is known", { engineMegabytesBehind: 1 }, "fail", /^1 MB/],
  ["seconds that are too many count alone", { engine: "tencent-dts", engineLagSeconds: 3 }, "fail", /^3 s/],
])("%s", ([_, told, status, found]) => {
  const outcome = reportedLag(told, 0, WHY);
  expect([outcome.status, outcome.found]).toEqual([status, expect.stringMatching(found)]);
  expect(outcome.needed).toMatch(told.engine === "tencent-dts" ? /at most 0 s behind.*0 MB/ : /at most 0 s behind/);
});
