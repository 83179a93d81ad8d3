import { alicloud } from "./alicloud/cloud";
import { huaweicloud } from "./huaweicloud/cloud";
import { onprem } from "./onprem/cloud";
import { tencentcloud } from "./tencentcloud/cloud";
import { Clock } from "./world/clock";
import type { ServerRef } from "./world/types";
import { World } from "./world/world";

/** The clouds of the sandbox. Adding one takes a folder and a line here. */
export const SANDBOX_CLOUDS = {
  alicloud,
  huaweicloud,
  tencentcloud,
  onprem,
};

type SandboxClouds = typeof SANDBOX_CLOUDS;
export type CloudName = keyof SandboxClouds;
export const CLOUD_NAMES = Object.keys(SANDBOX_CLOUDS) as CloudName[];

export type Credentials = { [C in CloudName]: ReturnType<SandboxClouds[C]["credentials"]> };
export type Endpoints = { [C in CloudName]: Awaited<ReturnType<SandboxClouds[C]["start"]>>["endpoints"] };
export type CustomerServerIn<C extends CloudName> = ReturnType<SandboxClouds[C]["addCustomerServer"]>;

/** A world with every cloud in it, by name. */
export type SandboxWorld = World & { readonly [C in CloudName]: ReturnType<SandboxClouds[C]["join"]> };

export function newWorld(clock: Clock = new Clock()): SandboxWorld {
  const world = new World(clock);
  return Object.assign(
    world,
    byCloud((name) => SANDBOX_CLOUDS[name].join(world)),
  ) as SandboxWorld;
}

/** Adds the customer's server to a cloud. */
export function addCustomerServer<C extends CloudName>(
  world: SandboxWorld,
  cloud: C,
  side: "source" | "target",
  mysql: ServerRef,
): CustomerServerIn<C> {
  return SANDBOX_CLOUDS[cloud].addCustomerServer(world, side, mysql) as CustomerServerIn<C>;
}

export function byCloud<T>(make: (name: CloudName) => T): Record<CloudName, T> {
  return Object.fromEntries(CLOUD_NAMES.map((name) => [name, make(name)])) as Record<CloudName, T>;
}
