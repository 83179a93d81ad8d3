import { asBlock } from "../../addresses/block";
import { publicPart } from "../../addresses/sets";
import type { EngineProblem } from "../facts";
import { wideOf } from "../published";

/** The vendor's page, as it and its guide to migrating to TSE Apollo are in github.com/tencentyun/qcloud-documents. */
const PAGE = {
  source: "Tencent DTS, adding DTS IP addresses to the allowlist of the corresponding databases (571/61637)",
  date: "2026-11-30",
};

/**
 * Public addresses from which DTS connects to databases outside Tencent Cloud, by the region of the task. No API of the
 * vendor returns them. Every address of a region may be used.
 */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  "ap-guangzhou": ["111.230.198.143", "118.89.34.161", "123.207.84.254", "139.199.74.159"],
  "ap-shanghai": ["111.231.139.59", "111.231.142.94", "115.159.71.186", "182.254.153.245"],
  "ap-beijing": ["123.207.145.84", "211.159.157.165", "211.159.160.104", "58.87.92.66"],
  "ap-chengdu": ["111.231.225.99", "118.24.42.158"],
  "ap-chongqing": [
    "139.186.122.0/24",
    "129.28.12.0/24",
    "129.28.14.0/24",
    "139.186.77.242",
    "139.186.109.0/24",
    // Wider than a /24, and on the vendor's list.
    "139.186.130.0/23",
    "94.191.102.144",
    "94.191.98.210",
  ],
  "ap-nanjing": ["129.211.166.117", "129.211.167.130"],
  "ap-shenzhen": ["118.126.124.6", "118.126.124.83"],
  "ap-hongkong": ["119.29.180.130", "119.29.208.220", "124.156.168.151", "150.109.72.54"],
  "ap-singapore": ["119.28.103.40", "119.28.104.184", "119.28.116.123", "150.109.11.113"],
  "ap-jakarta": ["43.129.33.41", "43.129.35.144"],
  "ap-bangkok": ["150.109.164.203", "150.109.164.82"],
  "ap-mumbai": ["119.28.246.130", "119.28.246.18"],
  "ap-seoul": ["119.28.150.71", "119.28.157.173"],
  "ap-tokyo": ["150.109.195.201", "150.109.196.137"],
  "na-siliconvalley": ["49.51.38.216", "49.51.39.189"],
  "na-ashburn": ["170.106.2.63", "49.51.85.120"],
  "eu-frankfurt": ["49.51.132.38", "49.51.133.85"],
};

/** Ranges from which DTS connects by every way but the internet, which the same page lists for all regions together. */
const PUBLISHED_INSIDE: readonly string[] = [
  ...["10.0", "10.1", "10.6", "10.26", "10.45", "10.159", "10.162", "10.200", "10.203", "10.206", "10.209"],
  ...["172.16", "172.19", "172.20", "172.30", "172.31", "192.168", "169.254"],
  // Not private: addresses on the internet elsewhere, which the vendor uses inside its cloud.
  ...["9.145", "9.146", "11.163"],
].map((start) => `${start}.0.0/16`);

/**
 * Addresses from which tasks of a region connect to a source on the internet; undefined: not documented.
 * @param given what the migration says instead
 */
export function dtsAddresses(region: string, given?: readonly string[]): readonly string[] | undefined {
  return given ?? PUBLISHED[region];
}

/** Nobody calls from them over the internet: at the source's network, they would let somebody else in. */
export function privateAddresses(given: readonly string[]): EngineProblem[] {
  return given.flatMap((block, index) =>
    publicPart([asBlock(block)]).length > 0
      ? []
      : [
          {
            path: `tencentDts.addresses.${index}`,
            seen: block,
            needed: "an address on the internet, over which the task reaches the source with path: public",
            fix: "name the addresses that the vendor has given you, or leave them out: those that it publishes are known",
          },
        ],
  );
}

/**
 * Addresses from which tasks connect to an instance of their own cloud.
 * @param given what the migration says instead
 */
export function dtsAddressesInside(given?: readonly string[]): readonly string[] {
  return given ?? PUBLISHED_INSIDE;
}

/** Of the published addresses, the ranges that are wider than a /24: one of Chongqing, and those inside the cloud. */
export const WIDE_RANGES = [
  ...Object.entries(PUBLISHED).flatMap(([region, blocks]) => wideOf(blocks, { ...PAGE, regions: [region] })),
  ...wideOf(
    // Private networks are no wider than other entries may be.
    PUBLISHED_INSIDE.filter((block) => publicPart([block]).length > 0),
    { ...PAGE, accountsOnly: true },
  ),
];
