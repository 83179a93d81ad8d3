import ipaddr from "ipaddr.js";
import { blocksOfV4 } from "./family4";
import { blocksOfV6 } from "./family6";
import { anyone, type Reading, unreadable } from "./reading";
import { rangeBlocks } from "./sets";
import { cleanText } from "./text";

const ANY_WORDS = new Set([
  "*",
  "%",
  "any",
  "all",
  "anyone",
  "anywhere",
  "everyone",
  "internet",
  "public",
  "world",
  "0",
]);
/** Ids of address templates, template groups, prefix lists and security groups, as the three clouds write them. */
const REFERENCE = /^(ipmg?|pl|sg|eni|ipg)-[0-9a-z]+$/i;
const HOST = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;

/**
 * Parses one entry of an address list: CIDR, bare address, range, netmask, IPv6 in any form, a word for everyone, host
 * name.
 */
export function readAddress(raw: string): Reading {
  const text = cleanText(raw);
  if (text === "") return unreadable(raw, "an empty entry");
  if (ANY_WORDS.has(text.toLowerCase())) return anyone(text, "a keyword for every address");
  if (REFERENCE.test(text)) return { kind: "reference", text, blocks: [] };
  const range = /^([^-]+)-([^-]+)$/.exec(text);
  if (range && /^[0-9a-fx.:]+$/i.test(text.replace("-", "")) && /[.:]/.test(text))
    return readRange(text, range[1]!, range[2]!);
  return readBlock(text);
}

function readBlock(text: string): Reading {
  const [address, prefix, rest] = text.split("/");
  if (address === undefined || rest !== undefined) return unreadable(text, "more than one slash");
  if (text.startsWith("*.") && /^[*.]+$/.test(text)) return anyone(text, "a pattern that matches every address");
  const blocks = address.includes(":") ? blocksOfV6(address, prefix) : blocksOfV4(address, prefix);
  if (blocks.length > 0) {
    if (isUnspecified(blocks)) return anyone(text, "the unspecified address, which means every address");
    const how = plain(address, prefix) ? undefined : `read as ${[...new Set(blocks)].join(" or ")}`;
    return { kind: "blocks", text, blocks: [...new Set(blocks)], ...(how ? { how } : {}) };
  }
  if (prefix === undefined && HOST.test(address) && /[a-z]/i.test(address) && !/^0x/i.test(address)) {
    return address.toLowerCase().replace(/\.$/, "") === "localhost"
      ? { kind: "blocks", text, blocks: ["127.0.0.0/8", "::1/128"], how: "this machine itself" }
      : { kind: "host", text, blocks: [] };
  }
  return unreadable(text, "not an address, block, range or host name");
}

/** True for the plain spellings that every program parses the same way. */
function plain(address: string, prefix: string | undefined): boolean {
  if (prefix !== undefined && !/^(0|[1-9]\d*)$/.test(prefix)) return false;
  return address.includes(":") || (ipaddr.IPv4.isValidFourPartDecimal(address) && !/(^|\.)0\d/.test(address));
}

function isUnspecified(blocks: readonly string[]): boolean {
  return blocks.length === 1 && (blocks[0] === "0.0.0.0/32" || blocks[0] === "::/128");
}

function readRange(text: string, first: string, last: string): Reading {
  const lows = first.includes(":") ? blocksOfV6(first, undefined) : blocksOfV4(first, undefined);
  const highs = last.includes(":") ? blocksOfV6(last, undefined) : blocksOfV4(last, undefined);
  const blocks = lows.flatMap((low) => highs.flatMap((high) => rangeBlocks(low, high)));
  if (blocks.length === 0) return unreadable(text, "a range whose ends are invalid or out of order");
  return { kind: "blocks", text, blocks, how: `a range of ${blocks.length} block${blocks.length === 1 ? "" : "s"}` };
}
