/**
 * Ranges from which DTS connects, by the region of its servers. Over the internet: documentation ranges, as everywhere
 * in the sandbox; inside the cloud: parts of 100.104.0.0/16, as at the vendor.
 */
const REGIONS = ["cn-hangzhou", "cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1", "eu-central-1"];

export function blocksOf(region: string, type: "internet" | "vpc"): string[] | undefined {
  const at = REGIONS.indexOf(region);
  if (at < 0) return undefined;
  const [first, second] = [at * 2, at * 2 + 1];
  return type === "vpc"
    ? [`100.104.${52 + first}.0/24`, `100.104.${52 + second}.0/24`]
    : [`203.0.113.${first * 16}/28`, `203.0.113.${second * 16}/28`];
}

/** The address of a task's node, from the first block of its region. */
export function nodeAddress(region: string, type: "internet" | "vpc", id: string): string {
  const [block] = blocksOf(region, type) ?? blocksOf(REGIONS[0]!, type)!;
  const [a, b, c, d] = block!.split("/")[0]!.split(".").map(Number);
  const host = 1 + ([...id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % (type === "vpc" ? 250 : 13));
  return `${a}.${b}.${c}.${d! + host}`;
}
