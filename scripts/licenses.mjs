// Licences of everything bundled into the npm package, with their texts, which must accompany every copy.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./toolchain/paths.mjs";

/** Shipped in the npm package beside its sources. */
export const LICENSES = "LICENSES.txt";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const TEXT = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** @param inputs files that went into the bundles, relative to the clone */
export function writeLicenses(inputs) {
  const folders = [...new Set(inputs.map((file) => PACKAGE.exec(file)?.[1]).filter(Boolean))];
  const packages = folders.map(licenceOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const heading = "The programs in this package contain parts of the packages below, each under its own licence.\n";
  writeFileSync(join(root, LICENSES), [heading, ...packages.map(section)].join("\n"));
}

function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const files = readdirSync(join(root, folder)).filter((file) => TEXT.test(file));
  const texts = files.map((file) => readFileSync(join(root, folder, file), "utf8").trim());
  return { name: `${name} ${version}`, license: license?.type ?? license ?? "not stated", author, texts };
}

function section({ name, license, author, texts }) {
  const by = typeof author === "string" ? author : author?.name;
  const text =
    texts.length > 0 ? texts.join("\n\n") : `The package does not include its text.${by ? ` Author: ${by}` : ""}`;
  return `${"-".repeat(72)}\n${name}: ${license}\n\n${text}\n`;
}
