import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { huaweicloud } from "../../../stacks/clouds/huaweicloud";
import { isRecorded } from "../../../stacks/clouds/recorded";

const AT = { cloud: "huaweicloud", region: "cn-north-4" } as const;
const { deployment } = JSON.parse(readFileSync(join(__dirname, "../../e2e/recorded/migrate.json"), "utf8"));
const recorded: Record<string, string> = deployment.resources.find(
  ({ type }: { type: string }) => type === "pulumi:providers:huaweicloud",
).outputs;
const settings = {
  projectId: recorded["projectId"]!,
  endpoints: JSON.parse(recorded["endpoints"]!) as Record<"drs" | "vpc" | "rds" | "iam", string>,
};

describe("the provider of a cloud in the state", () => {
  it("has the inputs that the program makes of the same settings", () => {
    expect(isRecorded(recorded, huaweicloud.inputs(AT, settings))).toBe(true);
  });

  it.each([
    ["another project", { ...settings, projectId: "another" }],
    ["another endpoint", { ...settings, endpoints: { ...settings.endpoints, vpc: "http://127.0.0.1:1" } }],
    ["no project", { ...settings, projectId: undefined }],
    ["no settings", undefined],
  ])("has others with %s", (_what, other) => {
    expect(isRecorded(recorded, huaweicloud.inputs(AT, other))).toBe(false);
  });
});
