import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dtsAddresses } from "../../model/engines/tencentDts/addresses";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { bindEip } from "./huaweiSource";
import { settles } from "./phases";
import { watchSockets } from "./sockets";
import { tencentField } from "./tencentField";

/** Huawei RDS to TencentDB by Tencent DTS over the internet (S002.8), on the real engine. */
describe("a migration from Huawei RDS to Tencent Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof tencentField<"huaweicloud">>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await tencentField(() => {}, "huaweicloud");
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const huawei = () => made.sandbox.world.huaweicloud;
  const rules = () =>
    huawei()
      .securityGroups.rules(made.sandbox.source.securityGroupId)
      .filter(({ direction }) => direction === "ingress");
  const admitted = () => rules().map(({ remoteIpPrefix, ports }) => `${remoteIpPrefix} ${ports}`);
  const PUBLISHED = dtsAddresses("ap-guangzhou")!.map((address) => `${address}/32 3306`);
  const words = (text: string) => text.replace(/\s+/g, " ");

  it("refuses before anything is created a source without an EIP", async () => {
    const done = await field.up("prepare");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(/source\.endpoint: nothing; needed: the public endpoint .*bind an EIP/);
    expect(admitted()).toEqual([]);
    const endpoint = bindEip(made.sandbox as never);
    field.configure((config) => Object.assign(config["dbferry:migration"].source, { endpoint }));
  });

  it("prepare lets exactly the vendor's published addresses in, a rule each", async () => {
    await settles(field, "prepare");
    expect(PUBLISHED.length).toBeGreaterThan(1);
    expect(admitted().sort()).toEqual([...PUBLISHED].sort());
  });

  it("is named by the doctor where one of the rules is gone", async () => {
    const [rule] = rules();
    huawei().securityGroups.removeRule(rule!.id);
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(words(doctor.text)).toContain("does not let in the task's address");
    expect(words(doctor.text)).toContain(rule!.remoteIpPrefix!.replace("/32", ""));
  });

  it("migrate puts it back, loads and replicates; audit finds all of them", async () => {
    await settles(field, "migrate");
    expect(admitted().sort()).toEqual([...PUBLISHED].sort());
    expect(await field.targetDatabases()).toContain("shop");
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const address of dtsAddresses("ap-guangzhou")!) expect(words(audit.text)).toContain(address);
  });

  it("cutover proves and completes, done leaves nothing open, and the owner's EIP as it is", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    expect(admitted()).toEqual([]);
    expect(huawei().eips.list()).toMatchObject([{ boundTo: made.sandbox.source.instanceId }]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
