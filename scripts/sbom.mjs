// Writes the bill of materials in CycloneDX: npm's locked packages, the Go modules of the engine and the generator,
// and other downloaded programs: the Pulumi CLI, the MariaDB image, the Debian packages of the test servers (as far as
// they were fetched here).
//
//   node scripts/sbom.mjs [FILE]     FILE is sbom.cdx.json by default
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { CLI_DIGESTS, CLI_VERSION } from "./toolchain/cli.mjs";
import { cache, onSystemPath, root } from "./toolchain/paths.mjs";

export function billOfMaterials() {
  const bill = npmBill();
  bill.metadata.component.name = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).name;
  bill.components.push(
    ...goModules("scripts/engine"),
    ...goModules("scripts/engine/yaml"),
    ...goModules("scripts/codegen"),
    pulumiCli(),
    mariadbImage(),
    ...debianPackages(),
  );
  // The Go programs share many modules.
  const byRef = new Map(bill.components.map((component) => [component["bom-ref"], component]));
  bill.components = [...byRef.values()];
  return bill;
}

function npmBill() {
  const npm = onSystemPath("npm") ?? "npm";
  const text = execFileSync(npm, ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    cwd: root,
    env: childEnvironment("npm"),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", 2],
  });
  return JSON.parse(text);
}

/** Every module of a go.mod, with its digest from go.sum. */
function goModules(folder) {
  const read = (name) => readFileSync(join(root, folder, name), "utf8");
  const sums = new Map(
    [...read("go.sum").matchAll(/^(\S+) (v\S+) (h1:\S+)$/gm)].map(([, name, version, sum]) => [
      `${name} ${version}`,
      sum,
    ]),
  );
  return [...read("go.mod").matchAll(/^(?:\t|require )(\S+) (v\S+)/gm)].map(([, name, version]) => {
    const purl = `pkg:golang/${name}@${version}`;
    const sum = sums.get(`${name} ${version}`);
    return {
      "bom-ref": purl,
      type: "library",
      name,
      version,
      purl,
      ...(sum ? { properties: [{ name: "dbferry:go.sum", value: sum }] } : {}),
    };
  });
}

function pulumiCli() {
  const purl = `pkg:github/pulumi/pulumi@v${CLI_VERSION}`;
  return {
    "bom-ref": purl,
    type: "application",
    name: "pulumi",
    version: CLI_VERSION,
    purl,
    licenses: [{ license: { id: "Apache-2.0" } }],
    externalReferences: Object.entries(CLI_DIGESTS).map(([platform, content]) => ({
      type: "distribution",
      url: `https://get.pulumi.com/releases/sdk/pulumi-v${CLI_VERSION}-${platform}.tar.gz`,
      hashes: [{ alg: "SHA-256", content }],
    })),
  };
}

/** The image named in sandbox/mysql/docker.ts. */
function mariadbImage() {
  const source = readFileSync(join(root, "sandbox/mysql/docker.ts"), "utf8");
  const [, name, version, content] = /"(mariadb):([\d.]+)@sha256:([0-9a-f]{64})"/.exec(source);
  const purl = `pkg:oci/${name}@sha256%3A${content}?tag=${version}`;
  return { "bom-ref": purl, type: "container", name, version, purl, hashes: [{ alg: "SHA-256", content }] };
}

/** The packages that scripts/servers/debian.ts recorded when unpacking them. */
function debianPackages() {
  const folder = join(cache, "debian");
  const records = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "packages.json")) : [];
  return records
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, "utf8")).map(debianComponent));
}

function debianComponent({ file, sha256 }) {
  const [name, version, arch] = basename(file, ".deb").split("_").map(decodeURIComponent);
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${arch}`;
  return { "bom-ref": purl, type: "application", name, version, purl, hashes: [{ alg: "SHA-256", content: sha256 }] };
}

if (process.argv[1] === import.meta.filename) {
  const file = resolve(process.argv[2] ?? "sbom.cdx.json");
  const bill = billOfMaterials();
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`${file}: ${bill.components.length} components\n`);
}
