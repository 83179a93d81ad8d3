import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { openSocket } from "../../mysql/greeting";
import { hostileServer, SECRET } from "../attacks/mysql/hostile";

const COMMAND = resolve(__dirname, "../../cli/bin/dbferry.js");

test.each(["compare", "preflight", "cutover"])(
  "Ctrl-C ends dbferry %s at once while a server never sends its greeting",
  async (command) => {
    let called = () => {};
    const calls = new Promise<void>((done) => {
      called = done;
    });
    const server = await hostileServer(async () => called());
    try {
      const url = `mysql://root@127.0.0.1:${server.port}/?timeout=600`;
      const env = { PATH: process.env.PATH, DBFERRY_SOURCE_PASSWORD: SECRET, DBFERRY_TARGET_PASSWORD: SECRET };
      const engine = command === "preflight" ? ["--engine", "drs"] : [];
      const child = spawn(process.execPath, [COMMAND, command, ...engine, "--source", url, "--target", url], {
        env,
        stdio: "pipe",
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
      await calls;
      const asked = Date.now();
      child.kill("SIGINT");
      const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
        child.on("close", (...end) => done(end)),
      );
      expect(Date.now() - asked).toBeLessThan(5000);
      expect([code, signal]).toSatisfy(([one, by]) => by === "SIGINT" || one === 2 || one === 130);
      expect(text).not.toContain(SECRET);
    } finally {
      await server.stop();
    }
  },
);

test("a name look-up that never ends is reported as one, at the deadline", async () => {
  const place = { host: "db.example", port: 3306, lookup: () => {} };
  await expect(openSocket(place, Date.now() + 100)).rejects.toMatchObject({ reason: "dns" });
});
