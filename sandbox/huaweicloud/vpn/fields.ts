import { z } from "zod";
import { isIpv4 } from "../../world/addresses";
import { tag } from "../vpc/tags";

export const name = z
  .string()
  .regex(/^[A-Za-z0-9_.\-\p{Script=Han}]{1,64}$/u, "letters, digits, _ - and . only, 1 to 64");
export const id = z.string().min(1).max(64);
export const cidr = z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "a network as CIDR");
export const ipv4 = z.string().refine(isIpv4, "an IPv4 address");
export const tags = z.array(tag).max(20);

/** Tags as the API shows them. */
export function shown(of: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(of).map(([key, value]) => ({ key, value }));
}

export function asRecord(given: z.infer<typeof tags> = []): Record<string, string> {
  return Object.fromEntries(given.map(({ key, value }) => [key, value]));
}
