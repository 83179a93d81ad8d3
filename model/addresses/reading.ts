/** Every IPv4 address. */
export const WORLD_V4 = "0.0.0.0/0";
/** Every IPv6 address. */
export const WORLD_V6 = "::/0";

/** What one entry of an address list means. `blocks` are CIDR blocks of either family, always with a prefix. */
export type Reading =
  | { kind: "blocks"; text: string; blocks: string[]; how?: string }
  | { kind: "any"; text: string; blocks: string[]; how: string }
  | { kind: "host"; text: string; blocks: [] }
  | { kind: "reference"; text: string; blocks: [] }
  | { kind: "unreadable"; text: string; blocks: []; how: string };

export function anyone(text: string, how: string): Reading {
  return { kind: "any", text, blocks: [WORLD_V4, WORLD_V6], how };
}

export function unreadable(text: string, how: string): Reading {
  return { kind: "unreadable", text, blocks: [], how };
}
