import { describe, expect, it } from "vitest";
import type { CloudApi, Clouds } from "../../../provider/core/clouds";
import { FUNCTIONS } from "../../../provider/functions";

const clouds = (api: CloudApi) => ({ cloud: () => api, driver: () => ({ find: async () => [] }) }) as unknown as Clouds;
const call = (name: string, api: CloudApi, given: object) =>
  FUNCTIONS[`dbferry:index:${name}`]!.call(clouds(api), given);

/** What a cloud does not support must not read as "nothing wrong" or "nothing there". */
describe("a cloud that does not answer", () => {
  const instance = { side: "target", cloud: "tencentcloud", region: "ap-beijing", instanceId: "cdb-1" };
  const query = { key: "rule", kind: "securityGroupRule", cloud: "tencentcloud", region: "ap-beijing" };

  it("does not confirm an instance", async () => {
    const given = { migration: "shop", engine: "drs", instances: [instance] };
    const { problems } = (await call("lookAhead", {}, given)) as { problems: { path: string; seen: string }[] };
    expect(problems).toMatchObject([
      { path: "tencentcloud", seen: expect.stringContaining("cdb-1, in tencentcloud, which") },
    ]);
    const api = { instance: async () => ({ problems: [] }) };
    expect(await call("lookAhead", api, given)).toEqual({ problems: [], notLookedAt: [] });
  });

  it("does not prove that nothing was left", async () => {
    const given = { migration: "shop", engine: "drs", queries: [query] };
    await expect(call("findLeftovers", {}, given)).rejects.toThrow(/cannot search for it/);
    expect(await call("findLeftovers", { leftover: async () => "id-1" }, given)).toEqual({
      found: { rule: "id-1" },
      problems: [],
    });
    expect(await call("findLeftovers", { leftover: async () => undefined }, given)).toEqual({
      found: {},
      problems: [],
    });
  });

  it("takes over nothing that is named but does not exist, and says which key names it", async () => {
    const adopted = [{ ...query, id: "sgr-9" }];
    const given = { migration: "shop", engine: "drs", instances: [], adopted };
    const answer = async (adoptable?: CloudApi["adoptable"]) =>
      ((await call("lookAhead", adoptable ? { adoptable } : {}, given)) as { problems: object[] }).problems;
    const fix = expect.stringMatching(/remove it/);
    expect(await answer(async () => "gone")).toMatchObject([
      { path: "adopt.rule", seen: "sgr-9, which is not in Tencent Cloud ap-beijing", fix },
    ]);
    const unfit = { seen: "ingress allow tcp anybody 22", needed: "ingress allow tcp 10.0.0.7/32 3306" };
    expect(await answer(async () => unfit)).toMatchObject([
      { path: "adopt.rule", seen: "sgr-9, which is ingress allow tcp anybody 22", needed: unfit.needed, fix },
    ]);
    expect(await answer(async (_query, id) => (id === "sgr-9" ? undefined : "gone"))).toEqual([]);
    // If the cloud cannot tell, the engine decides.
    expect(await answer()).toEqual([]);
  });
});
