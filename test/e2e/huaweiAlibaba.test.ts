import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaField } from "./alibabaField";
import type { Field } from "./harness";
import { bindEip } from "./huaweiSource";
import { settles } from "./phases";

/** Huawei RDS to Alibaba RDS by Alibaba DTS over the internet, on the real engine. */
describe("a migration from Huawei RDS to Alibaba Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof alibabaField<"huaweicloud">>>;
  let field: Field;
  beforeAll(async () => {
    made = await alibabaField(() => {}, "huaweicloud");
    field = made.field;
  });
  afterAll(() => field?.close());

  const huawei = () => made.sandbox.world.huaweicloud;
  const rules = () =>
    huawei()
      .securityGroups.rules(made.sandbox.source.securityGroupId)
      .filter(({ direction }) => direction === "ingress");
  const admitted = () => rules().map(({ remoteIpPrefix, ports }) => `${remoteIpPrefix} ${ports}`);
  const BLOCKS = ["192.0.2.32/29 3306", "192.0.2.40/29 3306"];
  const inTarget = () =>
    made.sandbox.world.alicloud.rds
      .list()
      .flatMap(({ allowlists }) => [...allowlists].filter(([name]) => name !== "default"))
      .flatMap(([, entries]) => [...entries]);
  const words = (text: string) => text.replace(/\s+/g, " ");

  it("refuses before anything is created a source without an EIP, and one that another address belongs to", async () => {
    const without = await field.up("prepare");
    expect(without.code, without.text).not.toBe(0);
    expect(words(without.text)).toMatch(/source\.endpoint: nothing; needed: the public endpoint .*bind an EIP/);
    const endpoint = bindEip(made.sandbox as never);
    const other = { ...endpoint, host: "203.0.113.250" };
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { endpoint: other }));
    const wrong = await field.up("prepare");
    expect(wrong.code, wrong.text).not.toBe(0);
    expect(words(wrong.text)).toContain(`source.endpoint: 203.0.113.250:3306; needed: ${endpoint.host}`);
    expect(admitted()).toEqual([]);
    expect(inTarget()).toEqual([]);
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { endpoint }));
  });

  it("prepare lets the service's ranges in, a rule each, and at the target those of its own network", async () => {
    await settles(field, "prepare");
    expect(admitted().sort()).toEqual(BLOCKS);
    expect(inTarget()).toEqual(["100.104.52.0/24", "100.104.53.0/24"]);
  });

  it("is named by the doctor where one of the rules is gone", async () => {
    huawei().securityGroups.removeRule(rules()[0]!.id);
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain("does not let in the task's address");
  });

  it("migrate puts it back, loads and replicates; audit finds the openings of both clouds", async () => {
    await settles(field, "migrate");
    expect(admitted().sort()).toEqual(BLOCKS);
    expect(await field.targetDatabases()).toContain("shop");
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const one of [
      "192.0.2.32/29",
      "192.0.2.40/29",
      "allowlist group dbferry_shop",
      "Alibaba DTS task dbferry-shop",
    ])
      expect(words(audit.text)).toContain(one);
  });

  it("cutover proves and completes, done leaves nothing open, and the owner's EIP as it is", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    expect(admitted()).toEqual([]);
    expect(inTarget()).toEqual([]);
    expect(huawei().eips.list()).toMatchObject([{ boundTo: made.sandbox.source.instanceId }]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
