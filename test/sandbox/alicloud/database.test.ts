import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import RdsClient, * as rds from "@alicloud/rds20140815";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlicloudServices } from "../../../sandbox/alicloud";
import { startAlicloud } from "../../../sandbox/alicloud";
import { newWorld } from "../../../sandbox/clouds";
import { withAdmin } from "../../../sandbox/mysql/connect";
import { MysqlServer } from "../../../sandbox/mysql/server";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const ID = "rm-source01";
let dir: string;
let server: MysqlServer;
let services: AlicloudServices;
let client: RdsClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "dbferry-test-"));
  server = await MysqlServer.start({ dir: join(dir, "source"), serverId: 21 });
  await withAdmin(server.ref, (admin) =>
    admin.query("GRANT SELECT ON *.* TO shop@'10.0.0.1', shop@'10.0.0.2', sbx_0123456789ab@'127.0.0.1'"),
  );
  const world = newWorld();
  world.alicloud.rds.add({ id: ID, region: "cn-hangzhou", mysql: server.ref });
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
  await rm(dir, { recursive: true, force: true });
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

test("refuses a variable that does not exist, and one that needs a restart", async () => {
  await expect(change('{"no_such_variable":"1"}')).rejects.toMatchObject({ code: "InvalidParameters.Malformed" });
  await expect(change('{"innodb_log_file_size":"8"}')).rejects.toMatchObject({
    code: "InvalidParameters.Format",
    message: expect.stringContaining("read only"),
  });
});

test("lists accounts without the vendor's own", async () => {
  const { body } = await client.describeAccounts(new rds.DescribeAccountsRequest({ DBInstanceId: ID }));
  const accounts = body?.accounts?.DBInstanceAccount?.map((one) => [one.accountName, one.accountType]);
  expect(accounts).toEqual([["shop", "Normal"]]);
  expect(body?.totalRecordCount).toBe(1);
});
