/**
 * Ranges from which DTS connects, by the region of its servers. Over the internet: parts of a documentation range that
 * no cloud and no server of the sandbox has; inside the cloud: parts of 100.104.0.0/16, as at the vendor.
 */
const REGIONS = ["cn-hangzhou", "cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1", "eu-central-1"];

export function blocksOf(region: string, type: "internet" | "vpc"): string[] | undefined {
  const at = REGIONS.indexOf(region);
  if (at < 0) return undefined;
  const [first, second] = [at * 2, at * 2 + 1];
  return type === "vpc"
    ? [`100.104.${52 + first}.0/24`, `100.104.${52 + second}.0/24`]
    : [`192.0.2.${32 + first * 8}/29`, `192.0.2.${32 + second * 8}/29`];
}

/** The address of a task's node, from the first block of its region. */
export function nodeAddress(region: string, type: "internet" | "vpc", id: string): string {
  const [block] = blocksOf(region, type) ?? blocksOf(REGIONS[0]!, type)!;
  const [a, b, c, d] = block!.split("/")[0]!.split(".").map(Number);
  const host = 1 + ([...id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % (type === "vpc" ? 250 : 6));
  return `${a}.${b}.${c}.${d! + host}`;
}
