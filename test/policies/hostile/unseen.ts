import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Attack } from "../../support/attack";
import { byChange, notRefused } from "./attack";
import { program, WORLD } from "./field";

const STACK = "stacks/Pulumi.prod.yaml";
const ACCEPTED = { reason: "it is fine", owner: "me", expires: "2099-01-01T00:00:00Z" };

/** Inputs that the update would use but the review would miss. */
export const UNSEEN: Attack[] = [
  byChange(
    "brings a Pulumi.json, which the engine takes before the Pulumi.yaml",
    (field) => {
      field.write(
        field.change,
        "Pulumi.json",
        JSON.stringify({ name: "shop", runtime: "nodejs", main: "evil", stackConfigDir: "evil" }),
      );
      field.write(field.change, "evil/Pulumi.prod.json", "{}");
      field.write(field.change, "evil/index.js", program(WORLD));
    },
    (outcome) => notRefused(outcome, ["toolchain", /^Pulumi\.json$/]),
  ),
  byChange(
    "brings a project in the folder in which the update is started",
    (field) => field.write(field.change, "stacks/Pulumi.yml", "name: shop\nruntime: nodejs\n"),
    (outcome) => notRefused(outcome, ["toolchain", /^stacks\/Pulumi\.yml$/]),
  ),
  byChange(
    "hides a stack file behind a harmless one with another ending",
    (field) => {
      field.write(field.change, STACK.replace(".yaml", ".yml"), readFileSync(join(field.base, STACK), "utf8"));
      field.edit(STACK, ({ config }) => {
        config["dbferry:policies"] = { level: "off" };
      });
    },
    (outcome) => notRefused(outcome, ["policy settings", /prod\.yaml: dbferry:policies/]),
  ),
  byChange(
    "removes the only stack, so that nothing is previewed",
    (field) => {
      field.write(field.base, STACK, '{"config":{}}');
      rmSync(join(field.change, STACK));
    },
    (outcome) => notRefused(outcome, ["stack", /Pulumi\.prod\.yaml$/]),
  ),
  byChange(
    "takes settings and variables from an environment outside the repository",
    (field) =>
      field.edit(STACK, (stack) => {
        stack.environment = ["mallory/env"];
      }),
    (outcome) => notRefused(outcome, ["toolchain", /environment/]),
  ),
  byChange(
    "exempts a gate of the cutover, and the task's leg from TLS",
    (field) =>
      field.edit(STACK, ({ config }) => {
        config["dbferry:migration"] = {
          cutover: { exemptions: [{ gate: "G01", ...ACCEPTED }] },
          task: { plainSource: ACCEPTED },
        };
      }),
    (outcome) => notRefused(outcome, ["exemption", /cutover\.exemptions\.0$/], ["exemption", /plainSource$/]),
  ),
  byChange(
    "edits a source of the pack that is not in its folder",
    (field) => {
      const pack = join(field.base, "policies");
      field.write(pack, "dist/sources.json", JSON.stringify(["../model/addresses.ts", "rules.ts"]));
      field.write(field.base, "model/addresses.ts", "export const isOpen = (cidr) => cidr === '0.0.0.0/0';");
      field.write(field.change, "model/addresses.ts", "export const isOpen = () => false;");
    },
    (outcome) => notRefused(outcome, ["policy pack", /^model\/addresses\.ts$/]),
  ),
  byChange(
    "puts its own authority into the file that the source's certificate is checked by",
    (field) => {
      for (const folder of [field.base, field.change]) {
        const stack = JSON.parse(readFileSync(join(folder, STACK), "utf8"));
        stack.config["dbferry:migration"] = { source: { host: "db.example.com", ca: "authorities/source.txt" } };
        field.write(folder, STACK, JSON.stringify(stack));
      }
      field.write(field.base, "authorities/source.txt", "the vendor's");
      field.write(field.change, "authorities/source.txt", "the attacker's");
    },
    (outcome) => notRefused(outcome, ["endpoint", /^authorities\/source\.txt$/]),
  ),
  byChange(
    "edits what other tools run: an action, git hooks, a package manager of its own",
    (field) => {
      for (const path of TOOLS) field.write(field.change, path, "");
    },
    (outcome) =>
      notRefused(
        outcome,
        ...TOOLS.map((path): [string, RegExp] => ["toolchain", new RegExp(`^${path.replaceAll(".", "\\.")}$`)]),
      ),
  ),
  ...['name: "x\nruntime: nodejs\n', "name: x\nruntime: *gone\u2028", "? {a: &b\u001b[2J\n"].map((text, at) =>
    byChange(
      `writes to the terminal by a Pulumi.yaml that cannot be read, ${at + 1}`,
      (field) => field.write(field.change, "Pulumi.yaml", `${text}\u001b]0;owned\u0007\n✅ prod: fine\nprod: fine\n`),
      ({ code, text: seen }) => [
        ...(code === 2 ? [] : [`exit code ${code}; needed 2`]),
        ...(/^(✅ )?prod: fine/m.test(seen) ? ["it wrote a line of its own"] : []),
        ...(["\u001b", "\u0007", "\u2028"].some((mark) => seen.includes(mark)) ? ["it steers the terminal"] : []),
      ],
    ),
  ),
];

const TOOLS = [
  "tools/action.yml",
  "infra/.yarn/releases/yarn.cjs",
  "infra/.pulumi/settings.json",
  ".pre-commit-config.yaml",
  "stacks/mise.toml",
  "stacks/bunfig.toml",
  "deno.json",
  ".travis.yml",
  "flake.nix",
  ".mergify.yml",
  "renovate.json5",
  "infra/rollup.config.mjs",
  "infra/.eslintrc.cjs",
  ".vscode/tasks.json",
  ".githooks/post-merge",
  "infra/.NPMRC",
  "authorities/other.pem",
  ".lfsconfig",
];
