import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/index";
import { connect, rowsOf } from "../../sandbox/mysql/connect";
import { PATIENCE } from "../support/patience";

describe("the composed sandbox", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ data: "demo", clock: 600 });
  });
  afterAll(() => sandbox?.stop());

  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${sandbox.endpoints.control}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as any };
  }
  const session = (place: { connect: string; admin: { user: string; password: string } }) => {
    const [host, port] = place.connect.split(":");
    return connect({ host: host!, port: Number(port), ...place.admin });
  };

  it("admits the customer at both ends as a managed instance would: no SUPER, but all that a migration needs", async () => {
    for (const place of [sandbox.source, sandbox.target]) {
      const customer = await session(place);
      await expect(customer.query("SET GLOBAL binlog_format = 'STATEMENT'")).rejects.toThrow(/SUPER/);
      await customer.query(
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO 'probe'@'203.0.113.10' IDENTIFIED BY 'x'",
      );
      await customer.query("DROP USER 'probe'@'203.0.113.10'");
      customer.destroy();
    }
  });

  it("has a target that a task of the whole data set need not restart", async () => {
    const { target } = sandbox.servers;
    const before = target.pid;
    await target.restartWith({ "replicate-wild-do-table": ["shop.%"] });
    expect(target.pid).toBe(before);
  });

  it("writes on the source until it is stopped, and reports how much it committed", async () => {
    const orders = async () => {
      const customer = await session(sandbox.source);
      const [row] = await rowsOf<{ n: number }>(customer, "SELECT COUNT(*) n FROM shop.orders");
      customer.destroy();
      return row!.n;
    };
    const before = await orders();
    expect((await control("POST", "/writer", { running: true, perSecond: 500 })).body).toMatchObject({ running: true });
    await vi.waitFor(
      async () => expect((await control("GET", "/writer")).body.committed).toBeGreaterThan(20),
      PATIENCE,
    );
    const stopped = (await control("POST", "/writer", { running: false })).body;
    expect(stopped).toMatchObject({ running: false });
    expect(stopped.error).toBeUndefined();
    expect(await orders()).toBe(before + stopped.committed);
  });

  it("sets exactly the given faults, and refuses unknown ones", async () => {
    const first = await control("POST", "/fault", { copyRowsPerSecond: 10, closedSecurityGroups: ["g"] });
    expect(first.body).toMatchObject({ copyRowsPerSecond: 10, closedSecurityGroups: ["g"], refusedPorts: [] });
    const second = await control("POST", "/fault", {
      copyRowsPerSecond: null,
      precheck: { x: { result: "FAILED", text: "no" } },
    });
    expect(second.body).toEqual({
      closedSecurityGroups: ["g"],
      refusedPorts: [],
      precheck: { x: { result: "FAILED", text: "no" } },
      calls: [],
    });
    expect(sandbox.world.faults.precheck.get("x")).toEqual({ result: "FAILED", text: "no" });
    expect(await control("POST", "/fault", { copyRowsPerSecond: -1, typo: 1 })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/typo[\s\S]*copyRowsPerSecond/) },
    });
    await control("POST", "/fault", { closedSecurityGroups: [], precheck: {} });
  });

  it("keeps resources for the stand-in providers", async () => {
    const made = await control("POST", "/resources", { type: "a:b/c:C", properties: { name: "x" } });
    const path = `/resources/${encodeURIComponent("a:b/c:C")}/${made.body.id}`;
    expect((await control("GET", path)).body).toMatchObject({ id: made.body.id, properties: { name: "x" } });
    expect((await control("PUT", path, { properties: { name: "y" } })).body).toMatchObject({
      properties: { name: "y" },
    });
    expect((await control("GET", "/resources?type=a:b/c:C")).body).toHaveLength(1);
    expect((await control("POST", "/resources", { type: "a:b/c:C", id: made.body.id, properties: {} })).status).toBe(
      409,
    );
    expect((await control("DELETE", path)).status).toBe(200);
    expect((await control("GET", path)).status).toBe(404);
    expect((await control("DELETE", path)).status).toBe(404);
  });

  it("shows its state without any secret", async () => {
    const text = JSON.stringify((await control("GET", "/world")).body);
    expect(text).toContain(sandbox.source.instanceId);
    const { source, target, credentials, servers } = sandbox;
    for (const secret of [
      source.admin.password,
      target.admin.password,
      servers.source.ref.admin.password,
      credentials.alicloud.secretKey,
      credentials.huaweicloud.secretKey,
      credentials.tencentcloud.secretKey,
    ])
      expect(text).not.toContain(secret);
  });

  it("is gone after stop: servers, listeners, folder", async () => {
    const pids = [sandbox.servers.source.pid!, sandbox.servers.target.pid!];
    const folder = dirname(sandbox.servers.source.dir);
    expect(existsSync(folder)).toBe(true);
    await sandbox.stop();
    await sandbox.stop();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    expect(existsSync(folder)).toBe(false);
    await expect(control("GET", "/world")).rejects.toThrow();
  });
});
