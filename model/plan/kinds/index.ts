import { alicloud } from "./alicloud";
import { dbferry } from "./dbferry";
import { huaweicloud } from "./huaweicloud";
import type { Kind, Kinds } from "./kind";
import { tencentcloud } from "./tencentcloud";

export type { Kind } from "./kind";

/** Every type of resource that a migration may register; a new one is a line in its vendor's file. */
const KINDS: Kinds = { ...alicloud, ...huaweicloud, ...tencentcloud, ...dbferry };

/** Undefined: a type that this version knows nothing about. */
export function kindOf(type: string): Kind | undefined {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}
