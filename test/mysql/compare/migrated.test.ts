import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import type { ConnectOptions } from "../../../mysql/connect";
import { runPreflight } from "../../../mysql/preflight";
import { loadDemo } from "../../../sandbox/mysql/demo/load";
import type { ServerRef } from "../../../sandbox/world/types";
import { loggedSql, raiseStage, type Stage, until } from "../../sandbox/mover/stage";
import { nastySchema } from "../support/nasty";

const adminOf = (server: ServerRef): ConnectOptions => ({ host: server.host, port: server.port, ...server.admin });

describe("the shop and the hostile schema, checked, migrated in the sandbox and compared", () => {
  let stage: Stage;
  let source: ConnectOptions;
  let target: ConnectOptions;
  const databases = ["nasty", "shop"];
  beforeAll(async () => {
    stage = await raiseStage();
    [source, target] = [adminOf(stage.source.ref), adminOf(stage.target.ref)];
    await loggedSql(stage.source.ref, ...nastySchema("nasty"));
    await loadDemo(source);
    await stage.open();
  });
  afterAll(() => stage?.close());

  test("the preflight names what the vendor cannot handle, and only that stops it", async () => {
    const report = await runPreflight({ source, target, engine: "drs", mode: "full+incremental", databases });
    expect(report.failed.map((verdict) => verdict.id)).toEqual(["C36", "C54", "C55"]);
    const reason = { reason: "known, accepted", owner: "ann", expires: "2099-01-01T00:00:00Z" };
    const exemptions = ["C36", "C54", "C55"].map((id) => ({ id, ...reason }));
    const accepted = await runPreflight({
      source,
      target,
      engine: "drs",
      mode: "full+incremental",
      databases,
      exemptions,
    });
    expect(accepted).toMatchObject({ ok: true, exitCode: 0, counts: { fail: 0, exempted: 3 }, unusedExemptions: [] });
  });

  test("after the copy and more changes every row of every table is the same, with replication and without", async () => {
    const mover = stage.mover();
    expect(await mover.start(stage.request({ databases }))).toEqual({ ok: true });
    await until(mover, (one) => one.state === "incremental");
    await loggedSql(
      stage.source.ref,
      "INSERT INTO nasty.keyless VALUES (99, ' '), (99, ' ')",
      "UPDATE nasty.types SET f = f * 1.0000001, b = b'1'",
      "DELETE FROM nasty.tree WHERE id = 7",
      "INSERT INTO nasty.big_numbers VALUES (9007199254740993, 1)",
      "UPDATE shop.customer SET name = CONCAT(name, ' ') WHERE id < 20",
    );
    await until(mover, (one) => one.caughtUp === true);
    const replicating = await compare({ source, target, databases, mode: "full" });
    expect(replicating.tables.filter((table) => table.verdict !== "same")).toEqual([]);
    expect(await mover.stop()).toEqual({ ok: true });
    const ended = await compare({ source, target, databases, mode: "full", recheck: { rounds: 0 } });
    expect(ended.tables.filter((table) => table.verdict !== "same")).toEqual([]);
    expect(ended.rows).toEqual(replicating.rows);
    expect(ended.tables.length).toBe(16 + 15);
  });
});
