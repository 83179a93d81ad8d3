import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALLS } from "../../provider/permissions";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { settles } from "./phases";
import { watchSockets } from "./sockets";
import { tencentField } from "./tencentField";

/** Alibaba RDS to TencentDB by Tencent DTS over the internet (S002), on the real engine. */
describe("a migration to Tencent Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof tencentField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await tencentField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  /** Entries of the source's allowlists. */
  const admitted = () =>
    made.sandbox.world.alicloud.rds
      .list()
      .flatMap(({ allowlists }) => [...allowlists.values()].flatMap((one) => [...one]));

  it("prepare lets the vendor's published addresses in to the source, and nobody else", async () => {
    await settles(field, "prepare");
    const published = ["111.230.198.143", "118.89.34.161", "123.207.84.254", "139.199.74.159"];
    expect(admitted()).toEqual(expect.arrayContaining(published));
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("migrate configures, checks and starts the task, which loads and replicates", async () => {
    const printed = await settles(field, "migrate");
    expect(printed).toMatch(
      /mysql\.rds\.aliyuncs\.com has the address 198\.51\.100\.\d+, according to 127\.0\.0\.1:\d+, 127/,
    );
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task and the openings, and exits 1", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const kind of ["allowlist", "public endpoint", "task"]) expect(audit.text).toContain(kind);
  });

  it("cutover proves and completes, done leaves nothing open and nothing billed", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("made only declared calls", async () => {
    const declared = new Set(
      CALLS.tencentcloud.flatMap((table) => Object.keys(table)).map((name) => `tencentcloud ${name}`),
    );
    const seen = [...made.sandbox.world.calls].filter((call) => call.startsWith("tencentcloud "));
    expect(seen.length).toBeGreaterThan(8);
    expect(seen.filter((call) => !declared.has(call))).toEqual([]);
  });

  it("no secret was written or printed", async () => {
    const { sandbox } = made;
    const secrets = [sandbox.source.admin.password, sandbox.target.admin.password];
    secrets.push(sandbox.credentials.tencentcloud.secretKey, sandbox.credentials.alicloud.secretKey);
    const leaks = field.files().filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    expect(leaks.map(({ path }) => path)).toEqual([]);
    for (const secret of secrets) expect(field.printed.includes(secret)).toBe(false);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
    expect(watch.readings).toBeGreaterThan(10);
  });
});
