import { describe, expect, it } from "vitest";
import type { Values } from "../../../plugin/values";
import { type Stage, stage } from "../support/fake";

const ROUTE: Values = {
  ...{ kind: "route", cloud: "huaweicloud", region: "cn-north-4", id: "rtb-1/172.16.0.0/16" },
  ...{ address: "172.16.0.0/16", through: "peering-1" },
};
const RECORD: Values = { migration: "shop", phase: "cutover", engine: "drs", taskId: "job-1", routes: [ROUTE] };
const DONE: Values = { ...RECORD, phase: "done", routes: [] };
const OUTPUTS: Values = { phase: "cutover", routes: [ROUTE] };
/** As the versions before the routes were recorded wrote it. */
const EARLIER: Values = { ...RECORD, routes: [], needs: [] };
const EARLIER_OUTPUTS: Values = { phase: "cutover" };
/** The engine has not removed the routes yet. */
const LEFT: Values = { ...DONE, routes: [ROUTE] };

/** Somebody else's route is in the place of the migration's. */
function replaced(told: string | undefined = "a route through peering-9"): { s: Stage; asked: unknown[] } {
  const s = stage({ stateId: "4f1c0d9be2a7" });
  s.driver.put("ended", { id: "job-1", started: true });
  const asked: unknown[] = [];
  s.sight.inPlaceOf = async ({ id }, owner) => {
    asked.push([id, owner]);
    return told;
  };
  return { s, asked };
}

const REFUSED = /nothing was removed.*\n.*a route through peering-9\nneeded: the migration's own.*two narrower ones/s;

describe("somebody else's route in the place of the migration's", () => {
  it.each<[string, (s: Stage) => Promise<unknown>]>([
    ["done", (s) => s.update("MigrationRecord", "shop", RECORD, OUTPUTS, DONE)],
    ["a cancellation", (s) => s.update("MigrationRecord", "shop", RECORD, OUTPUTS, { ...DONE, phase: "cancelled" })],
    ["a destroy", (s) => s.remove("MigrationRecord", "shop", RECORD, OUTPUTS)],
    [
      "a cancellation from the state of an earlier version",
      (s) => {
        const old = { ...RECORD, phase: "migrate", routes: [], needs: [ROUTE] };
        return s.update("MigrationRecord", "shop", old, { phase: "migrate" }, { ...DONE, phase: "cancelled" });
      },
    ],
    [
      "done after a kill that came before they were removed",
      (s) => s.update("MigrationRecord", "shop", LEFT, { phase: "done", routes: [ROUTE] }, LEFT),
    ],
    ["a destroy after that", (s) => s.remove("MigrationRecord", "shop", LEFT, { phase: "done", routes: [ROUTE] })],
  ])("keeps %s from beginning, because the vendor's provider would remove it", async (_, remove) => {
    const { s, asked } = replaced();
    await expect(remove(s)).rejects.toThrow(REFUSED);
    expect(asked).toEqual([["rtb-1/172.16.0.0/16", { migration: "shop", stateId: "4f1c0d9be2a7" }]]);
    const free = replaced("").s;
    free.sight.inPlaceOf = async () => undefined;
    await remove(free);
  });

  it("names the way out of a destroy after an end that removed the migration's, which the record cannot show", async () => {
    const { s } = replaced();
    const outputs: Values = { phase: "done", routes: [ROUTE] };
    const destroy = (inputs: Values) => s.remove("MigrationRecord", "shop", inputs, outputs);
    await expect(destroy(LEFT)).rejects.toThrow(/peering-9[\s\S]*pulumi up once more in it/);
    s.sight.inPlaceOf = () => Promise.reject(new Error("forbidden"));
    await expect(destroy(LEFT)).rejects.toThrow(/forbidden\. If the last update.*pulumi up once more in it/);
    await s.update("MigrationRecord", "shop", LEFT, outputs, DONE);
    await destroy(DONE);
  });

  it("is told in a preview, and is not ruled out where it could not be read", async () => {
    const { s } = replaced();
    const call = {
      urn: "urn:pulumi:test::dbferry::dbferry:index:MigrationRecord::x",
      type: "dbferry:index:MigrationRecord",
    };
    const check = (inputs: Values) => s.handlers.check(call.type, undefined, inputs).inputs;
    await expect(s.handlers.update(call, "shop", check(RECORD), OUTPUTS, check(DONE), true)).rejects.toThrow(REFUSED);
    s.sight.inPlaceOf = () => Promise.reject(new Error("forbidden"));
    await expect(s.remove("MigrationRecord", "shop", RECORD, OUTPUTS)).rejects.toThrow("forbidden");
  });

  it("is looked for again by a further done as long as the state has the migration's, although nothing differs", async () => {
    const { s } = replaced();
    const type = "dbferry:index:MigrationRecord";
    const check = (inputs: Values) => s.handlers.check(type, undefined, inputs).inputs;
    const again = (olds: Values, outputs: Values, news: Values) =>
      s.handlers.diff(type, check(olds), outputs, check(news)).changes.map(({ path }) => path);
    s.sight.inPlaceOf = async () => undefined;
    const outputs = await s.update("MigrationRecord", "shop", RECORD, OUTPUTS, DONE);
    expect(outputs).toMatchObject({ phase: "done", routes: [ROUTE] });
    expect(again(LEFT, outputs, LEFT)).toEqual(["routes"]);
    expect(again(DONE, outputs, LEFT)).toEqual(["routes"]);
    expect(again(LEFT, outputs, DONE)).toEqual([]);
    expect(await s.update("MigrationRecord", "shop", LEFT, outputs, DONE)).toMatchObject({ phase: "done", routes: [] });
  });

  it("is told to be unchecked where the state of an earlier version has no routes", async () => {
    const { s, asked } = replaced();
    await s.update("MigrationRecord", "shop", EARLIER, EARLIER_OUTPUTS, DONE);
    await s.remove("MigrationRecord", "shop", EARLIER, EARLIER_OUTPUTS);
    expect(s.log.kept("warning")).toEqual(Array(2).fill(expect.stringMatching(/earlier version.*was not checked/)));
    expect(asked).toEqual([]);
    const known = replaced().s;
    await known.update("MigrationRecord", "shop", EARLIER, { ...EARLIER_OUTPUTS, routes: [] }, DONE);
    expect(known.log.kept("warning")).toEqual([]);
  });

  it("is not looked for once the migration's is gone, nor before an update that removes none", async () => {
    const { s, asked } = replaced();
    await s.remove("MigrationRecord", "shop", DONE, { phase: "done", routes: [ROUTE] });
    await s.update("MigrationRecord", "shop", { ...RECORD, phase: "migrate" }, { phase: "migrate" }, RECORD);
    expect(asked).toEqual([]);
  });
});
