import { describe, expect, test } from "vitest";
import { FACTS } from "../../../model/clouds";
import { ENGINE_FACTS, ENGINES } from "../../../model/engines";
import type { EngineFacts } from "../../../model/engines/facts";
import { pairProblems, versionSupport } from "../../../model/engines/support";
import { isOlderSeries } from "../../../model/mysql/series";
import { unknownRegions } from "../../../model/spec/regions";
import { ENGINE_VERSIONS, sourceVersions, targetVersions } from "../../../model/versions";

const PATHS = { source: "source.host", target: "target.instanceId" };
const judged = (engine: (typeof ENGINES)[number], source?: string, target?: string) =>
  versionSupport(engine, { source, target }, PATHS);

describe("the matrix of versions", () => {
  test.each(ENGINES)("of %s has a source and a date, and no downgrade", (engine) => {
    const { pairs, source, date } = ENGINE_VERSIONS[engine];
    expect(source).not.toBe("");
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const [from, targets] of Object.entries(pairs)) {
      for (const to of targets) {
        expect(isOlderSeries(to, from), `${from} to ${to}`).toBe(false);
        expect(judged(engine, from, to)).toEqual({ problems: [], unknown: [] });
      }
    }
  });

  test.each(ENGINES)(
    "of %s has every other pair of its versions, on which the policies TSK-04 and TSK-05 rely",
    (engine) => {
      const matrix = ENGINE_VERSIONS[engine];
      for (const from of sourceVersions(matrix))
        expect(matrix.pairs[from]).toEqual(targetVersions(matrix).filter((to) => !isOlderSeries(to, from)));
    },
  );

  test("refuses a pair that it does not have, although it has both versions", () => {
    const matrix = { pairs: { "5.1": ["5.1", "5.5"], "5.5": ["5.5", "5.6"] }, source: "a guide", date: "2026-11-21" };
    expect(pairProblems(matrix, "5.1", "5.5", "target.instanceId")).toEqual([]);
    expect(pairProblems(matrix, "5.1", "5.6", "target.instanceId")).toEqual([
      {
        path: "target.instanceId",
        seen: "MySQL 5.6, and the source has 5.1",
        needed: "for that source, 5.1, 5.5 (a guide, read on 2026-11-21)",
        fix: "choose another target or engine; if the vendor supports it all the same, exempt check C13",
      },
    ]);
  });

  test("refuses a target that a service does not write to, although it reads from it", () => {
    expect(judged("drs", "5.5", "5.5").problems).toEqual([
      {
        path: "target.instanceId",
        seen: "MySQL 5.5",
        needed: expect.stringMatching(
          /^one that drs writes to: 5\.6, 5\.7, 8\.0 \(Huawei DRS, .+, read on 2026-11-30\)$/,
        ),
        fix: "choose another instance or engine; if the vendor supports it all the same, exempt check C13",
      },
    ]);
    expect(judged("alibaba-dts", "5.1", "5.1").problems).toHaveLength(1);
  });

  test("names both servers if neither is supported", () => {
    expect(judged("drs", "5.1", "5.5").problems.map(({ path, seen }) => `${path}: ${seen}`)).toEqual([
      "source.host: MySQL 5.1",
      "target.instanceId: MySQL 5.5",
    ]);
  });

  test("refuses a downgrade where its check would stop at it", () => {
    expect(judged("drs", "8.0", "5.7").problems).toMatchObject([
      { seen: "MySQL 5.7, older than the source's 8.0", fix: expect.stringMatching(/; .*exempt check C13$/) },
    ]);
  });

  test.each([
    ["8.0", "5.7", [/^MySQL 5\.7, older than the source's 8\.0; needed: MySQL 8\.0 or newer; check C13 warns of it$/]],
    [
      "8.4",
      "8.0",
      [
        /^MySQL 8\.4, which is newer than the list: not known/,
        /^MySQL 8\.0, older than the source's 8\.4; .+warns of it$/,
      ],
    ],
    ["5.1", "5.7", [/^MySQL 5\.1, which is not on the list; needed: .+; check C13 warns of it$/]],
  ])("and where it would only warn, says so of %s to %s", (from, to, why) => {
    const { problems, unknown } = judged("tencent-dts", from, to);
    expect(problems).toEqual([]);
    expect(unknown.map((one) => one.why)).toEqual(why.map((one) => expect.stringMatching(one)));
  });

  test("calls a version that is newer than the list not known, where its check would stop at it", () => {
    const { problems, unknown } = judged("drs", "8.4", "8.4");
    expect(problems.map(({ seen, fix }) => [seen, fix])).toEqual(
      Array(2).fill([
        "MySQL 8.4, which is newer than the list: not known",
        "choose another instance or engine; if the vendor documents it by now, exempt check C13",
      ]),
    );
    expect(unknown).toEqual([]);
  });

  test("and where it would only warn, does not refuse it, and does not pass it silently", () => {
    const { problems, unknown } = judged("tencent-dts", "8.0", "8.4");
    expect(problems).toEqual([]);
    expect(unknown).toEqual([
      {
        what: "whether Tencent DTS supports the version of the target",
        why: expect.stringMatching(
          /^MySQL 8\.4, which is newer than the list: not known; needed: 5\.5, 5\.6, 5\.7, 8\.0 \(/,
        ),
      },
    ]);
  });

  test("says that a version which nobody could read is not known", () => {
    expect(judged("drs", undefined, "8.0").unknown).toMatchObject([
      { what: "whether Huawei DRS supports the version of the source" },
    ]);
  });
});

describe("the list of a service's regions", () => {
  const side = (place: string, region: string) => ({ place, region }) as never;

  test.each(ENGINES)("of %s has regions of its cloud only, a source and a date", (engine) => {
    const { regions, routes }: EngineFacts = ENGINE_FACTS[engine];
    const cloud = { drs: "huaweicloud", "tencent-dts": "tencentcloud", "alibaba-dts": "alicloud" } as const;
    const known: readonly string[] = FACTS[cloud[engine]].regions;
    expect(routes.length).toBeGreaterThan(0);
    expect(regions!.listed.filter((region) => !known.includes(region))).toEqual([]);
    expect(new Set(regions!.listed).size).toBe(regions!.listed.length);
    expect(regions!.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("says of a region that it does not have that it is not known, with source and date", () => {
    const to = (region: string) =>
      unknownRegions({
        engine: "tencent-dts",
        source: side("alicloud-rds", "cn-nanjing"),
        target: side("tencentcloud-mysql", region),
      });
    expect(to("ap-guangzhou")).toEqual([]);
    expect(to("sa-saopaulo")).toEqual([
      "whether Tencent DTS serves sa-saopaulo: not on its list (Tencent DTS, supported regions of data migration, read on 2026-11-30)",
    ]);
  });

  test("judges the source's region where the task names it, once", () => {
    const within = (from: string, to: string) =>
      unknownRegions({ engine: "alibaba-dts", source: side("alicloud-rds", from), target: side("alicloud-rds", to) });
    expect(within("cn-nanjing", "cn-hangzhou")).toEqual([expect.stringContaining("cn-nanjing")]);
    expect(within("cn-nanjing", "cn-nanjing")).toHaveLength(1);
    // The task of Huawei DRS is in the target's region alone.
    expect(
      unknownRegions({
        engine: "drs",
        source: side("huaweicloud-rds", "cn-east-5"),
        target: side("huaweicloud-rds", "cn-north-4"),
      }),
    ).toEqual([]);
  });
});
