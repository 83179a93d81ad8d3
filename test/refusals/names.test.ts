import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { twoServers } from "../../cli/terminal/servers";
import type { ConnectOptions } from "../../mysql/connect";
import { withDb } from "../../mysql/connect";
import { connectOptions } from "../../provider/resources/shared";
import { play } from "../mysql/checks/recorded/server";

/** A server that rejects every password. */
let server: Awaited<ReturnType<typeof play>>;
beforeAll(async () => {
  server = await play({
    version: "5.7.44-log",
    refuse: { errno: 1045, message: "Access denied for user 'root'@'10.0.0.9' (using password: YES)" },
  });
});
afterAll(() => server.stop());

const refused = async (options: ConnectOptions): Promise<string> =>
  withDb(options, async () => "logged in").catch((error: Error) => error.message);

describe("an error about a password names what the user wrote it as", () => {
  test.each(["source", "target"] as const)("in an update: %sAdminPassword", async (side) => {
    const { host, port } = server.options;
    const told = await refused(connectOptions({ host, port, user: "root", password: "wrong-one" }, side));
    expect(told).toMatch(new RegExp(`${side}AdminPassword \\(in a program of your own: passwords\\.${side}\\)`));
    expect(told).not.toContain("wrong-one");
  });

  const at = () => `${server.options.host}:${server.options.port}`;
  const stack = (password: string | undefined) =>
    ({
      stack: "shop",
      migration: { source: { place: "alicloud-rds" }, target: { place: "huaweicloud-rds" } },
      admins: {
        source: { ...server.options, user: "root", password },
        target: { ...server.options, user: "root", password },
      },
    }) as never;

  test.each([
    ["the stack's secret", () => ({}), {}, "wrong-one", /sourceAdminPassword of the stack/],
    ["the environment", () => ({}), { DBFERRY_SOURCE_PASSWORD: "wrong-one" }, "other-one", /DBFERRY_SOURCE_PASSWORD/],
    [
      "a URL",
      () => ({ source: `mysql://root:wrong-one@${at()}` }),
      {},
      "other-one",
      /--source: check user and password/,
    ],
    ["MYSQL_PWD", () => ({ source: `mysql://root@${at()}` }), { MYSQL_PWD: "wrong-one" }, "other-one", /MYSQL_PWD/],
  ])("in a command that reads servers: %s", async (_what, given, env, inStack, named) => {
    const problems: never[] = [];
    const { source } = await twoServers(given(), problems, env, stack(inStack));
    expect(problems).toEqual([]);
    const told = await refused(source);
    expect(told).toMatch(named);
    expect(told).not.toMatch(/wrong-one|other-one/);
  });
});
