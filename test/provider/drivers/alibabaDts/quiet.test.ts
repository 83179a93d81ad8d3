import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { ALLOW_VARIABLE } from "../../../../model/endpoints";

vi.hoisted(() => {
  process.env["DEBUG"] = "httpx,httpx:*,other";
});

it("no password is printed when DEBUG asks the HTTP library for its requests, and other DEBUG values still work", async () => {
  const { alibabaDtsDriver } = await import("../../../../provider/drivers/alibabaDts/index.js");
  const debug = createRequire(__filename)("debug") as { enabled(name: string): boolean };
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"Success":true}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const dts = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv(ALLOW_VARIABLE, dts);
  const printed: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  onTestFinished(() => {
    spy.mockRestore();
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  const driver = alibabaDtsDriver({ region: "cn-hangzhou", accessKey: "a", secretKey: "b", endpoints: { dts } });
  await driver.changePassword("d1", "source", { user: "ferry", password: "S3cret" });
  expect(printed.join("")).not.toContain("S3cret");
  expect(["httpx", "httpx:header", "httpx:body", "other"].filter((name) => debug.enabled(name))).toEqual(["other"]);
});
