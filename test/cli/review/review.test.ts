import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { touchedProviders } from "../../../cli/review/providers";
import { reviewOf } from "../../../cli/review/review";
import { verdictOn } from "../../../policies/review";

let folder: string;
const at = (name: string) => join(folder, name);
/** A pipeline's own variables, none of them secret. */
const clean = () => ({ PATH: process.env["PATH"], HOME: folder, TMPDIR: folder });

/** A base and a change with a program in a language that cannot be isolated, and no stack. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-refused-"));
  for (const name of ["base", "change", "pack"]) {
    mkdirSync(at(name));
    writeFileSync(join(at(name), "Pulumi.yaml"), "name: shop\nruntime: python\n");
    writeFileSync(join(at(name), "PulumiPolicy.yaml"), "runtime: nodejs\n");
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const review = (more: object = {}, own: NodeJS.ProcessEnv = clean()) =>
  reviewOf({ cwd: at("base"), change: at("change"), policyPack: at("pack"), ...more }, own);

describe("a review of somebody else's change", () => {
  test("does not start when the environment contains secrets, and names them without their values", async () => {
    const own = {
      ...clean(),
      GITHUB_TOKEN: "planted-1",
      HW_SECRET_KEY: "planted-2",
      MIRROR: "https://me:planted-3@example.com",
    };
    const error: Error = await review({}, own).catch((failure) => failure);
    expect(error.message).toMatch(/GITHUB_TOKEN, HW_SECRET_KEY, MIRROR; needed: an environment without secrets/);
    expect(error.message).not.toContain("planted");
  });

  test("starts with --allow-secrets, and then requires isolation", async () => {
    await expect(review({ allowSecrets: true }, { ...clean(), GITHUB_TOKEN: "planted" })).rejects.toThrow(
      /cannot be isolated/,
    );
  });

  test("refuses a program that it cannot isolate", async () => {
    await expect(review()).rejects.toThrow(/cannot be isolated here: .*python.*`isolation: none`/s);
  });

  test("notes that a program ran without isolation, if the base allows it", async () => {
    writeFileSync(join(at("base"), "dbferry-review.yaml"), "isolation: none\n");
    writeFileSync(join(at("change"), "dbferry-review.yaml"), "isolation: none\n");
    const { notes } = await review();
    expect(notes).toEqual([expect.stringMatching(/ran without isolation/)]);
  });

  test("is not fine without a stack: nothing was judged", async () => {
    writeFileSync(join(at("base"), "dbferry-review.yaml"), "isolation: none\n");
    writeFileSync(join(at("change"), "dbferry-review.yaml"), "isolation: none\n");
    const found = await review();
    expect(verdictOn(found)).toBe("broken");
    expect(found.stacks.map(({ errors }) => errors)).toEqual([[expect.stringMatching(/nothing was judged; needed: /)]]);
  });

  test("does not rely on what the change says about itself", async () => {
    writeFileSync(join(at("change"), "dbferry-review.yaml"), "isolation: none\n");
    await expect(review()).rejects.toThrow(/cannot be isolated/);
  });
});

test("reports an address that the program gives to a provider: a URL, a host, Huawei's domain, and settings that disable TLS", () => {
  const rows = (inputs: Record<string, unknown>) =>
    touchedProviders("prod", [{ urn: "u", type: "huaweicloud", inputs }], {}, { isolation: "required", allow: [] });
  for (const inputs of [
    { authUrl: "https://iam.attacker.example/v3" },
    { endpoints: { rds: "rds.attacker.example" } },
    { cloud: "attacker.example" },
    { insecure: "true" },
  ])
    expect(rows(inputs)).toHaveLength(1);
  expect(rows({ region: "cn-north-4", insecure: "false" })).toEqual([]);
});
