import { expect, test } from "vitest";
import { connect } from "../../../mysql/connect";
import { whereToGetAuthority } from "../../../mysql/tls/authorities";
import { hostileServer } from "../../attacks/mysql/hostile";
import { selfSigned } from "../../support/certificate";

test.each([
  ["tencentdb", /TencentDB gives its CA in the console/],
  ["huawei-rds", /Huawei RDS gives its CA in the console/],
  ["alibaba-rds", /Alibaba RDS gives its region's chain/],
] as const)(
  "a certificate of %s signed by no known CA is refused with where that vendor provides its CA",
  async (profile, said) => {
    const { message } = await refusal({ profile, tls: { mode: "verify" } });
    expect(message).toMatch(said);
  },
);

test("no console is mentioned if the CA was given, or the server has no known operator", async () => {
  const ca = selfSigned("another").cert;
  expect((await refusal({ profile: "huawei-rds", tls: { mode: "verify", ca } })).message).not.toMatch(/console/);
  expect((await refusal({ tls: { mode: "verify" } })).message).not.toMatch(/console/);
});

test("a vendor's host is recognised without a profile; a similar one is not", () => {
  expect(whereToGetAuthority("bj-cdb-1.sql.tencentcdb.com")).toMatch(/TencentDB/);
  expect(whereToGetAuthority("rm-1.mysql.rds.aliyuncs.com")).toMatch(/Alibaba/);
  expect(whereToGetAuthority("sql.tencentcdb.com.evil.example")).toBeUndefined();
  expect(whereToGetAuthority("db.example.com")).toBeUndefined();
});

async function refusal(how: Pick<Parameters<typeof connect>[0], "profile" | "tls">): Promise<Error> {
  const server = await hostileServer(async (victim) => {
    victim.greet({ plugin: "caching_sha2_password", tls: true });
    await victim.hear();
    await victim.secure(selfSigned("localhost"));
  });
  try {
    const tried = connect({
      host: "127.0.0.1",
      port: server.port,
      user: "root",
      password: "x",
      timeoutMs: 5000,
      ...how,
    });
    return await tried.then(
      () => expect.fail("logged in to a server that nobody proved"),
      (error: Error) => error,
    );
  } finally {
    await server.stop();
  }
}
