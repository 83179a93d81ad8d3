import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";

/** Tags as the VPC service takes and shows them. */
export interface WireTag {
  Key: string;
  Value: string;
}

export const asRecord = (tags: readonly WireTag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export const asTags = (tags: Record<string, string>): WireTag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const notFound = (id: string) => new TcError("ResourceNotFound", `The resource \`${id}\` is not found.`);

/** Something else still uses it. */
export const inUse = (text: string) => new TcError("UnsupportedOperation", text);

/** @throws TcError InvalidParameterValue.TooLong */
export function nameOf(field: string, name: string): string {
  if (Buffer.byteLength(name) > 60)
    throw new TcError("InvalidParameterValue.TooLong", `The ${field} is longer than 60.`);
  return name;
}

/** @throws TcError for another value */
export function oneOf(field: string, value: string, known: readonly string[]): string {
  if (!known.includes(value)) throw errors.value(field, known.join(", "));
  return value;
}

/** @throws TcError outside of a range */
export function within(field: string, value: number, least: number, most: number): number {
  if (value < least || value > most) throw errors.value(field, `${least} to ${most}`);
  return value;
}

/** @throws TcError when it is not in this region */
export function vpcOf(world: TencentcloudWorld, region: string, id: string) {
  const found = world.tencentcloud.networks.find(id);
  if (found?.region !== region) throw new TcError("InvalidVpcId.NotFound", `The VPC \`${id}\` is not found.`);
  return found;
}
