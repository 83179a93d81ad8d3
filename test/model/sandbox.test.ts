import { describe, expect, test } from "vitest";
import { isWithinReach, SANDBOX_VARIABLE } from "../../model/sandbox";
import { connect } from "../../mysql/connect";
import { endpointOf } from "../../provider/clouds/endpoint";

const INSIDE = { [SANDBOX_VARIABLE]: "http://127.0.0.1:1" };

describe("what may be contacted inside the sandbox", () => {
  test.each(["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST"])(
    "includes %s, this machine",
    (host) => {
      expect(isWithinReach(host, INSIDE)).toBe(true);
    },
  );

  test.each([
    "10.0.0.1",
    "192.168.10.20",
    "rm-bp1.mysql.rds.aliyuncs.com",
    "localhost.example.com",
    "::",
    "0.0.0.0",
    "",
  ])("does not include %s, which is allowed outside", (host) => {
    expect(isWithinReach(host, INSIDE)).toBe(false);
    expect(isWithinReach(host, {})).toBe(true);
  });

  test("a login and a cloud's endpoint elsewhere are refused before any name is looked up", async () => {
    const before = process.env[SANDBOX_VARIABLE];
    process.env[SANDBOX_VARIABLE] = INSIDE[SANDBOX_VARIABLE];
    try {
      const login = { host: "db.example.com", port: 3306, user: "dba", password: "x" };
      await expect(connect(login)).rejects.toThrow(/db\.example\.com.*nothing leaves the sandbox/);
      const endpoint = "https://rds.cn-hangzhou.aliyuncs.com";
      expect(() => endpointOf("alicloud", "rds", endpoint, "cn-hangzhou")).toThrow(/nothing leaves the sandbox/);
    } finally {
      if (before === undefined) delete process.env[SANDBOX_VARIABLE];
      else process.env[SANDBOX_VARIABLE] = before;
    }
  });
});
