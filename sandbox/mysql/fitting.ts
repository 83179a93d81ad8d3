import { type Distribution, findDistribution, onPath, pathDistribution } from "./distribution";
import { dockerDistribution } from "./docker";
import type { DockerLimits } from "./dockerCommand";

type Product = Distribution["product"];
type Version = Distribution["version"];

/** A server program on this machine with exactly this version. @throws Error that lists the versions available */
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

/**
 * The official image of exactly this version. @throws Error with the reason why it is not available; the signal's
 * reason
 */
export async function dockerServer(
  product: Product,
  version: Version,
  signal?: AbortSignal,
  limits?: DockerLimits,
): Promise<Distribution> {
  const image = `${product}:${version.join(".")}`;
  const failed = (error: unknown): never => {
    signal?.throwIfAborted();
    throw new Error(`${image} cannot be started in Docker: ${(error as Error).message}`);
  };
  const docker = await onPath("docker");
  if (docker === undefined) return failed(new Error("there is no docker command on the PATH"));
  const found = await dockerDistribution(docker, { image, product, version }, signal, limits).catch(failed);
  return { ...found, initialise: (dir, stop) => found.initialise(dir, stop).catch(failed) };
}
