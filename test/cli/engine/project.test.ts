import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openStack } from "../../../cli/engine/project";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "dbferry-project-"));
  writeFileSync(join(cwd, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
});
afterEach(() => rmSync(cwd, { recursive: true }));

it("a stack that is named does not become the selected one, which the user's next command would use", async () => {
  const commands: string[] = [];
  const run = async (args: string[]) => {
    commands.push(args.join(" "));
    return { code: 0, stdout: "", stderr: "" };
  };
  const stack = await openStack({ cwd, stack: "orders" }, {
    command: "pulumi",
    version: null,
    run,
  } as unknown as PulumiCommand);
  expect(stack.name).toBe("orders");
  expect(commands).toContain("stack --stack orders --show-name");
  expect(commands.filter((one) => /\bselect\b/.test(one))).toEqual([]);
});
