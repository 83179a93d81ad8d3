import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { allowlistApi } from "../../provider/clouds/alicloud/allowlist";
import { Alicloud } from "../../provider/clouds/alicloud/client";
import { type AlicloudServices, startAlicloud } from "../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../sandbox/clouds";
import { type ControlServer, startControl } from "../../sandbox/control/control";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };
const ID = "rm-source01";

let world: SandboxWorld;
let services: AlicloudServices;
let control: ControlServer;
let allowed: string | undefined;

beforeEach(async () => {
  allowed = process.env[ALLOW_VARIABLE];
  process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
  world = newWorld();
  world.alicloud.rds.add({ id: ID, region: "cn-hangzhou", mysql });
  services = await startAlicloud({ world, credentials });
  control = await startControl(world, undefined);
});
afterEach(async () => {
  if (allowed === undefined) delete process.env[ALLOW_VARIABLE];
  else process.env[ALLOW_VARIABLE] = allowed;
  await control.close();
  await services.close();
});

async function arm(...calls: object[]): Promise<number> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ calls });
  return (await fetch(`${control.url}/fault`, { method: "POST", headers, body })).status;
}

const api = (deadlineMs = 1000) =>
  allowlistApi(
    new Alicloud({ ...credentials, endpoints: services.endpoints }, { deadlineMs, maxBytes: 1_000_000, maxDepth: 20 }),
    "cn-hangzhou",
  );
const add = () => api().change(ID, "dbferry", "add", ["203.0.113.10"]);
const entries = () => [...(world.alicloud.rds.get(ID).allowlists.get("dbferry") ?? [])];
const CALL = "alicloud .*ModifySecurityIps";

describe("a fault for one call", () => {
  it("refuses it once, before anything is done", async () => {
    await arm({
      kind: "answer",
      call: CALL,
      status: 400,
      body: { Code: "InternalError.Test", Message: "out of order" },
    });
    await expect(add()).rejects.toThrow(/InternalError\.Test: out of order/);
    expect(entries()).toEqual([]);
    await add();
    expect(entries()).toEqual(["203.0.113.10"]);
    expect(world.faults.calls.map(({ fired }) => fired)).toEqual([true]);
  });

  it("refuses with a given text what was done", async () => {
    await arm({ kind: "answer", call: CALL, done: true, status: 400, body: { Code: "X", Message: "no" } });
    await expect(add()).rejects.toThrow(/X: no/);
    expect(entries()).toEqual(["203.0.113.10"]);
  });

  it.each([false, true])("ends the connection without an answer (done: %s)", async (done) => {
    await arm({ kind: "reset", call: CALL, done });
    await expect(add()).rejects.toThrow(/closed the connection|ECONNRESET|hang up/);
    expect(entries()).toHaveLength(done ? 1 : 0);
  });

  it.each([false, true])("makes the caller wait (done: %s)", async (done) => {
    await arm({ kind: "hang", call: CALL, done });
    await expect(api(200).change(ID, "dbferry", "add", ["203.0.113.10"])).rejects.toThrow(
      /did not respond within 0\.2 s/,
    );
    expect(entries()).toHaveLength(done ? 1 : 0);
  });

  it("falsifies an answer, and answers twice", async () => {
    await arm({ kind: "lie", call: "DescribeDBInstanceAttribute", replace: '"Running"', by: '"NO_SUCH_STATE"' });
    expect(await api().state(ID)).toEqual({ ready: false, vendorState: "NO_SUCH_STATE" });
    expect(await api().state(ID)).toMatchObject({ ready: true });
    await arm({ kind: "lie", call: "DescribeDBInstanceAttribute", replace: "not in the answer", by: "x" });
    expect(await api().state(ID)).toMatchObject({ ready: true });
    expect(world.faults.calls.map(({ fired }) => fired)).toEqual([false]);
    await arm({ kind: "twice", call: CALL });
    await add();
    expect(entries()).toEqual(["203.0.113.10"]);
    expect(await api().state(ID)).toMatchObject({ ready: true });
  });

  it("is refused if it is not valid", async () => {
    expect(await arm({ kind: "explode", call: CALL })).toBe(400);
    expect(await arm({ kind: "hang", call: "(" })).toBe(400);
    expect(await arm({ kind: "lie", call: CALL, done: false, replace: "a", by: "b" })).toBe(400);
    expect(world.faults.calls).toEqual([]);
  });
});
