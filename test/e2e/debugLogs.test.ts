import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { parseDataSet } from "../../sandbox/mysql/dataSet";
import { Field } from "./harness";

/** Where the engine writes at its most verbose. */
type Channel = "output" | "log" | "grpc";
/** Secrets to search for; `account` is the password that the provider generated. */
type Secret = "cloud keys" | "passphrase" | "administrators" | "account";

/** Documented in docs/security.md as visible in logs, which is why such logs must not be shared. */
const SHOWN = ["output: account", "log: account", "grpc: administrators", "grpc: account"];

let field: Field;
beforeAll(async () => {
  field = await Field.open({ data: parseDataSet("demo") });
});
afterAll(() => field?.close());

/** Runs an engine command with `--debug`, `-v=11` and a gRPC log, and captures each channel separately. */
async function everything(...args: string[]): Promise<Record<Channel, string>> {
  const grpc = join(field.folder, "grpc.json");
  writeFileSync(grpc, "");
  const done = await execa(
    "pulumi",
    [...args, "--stack", STACK, "--non-interactive", "--debug", "--logtostderr", "-v=11"],
    {
      cwd: field.project.folder,
      env: { ...field.project.env, PULUMI_DEBUG_GRPC: grpc },
      reject: false,
      stdin: "ignore",
      maxBuffer: 1e9,
    },
  );
  expect(done.exitCode, `${args}: ${done.stdout.slice(-3000)}`).toBe(0);
  const texts = { output: done.stdout, log: done.stderr, grpc: readFileSync(grpc, "utf8") };
  rmSync(grpc);
  return texts;
}

async function accountPassword(): Promise<string> {
  const state = JSON.parse((await field.decryptedState()).text);
  const account = state.deployment.resources.find(({ type }: any) => type === "dbferry:index:MysqlAccount");
  return JSON.parse(account.outputs.password.plaintext);
}

it("shows in each phase what docs/security.md says, and no cloud key or passphrase in any", async () => {
  const steps: [name: string, phase: string | undefined, args: string[]][] = [
    ["preview prepare", "prepare", ["preview"]],
    ["prepare", undefined, ["up", "--yes", "--skip-preview"]],
    ["preview migrate", "migrate", ["preview"]],
    ["migrate", undefined, ["up", "--yes", "--skip-preview"]],
    ["refresh", undefined, ["refresh", "--yes", "--skip-preview"]],
    ["cutover", "cutover", ["up", "--yes", "--skip-preview"]],
    ["done", "done", ["up", "--yes", "--skip-preview"]],
    ["destroy", undefined, ["destroy", "--yes", "--skip-preview"]],
  ];
  const { alicloud, huaweicloud } = field.sandbox.credentials;
  const seen: [string, Record<Channel, string>][] = [];
  let made = "";
  for (const [name, phase, args] of steps) {
    if (phase) await field.pulumi("config", "set", "phase", phase, "--stack", STACK);
    seen.push([name, await everything(...args)]);
    if (name === "prepare") made = await accountPassword();
  }
  const secrets: Record<Secret, string[]> = {
    "cloud keys": [alicloud.secretKey, huaweicloud.secretKey],
    passphrase: [field.project.env["PULUMI_CONFIG_PASSPHRASE"]!],
    administrators: [field.sandbox.source.admin.password, field.sandbox.target.admin.password],
    account: [made],
  };
  const found = new Set<string>();
  for (const [name, texts] of seen) {
    for (const [channel, text] of Object.entries(texts)) {
      for (const [secret, values] of Object.entries(secrets)) {
        if (!forms(values).some((one) => text.includes(one))) continue;
        found.add(`${channel}: ${secret}`);
        expect(SHOWN, `${name}, ${channel}: ${secret}`).toContain(`${channel}: ${secret}`);
      }
    }
  }
  // The documented exposures are found, which shows that the search works.
  expect([...found].sort()).toEqual([...SHOWN].sort());
});

/** A value as is, and as encoded in JSON, base64 and URLs. */
function forms(values: readonly string[]): string[] {
  return values.flatMap((one) => [
    one,
    JSON.stringify(one).slice(1, -1),
    Buffer.from(one).toString("base64"),
    encodeURIComponent(one),
  ]);
}
