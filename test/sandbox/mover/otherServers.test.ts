import { describe, expect, it } from "vitest";
import { createCustomerAdmin } from "../../../sandbox/mysql/customer";
import { loadDemo } from "../../../sandbox/mysql/demo/load";
import { distributionOf } from "../../mysql/support/servers";
import { accountsOf, contentOf, loggedSql, raiseStage, until } from "./stage";

/** The servers that the sandbox uses where MySQL 5.6 from npm does not run. */
describe.each(["mariadb", "mysql9"] as const)("a pair of %s", (which) => {
  it("migrates the demo's shop, full load and replication, as MySQL 5.6 does", async () => {
    const distribution = await distributionOf(which);
    const stage = await raiseStage({ distribution });
    try {
      await loadDemo(await createCustomerAdmin(stage.source.ref, "dba"));
      // Creating a view fails while the definer of a function that it calls is missing.
      await createCustomerAdmin(stage.target.ref, "dba");
      await stage.open();
      const before = [await accountsOf(stage.source.ref), await accountsOf(stage.target.ref)];
      const mover = stage.mover();
      stage.sourceSide.endpoint.password = "wrong";
      expect(await mover.testConnection(stage.sourceSide)).toMatchObject({ ok: false, why: "login" });
      stage.sourceSide.endpoint.password = "ferry-source";
      expect(await mover.start(stage.request({ databases: ["shop"] }))).toEqual({ ok: true });
      await until(mover, (one) => one.state === "incremental");
      await loggedSql(
        stage.source.ref,
        "CREATE DATABASE other",
        "CREATE PROCEDURE other.p() SELECT 1",
        "CREATE TABLE shop.late (id INT PRIMARY KEY)",
        "INSERT INTO shop.late VALUES (1)",
        "UPDATE shop.stock SET quantity = quantity + 1 WHERE product_id < 500",
        "DELETE FROM shop.review WHERE id < 100",
      );
      await until(mover, (one) => one.caughtUp === true);
      expect(await mover.stop()).toEqual({ ok: true });
      expect(await contentOf(stage.target.ref, ["shop"])).toEqual(await contentOf(stage.source.ref, ["shop"]));
      expect([await accountsOf(stage.source.ref), await accountsOf(stage.target.ref)]).toEqual(before);
    } finally {
      await stage.close();
    }
  });
});
