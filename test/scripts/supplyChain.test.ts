import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { billOfMaterials } from "../../scripts/sbom.mjs";
import { CLI_DIGESTS, CLI_VERSION, downloadCli } from "../../scripts/toolchain/cli.mjs";

const root = resolve(__dirname, "../..");
const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

describe("the official CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-test-"));
  let server: Server;
  let releases: string;
  let archive: Buffer;
  const asked: string[] = [];
  beforeAll(async () => {
    mkdirSync(join(folder, "made/pulumi"), { recursive: true });
    writeFileSync(join(folder, "made/pulumi/pulumi"), "#!/bin/sh\necho v0\n", { mode: 0o755 });
    await execa("tar", ["-czf", "../cli.tar.gz", "pulumi"], { cwd: join(folder, "made") });
    archive = readFileSync(join(folder, "cli.tar.gz"));
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(archive);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is unpacked if it matches the pinned digest", async () => {
    const digests = { "linux-x64": createHash("sha256").update(archive).digest("hex") };
    const path = await downloadCli({ platform: "linux-x64", releases, digests, folder: join(folder, "good") });
    expect(asked.at(-1)).toBe(`GET /pulumi-v${CLI_VERSION}-linux-x64.tar.gz`);
    expect((await execa(path!)).stdout).toBe("v0");
  });

  it("is refused and discarded otherwise", async () => {
    const target = join(folder, "bad");
    const download = downloadCli({ platform: "linux-x64", releases, folder: target });
    await expect(download).rejects.toThrow(`needed ${CLI_DIGESTS["linux-x64"]}; the download was discarded`);
    expect(readdirSync(folder).filter((name) => name.startsWith("bad"))).toEqual([]);
  });

  it("is replaced by another source if unreachable or missing", async () => {
    expect(await downloadCli({ platform: "linux-x64", releases: "http://127.0.0.1:9", folder })).toBeUndefined();
    expect(await downloadCli({ platform: "plan9-mips", releases, folder })).toBeUndefined();
  });
});

describe("what npm installs", () => {
  it("is locked by digest for every package", () => {
    const packages = Object.entries<any>(json("package-lock.json").packages);
    const ours = (path: string) => path === "" || path === "sandbox" || path.startsWith("sdks/");
    const open = packages.filter(
      ([path, { integrity, link }]) => !ours(path) && !link && !/^sha512-/.test(integrity ?? ""),
    );
    expect(open.map(([path]) => path)).toEqual([]);
    expect(packages.length).toBeGreaterThan(400);
  });

  it("runs no install script", () => {
    expect(readFileSync(join(root, ".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
    for (const sdk of readdirSync(join(root, "sdks"))) {
      expect(Object.keys(json(`sdks/${sdk}/package.json`).scripts)).toEqual(["build"]);
      expect(existsSync(join(root, "sdks", sdk, "scripts"))).toBe(false);
    }
    const own = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(json("package.json").scripts).filter((name) => own.includes(name))).toEqual([]);
  });
});

describe("the engine's Go modules", () => {
  it.each(["scripts/engine", "scripts/engine/yaml", "scripts/codegen"])("of %s have recorded digests", (folder) => {
    const required = readFileSync(join(root, folder, "go.mod"), "utf8").matchAll(/^\t(\S+) (v\S+)/gm);
    const sums = readFileSync(join(root, folder, "go.sum"), "utf8");
    const missing = [...required].filter(([, module, version]) => !sums.includes(`${module} ${version}/go.mod h1:`));
    expect(missing.map(([line]) => line)).toEqual([]);
  });
});

describe("the bill of materials", () => {
  const reference = z.string().min(1);
  const component = z.looseObject({
    "bom-ref": reference,
    type: z.enum(["application", "framework", "library", "container", "file"]),
    name: z.string().min(1),
    version: z.string().min(1),
    purl: z.string().regex(/^pkg:(npm|golang|github|deb|oci)\/.+@.+/),
    hashes: z
      .array(
        z.strictObject({
          alg: z.enum(["SHA-256", "SHA-512", "SHA-1"]),
          content: z.string().regex(/^[0-9a-f]{40,128}$/),
        }),
      )
      .optional(),
  });
  const cycloneDx = z.looseObject({
    bomFormat: z.literal("CycloneDX"),
    specVersion: z.literal("1.5"),
    serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
    version: z.int(),
    metadata: z.looseObject({ component: z.looseObject({ name: z.literal("dbferry") }) }),
    components: z.array(component),
    dependencies: z.array(z.looseObject({ ref: reference, dependsOn: z.array(reference) })),
  });

  it("is CycloneDX, and names every fetched package, Go module and program", () => {
    const bill = cycloneDx.parse(billOfMaterials());
    const refs = bill.components.map((one) => one["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    const known = new Set([...refs, bill.metadata.component["bom-ref"]]);
    const unknown = bill.dependencies
      .flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
      .filter((ref) => !known.has(ref));
    expect(unknown).toEqual([]);

    const names = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
    const locked = Object.entries<any>(json("package-lock.json").packages)
      .filter(([path, { link }]) => path.includes("node_modules/") && !link)
      .map(([path, { name, version }]) => `${name ?? path.split("node_modules/").at(-1)}@${version}`);
    expect(locked.filter((one) => !names.has(one))).toEqual([]);
    expect(refs.filter((ref) => /^pkg:golang\/github\.com\/pulumi\/pulumi\/pkg\/v3@/.test(ref))).not.toEqual([]);
    expect(names).toContain(`pulumi@${CLI_VERSION}`);
    expect(names).toContain("mariadb@10.11");
  });
});
