import { afterEach, expect, test } from "vitest";
import { changeOwnPassword, changePasswords, refusedLogins } from "../../../cli/dayTwo/newPassword";
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

test("of two administrators nobody's password is lost: both are given first, and each is kept once its server has it", async () => {
  server = await start({});
  for (const user of ["one", "two"]) await server.sql(`CREATE USER '${user}'@'127.0.0.1' IDENTIFIED BY 'Old-1'`);
  const of = (user: string, password = "Old-1") => ({ ...server!.admin, user, password });
  const kept: string[] = [];
  const keep = async (side: string, fresh: string) => void kept.push(`${side} ${fresh}`);
  const change = (target: ReturnType<typeof of>, env: Record<string, string>) =>
    changePasswords(
      [
        { side: "source", login: of("one") },
        { side: "target", login: target },
      ],
      { env, keep, say: () => {} },
    );

  await expect(change(of("two"), { DBFERRY_NEW_SOURCE_PASSWORD: "New-1" })).rejects.toThrow(/nothing was changed/);
  expect(await refusedLogins([{ side: "source", login: of("one") }])).toEqual([]);
  expect(kept).toEqual([]);

  const env = { DBFERRY_NEW_SOURCE_PASSWORD: "New-1", DBFERRY_NEW_TARGET_PASSWORD: "New-2" };
  await expect(change(of("two", "wrong"), env)).rejects.toThrow(
    /two on the target could not be changed there.*the source has its new password already, and so has the stack/s,
  );
  expect(kept).toEqual(["source New-1"]);
  expect(await refusedLogins([{ side: "source", login: of("one") }])).toEqual(["source"]);

  expect(await change(of("two"), env)).toEqual({ source: "New-1", target: "New-2" });
  expect(kept).toEqual(["source New-1", "source New-1", "target New-2"]);
});
