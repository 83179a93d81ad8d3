import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream";

export interface Registry {
  url: string;
  close(): Promise<void>;
}

type Versions = Map<string, string>;

/**
 * A package registry on loopback with exactly the packages installed in the clone: npm itself can then install into
 * another folder without a network.
 */
export async function startRegistry(root: string): Promise<Registry> {
  const packages = installed(root);
  const server = createServer((request, response) => {
    const [name = "", version] = decodeURIComponent(request.url ?? "")
      .slice(1)
      .split("/-/");
    const versions = packages.get(name);
    const folder = version && versions?.get(version);
    // Contents never change, so npm may cache them for the next project.
    response.setHeader("cache-control", "max-age=3600, immutable");
    if (folder) return void sendTarball(folder, response);
    response.statusCode = versions ? 200 : 404;
    response.end(versions ? document(name, versions, `http://${request.headers.host}`) : "{}");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Every version of every package below node_modules, with its folder. */
function installed(root: string): Map<string, Versions> {
  const { packages } = JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8"));
  const found = new Map<string, Versions>();
  for (const [path, { link, name, version }] of Object.entries<{ link?: true; name?: string; version: string }>(
    packages,
  )) {
    if (link || !path.includes("node_modules/")) continue;
    const own = name ?? path.split("node_modules/").at(-1)!;
    found.set(own, (found.get(own) ?? new Map()).set(version, join(root, path)));
  }
  return found;
}

/** A package's registry document: the manifest of each version, and the URL of its tarball. */
function document(name: string, folders: Versions, url: string): string {
  const versions = [...folders].map(([version, folder]) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return [version, { ...manifest, dist: { tarball: `${url}/${name}/-/${version}` } }];
  });
  return JSON.stringify({ name, "dist-tags": { latest: versions.at(-1)![0] }, versions: Object.fromEntries(versions) });
}

/** npm strips the tarball's first folder, whatever its name. */
function sendTarball(folder: string, response: NodeJS.WritableStream): void {
  const own = basename(folder);
  const tar = spawn("tar", ["-czf", "-", "--exclude", `${own}/node_modules`, "-C", dirname(folder), own], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  pipeline(tar.stdout, response, () => {});
}
