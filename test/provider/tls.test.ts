import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountName } from "../../model/names";
import type { Values } from "../../plugin/values";
import { distributionOf } from "../mysql/support/servers";
import { selfSigned } from "../support/certificate";
import { PATIENCE } from "../support/patience";
import { MIGRATION, OWNERSHIP, ProviderStage, type Resource, SHOP } from "./support/stage";

const USER = accountName(MIGRATION, OWNERSHIP);

/** A source that serves TLS with a CA of its own, as managed services do. */
describe("the task's leg to a source with TLS", () => {
  let stage: ProviderStage;
  let ca: string;
  let eip: { id: string; address: string };
  let host: string;
  let made: Resource[];
  let passwords: { source: string; target: string };
  let close: () => void;

  beforeAll(async () => {
    const distribution = await distributionOf("mysql9");
    stage = await ProviderStage.raise({ distribution });
    // The service does not support MySQL 9, which is the server with TLS available here.
    for (const item of ["srcDbVersionSupport", "dstDbVersionSupport"]) {
      stage.sandbox.world.faults.precheck.set(item, { result: "PASSED", text: "" });
    }
    for (const side of ["source", "target"] as const) {
      const [folder] = await stage.sql<{ d: string }>(side, "SELECT @@datadir d");
      stage.secured[side] = { tls: "verify", ca: readFileSync(join(folder!.d, "ca.pem"), "utf8") };
    }
    ca = String(stage.secured.source!["ca"]);
    await stage.sql("source", ...SHOP);
    const vendors = stage.vendorsPart();
    ({ eip, host } = vendors);
    const task = await stage.task(eip, host);
    const privateIp = stage.out(task, "privateIp");
    close = stage.openTarget(privateIp);
    const allow = await stage.allow([`${eip.address}/32`]);
    const source = await stage.account("source", [eip.address], task.id, { requireTls: true });
    const target = await stage.account("target", [privateIp], task.id);
    made = [allow, source, target, task];
    passwords = { source: stage.out(source, "password"), target: stage.out(target, "password") };
  });
  afterAll(async () => {
    for (const one of made ?? []) await stage.delete(one);
    close?.();
    await stage?.sandbox.stop();
  });

  const run = (leg: Values): Promise<Resource> => {
    const inputs = stage.runInputs(made[3]!.id, host, passwords);
    return stage.create("TaskRun", { ...inputs, source: { ...(inputs["source"] as Values), ...leg } });
  };

  it("is refused in plain text, because the account requires TLS", async () => {
    await expect(run({ tls: false })).rejects.toThrow(/refuses user/);
  });

  it("is refused by a CA that did not sign the source's certificate, and says what to check", async () => {
    await expect(run({ tls: true, ca: selfSigned("another CA").cert })).rejects.toThrow(
      /TLS could not be negotiated[\s\S]*source\.ca in the migration/,
    );
  });

  it("needs the CA", async () => {
    await expect(run({ tls: true })).rejects.toThrow(/source\.ca[\s\S]*missing/);
    await expect(run({ tls: true, ca: "ca.pem" })).rejects.toThrow(/no certificates in PEM text/);
  });

  it("moves everything over TLS and nothing without it", async () => {
    made.unshift(await run({ tls: true, ca }));
    await stage.sql("source", "INSERT INTO shop.purchase (customer, cents) VALUES (2, 4711)");
    const rows = () => stage.sql("target", "SELECT COUNT(*) n FROM shop.purchase");
    await expect.poll(rows, PATIENCE).toEqual([{ n: 5 }]);
    // The account, and the sandbox's copy of it for the task's sessions: both require TLS.
    const accounts = await stage.sql(
      "source",
      `SELECT Host host, ssl_type tls FROM mysql.user WHERE User = '${USER}' ORDER BY 1`,
    );
    expect(accounts).toEqual([
      { host: "127.0.0.1", tls: "ANY" },
      { host: eip.address, tls: "ANY" },
    ]);
  });
});
