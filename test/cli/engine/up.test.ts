import { Stack } from "@pulumi/pulumi/automation";
import { afterEach, expect, it, vi } from "vitest";
import { up } from "../../../cli/engine/up";

/** The SDK's own stack, with an engine that only prints its arguments. */
function stackOf(started: string[][]): Stack {
  const workspace = {
    workDir: ".",
    envVars: {},
    serializeArgsForOp: async () => [],
    postCommandCallback: async () => {},
    pulumiCommand: { run: async (args: string[]) => ({ code: started.push(args), stdout: "{}", stderr: "" }) },
  };
  return Object.assign(Object.create(Stack.prototype), { name: "prod", workspace });
}

afterEach(() => vi.unstubAllEnvs());

it("starts the engine's command once per update, with many parallel operations", async () => {
  const started: string[][] = [];
  await up(stackOf(started), { policyPacks: ["pack"] });
  expect(started).toHaveLength(1);
  expect(started[0]!.join(" ")).toMatch(/^up --yes .*--policy-pack pack .*--parallel 100 .*--stack prod$/);
});

it("respects a parallelism that the user has set", async () => {
  vi.stubEnv("PULUMI_PARALLEL", "3");
  const started: string[][] = [];
  await up(stackOf(started), {});
  expect(started.flat()).not.toContain("--parallel");
});
