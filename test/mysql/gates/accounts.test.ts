import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountsLogIn } from "../../../mysql/gates/accounts";
import type { GateContext } from "../../../mysql/gates/types";
import { parseGrants } from "../../../mysql/grants";
import { distributionOf, type Real, start } from "../support/servers";

describe("what an account of the application may do through its roles", () => {
  let source: Real;
  let target: Real;
  const outcome = () => {
    const accounts = [{ user: "app", password: "app-1" }];
    return accountsLogIn({ input: { source: source.admin, target: target.admin, accounts } } as unknown as GateContext);
  };

  beforeAll(async () => {
    const distribution = await distributionOf("mysql9");
    [source, target] = await Promise.all([start({}, distribution), start({}, distribution)]);
    for (const side of [source, target])
      await side.sql(
        "CREATE DATABASE shop",
        "CREATE ROLE clerk, auditor",
        "GRANT SELECT, INSERT ON shop.* TO clerk",
        "GRANT SELECT ON shop.* TO auditor",
        "CREATE USER 'app'@'127.0.0.1' IDENTIFIED BY 'app-1'",
        "GRANT clerk, auditor TO 'app'@'127.0.0.1'",
        "SET DEFAULT ROLE auditor TO 'app'@'127.0.0.1'",
      );
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("are compared, also where the application must activate them first", async () => {
    expect(await outcome()).toMatchObject({ status: "pass" });
    await target.sql("REVOKE INSERT ON shop.* FROM clerk");
    expect(await outcome()).toMatchObject({
      status: "fail",
      found: expect.stringMatching(/app lacks on the target: INSERT on shop\.\*$/),
    });
    await target.sql("GRANT INSERT ON shop.* TO clerk", "SET DEFAULT ROLE NONE TO 'app'@'127.0.0.1'");
    expect(await outcome()).toMatchObject({ status: "fail", found: expect.stringMatching(/SELECT on shop/) });
  });
});

test("a line of SHOW GRANTS that is not understood is kept, without the account and its password", () => {
  const { roles, unread } = parseGrants([
    "GRANT journalist TO 'app'@'%'",
    "GRANT `clerk`@`%`,`auditor`@`%` TO `app`@`%`",
    "GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION",
    "GRANT FLY ON THE `moon` TO 'app'@'%' IDENTIFIED BY PASSWORD '*0123'",
    "GRANT SELECT ON `shop`.* TO 'app'@'%' IDENTIFIED BY PASSWORD '*0123'",
  ]);
  expect(roles).toEqual(["journalist", "`clerk`@`%`", "`auditor`@`%`"]);
  expect(unread).toEqual(["GRANT PROXY ON ''@''", "GRANT FLY ON THE 'moon'"]);
});
