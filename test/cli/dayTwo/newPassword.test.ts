import { afterEach, expect, test } from "vitest";
import { changeOwnPassword } from "../../../cli/dayTwo/newPassword";
import { distributionOf, type Real, start } from "../../mysql/support/servers";

let server: Real | undefined;
afterEach(async () => {
  await server?.stop();
});

test.each(["5.6", "mysql9", "mariadb"] as const)("%s: an account changes its password exactly once", async (kind) => {
  server = await start({}, kind === "5.6" ? undefined : await distributionOf(kind));
  await server.sql("CREATE USER 'dba'@'127.0.0.1' IDENTIFIED BY 'Old-1'");
  const account = { ...server.admin, user: "dba", password: "Old-1" };
  expect(await changeOwnPassword("source", account, "a New'1\\")).toBe("changed");
  expect(await changeOwnPassword("source", account, "a New'1\\")).toBe("hadIt");
  await expect(changeOwnPassword("source", account, "Other-1")).rejects.toThrow(/could not be changed there/);
});
