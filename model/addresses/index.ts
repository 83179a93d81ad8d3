/**
 * Converts every form of address that the three clouds and MySQL accept to CIDR blocks, so that lists are judged by
 * what they cover together and not by how they are written. Set arithmetic is that of cidr-tools, parsing that of
 * ipaddr.js.
 */
export { readMysqlHost } from "./mysqlHost";
export { readAddress } from "./read";
export { type Reading, WORLD_V4, WORLD_V6 } from "./reading";
export {
  covers,
  GLOBAL_V6,
  PRIVATE_BLOCKS,
  privatePart,
  publicPart,
  rangeBlocks,
  type Size,
  sizeOf,
  sumOf,
} from "./sets";
export { cleanText, shorten, splitList } from "./text";

import { readMysqlHost } from "./mysqlHost";
import { readAddress } from "./read";
import type { Reading } from "./reading";
import { splitList } from "./text";

/** Parses every entry of a list whose items may themselves be lists in one string. */
export function readAddressList(items: readonly string[]): Reading[] {
  return items.flatMap((item) => splitList(item)).map(readAddress);
}

/** Parses the hosts of MySQL accounts. */
export function readMysqlHosts(hosts: readonly string[]): Reading[] {
  return hosts.map(readMysqlHost);
}
