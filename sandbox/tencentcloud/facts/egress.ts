import { holds } from "../../world/addresses";

/**
 * Public addresses from which DTS connects to the databases of a region, from the vendor's page "Adding DTS IP
 * Addresses to the Allowlist of the Corresponding Databases", as of November 2026 in its repository
 * tencentyun/intlcloud-documents. A task may use any address of its region. The blocks that the page lists for
 * Chongqing are left out.
 */
const EGRESS: Record<string, readonly string[]> = {
  "ap-guangzhou": ["111.230.198.143", "118.89.34.161", "123.207.84.254", "139.199.74.159"],
  "ap-shanghai": ["111.231.139.59", "111.231.142.94", "115.159.71.186", "182.254.153.245"],
  "ap-beijing": ["123.207.145.84", "211.159.157.165", "211.159.160.104", "58.87.92.66"],
  "ap-chengdu": ["111.231.225.99", "118.24.42.158"],
  "ap-chongqing": ["139.186.77.242", "94.191.102.144", "94.191.98.210"],
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
  "na-toronto": ["45.113.70.156", "45.113.70.6", "49.51.10.104", "49.51.9.221"],
  "eu-frankfurt": ["49.51.132.38", "49.51.133.85"],
};

/**
 * Inside the cloud, DTS has its own addresses, the same in every region; the vendor lists more blocks than this one.
 */
const INSIDE = "9.145.0.0/16";

/** Regions in which a task can be bought: those whose addresses the vendor publishes. */
export const DTS_REGIONS: readonly string[] = Object.keys(EGRESS);

/** The address of the `turn`th connection to the public databases of a region. */
export function publicEgress(region: string, turn: number): string {
  const addresses = EGRESS[region]!;
  return addresses[turn % addresses.length]!;
}

export function innerEgress(turn: number): string {
  return `9.145.${1 + (Math.floor(turn / 250) % 250)}.${1 + (turn % 250)}`;
}

export function isInnerEgress(address: string): boolean {
  return holds(INSIDE, address);
}
