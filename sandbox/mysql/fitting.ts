import { type Distribution, findDistribution, onPath, pathDistribution } from "./distribution";
import { dockerDistribution } from "./docker";

type Product = Distribution["product"];
type Version = Distribution["version"];

/** A server program on this machine with exactly this version. @throws Error that names the versions available */
export async function installedServer(product: Product, version: Version): Promise<Distribution> {
  const here: Distribution[] = [];
  for (const name of ["mysqld", "mariadbd"]) {
    const file = await onPath(name);
    const found = file && (await pathDistribution(file).catch(() => undefined));
    if (found) here.push(found);
  }
  const usual = await findDistribution().catch(() => undefined);
  if (usual && !usual.livesByStdin) here.push(usual);
  const fits = here.find((one) => one.product === product && one.version.join() === version.join());
  if (fits) return fits;
  const labels = [...new Set(here.map((one) => one.label))];
  throw new Error(`no ${product} ${version.join(".")} on this machine; there is ${labels.join(", ") || "none"}`);
}

/** The official image of exactly this version. @throws Error when Docker does not respond */
export async function dockerServer(product: Product, version: Version, signal?: AbortSignal): Promise<Distribution> {
  const docker = await onPath("docker");
  const image = `${product}:${version.join(".")}`;
  const found = docker && (await dockerDistribution(docker, { image, product, version }, signal));
  if (!found) throw new Error(`${image} cannot be started: there is no Docker that answers`);
  return found;
}
