import RdsClient, * as rds from "@alicloud/rds20140815";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAlicloud } from "../../sandbox/alicloud";
import type { AlicloudServices } from "../../sandbox/services";
import { World } from "../../sandbox/world/world";
import { startMysql56, type TestServer } from "../mysql/support/mysqld56";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const ID = "rm-source01";
let server: TestServer;
let services: AlicloudServices;
let client: RdsClient;

beforeAll(async () => {
  server = await startMysql56(1);
  const world = new World();
  const { host, port } = server;
  const mysql = { host, port, admin: { user: "root", password: "" }, version: "5.6.24" };
  world.alibabaRds.add({ id: ID, region: "cn-hangzhou", mysql });
  services = await startAlicloud({ world, credentials });
  client = new RdsClient({
    accessKeyId: credentials.accessKey,
    accessKeySecret: credentials.secretKey,
    endpoint: new URL(services.endpoints.rds).host,
    protocol: "HTTP",
  } as ConstructorParameters<typeof RdsClient>[0]);
});
afterAll(async () => {
  await services?.close();
  await server?.stop();
});

async function variable(name: string): Promise<string | undefined> {
  const { body } = await client.describeParameters(new rds.DescribeParametersRequest({ DBInstanceId: ID }));
  return body?.runningParameters?.DBInstanceParameter?.find((one) => one.parameterName === name)?.parameterValue;
}

const change = (parameters: string) =>
  client.modifyParameter(new rds.ModifyParameterRequest({ DBInstanceId: ID, parameters }));

test("shows and changes the variables of the real server", async () => {
  expect(await variable("binlog_format")).toBe("ROW");
  await change(JSON.stringify({ binlog_format: "STATEMENT", max_connections: "77" }));
  expect([await variable("binlog_format"), await variable("max_connections")]).toEqual(["STATEMENT", "77"]);
});

test("refuses a variable that there is not, and one that needs a restart", async () => {
  await expect(change('{"no_such_variable":"1"}')).rejects.toMatchObject({ code: "InvalidParameters.Malformed" });
  await expect(change('{"innodb_log_file_size":"8"}')).rejects.toMatchObject({
    code: "InvalidParameters.Format",
    message: expect.stringContaining("read only"),
  });
});

test("lists accounts without the vendor's own", async () => {
  const { body } = await client.describeAccounts(new rds.DescribeAccountsRequest({ DBInstanceId: ID }));
  const names = body?.accounts?.DBInstanceAccount?.map((account) => account.accountName);
  expect(names).not.toContain("root");
  expect(body?.totalRecordCount).toBe(names?.length);
});
