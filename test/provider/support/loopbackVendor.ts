import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { ALLOW_VARIABLE } from "../../../model/endpoints";

/** A vendor's endpoint on loopback, which clients may use until the end of the test. @returns its URL */
export async function serveVendor(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = process.env[ALLOW_VARIABLE];
  process.env[ALLOW_VARIABLE] = url;
  onTestFinished(async () => {
    if (before === undefined) delete process.env[ALLOW_VARIABLE];
    else process.env[ALLOW_VARIABLE] = before;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return url;
}
