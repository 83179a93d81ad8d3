import { describe, expect, it } from "vitest";
import { Findings } from "../../../provider/functions/lookAhead/findings";
import type { LookAheadInputs } from "../../../provider/functions/lookAhead/inputs";
import { judgeVersions } from "../../../provider/functions/lookAhead/versions";

/** What is found of servers with these versions. */
function judged(engine: string, source: string, target: string, more: object = {}) {
  const findings = new Findings(false);
  const request = { engine, removing: false, starting: true, exemptions: [], instances: [], ...more };
  judgeVersions(request as unknown as LookAheadInputs, { source, target }, findings);
  return findings.told();
}

const NOTHING = { problems: [], notLookedAt: [] };

describe("versions that the service's documents do not have", () => {
  it.each([
    ["an older target", "8.0", "5.7"],
    ["a source that is not on the list", "5.1", "8.0"],
    ["one that is newer than the list", "8.0", "8.4"],
  ])("%s: is refused before a task exists, and the fix opens it", (_, source, target) => {
    const { problems } = judged("drs", source, target);
    expect(problems).toMatchObject([{ fix: expect.stringContaining("exempt check C13") }]);
    expect(judged("drs", source, target, { exemptions: ["C13"] })).toEqual(NOTHING);
  });

  it.each(["drs", "tencent-dts", "alibaba-dts"])("never stop a task of %s that runs", (engine) => {
    for (const [source, target] of [
      ["8.0", "5.7"],
      ["8.4", "8.0"],
      ["5.0", "8.0"],
    ] as const)
      expect(judged(engine, source, target, { starting: false })).toEqual(NOTHING);
  });

  it("are said, and refuse nothing, where check C13 only warns", () => {
    for (const [source, target] of [
      ["8.0", "5.7"],
      ["8.4", "8.0"],
      ["5.1", "8.0"],
    ] as const) {
      const { problems, notLookedAt } = judged("tencent-dts", source, target);
      expect(problems).toEqual([]);
      expect(notLookedAt.join()).toMatch(/check C13 warns of it/);
    }
  });
});
