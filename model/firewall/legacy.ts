import type { SavePart, Tool } from "./recognise";
import { tablesIn } from "./shared";

/** The list of the tables that the kernel has outside of nftables: "ip_tables_names filter". */
export const LEGACY_NAMES = "/proc/net/ip_tables_names";

/** What is known of the tables of iptables that are not in nftables. */
export interface LegacySeen {
  /** Their names by the kernel; absent: not known. */
  names?: readonly string[];
  /** Programs whose whole output dbferry has read. */
  ran: ReadonlySet<string>;
  /** Tools that have printed that there are such tables. */
  warned: ReadonlySet<Tool>;
}

/** Lines such as "ip6_tables_names filter". */
export const namesIn = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** iptables writes this to its error output, which a file may hold as well. */
export function warningsIn(text: string): Tool[] {
  return [...text.matchAll(/^# Warning: (ip6?tables)-legacy tables present/gm)].map(([, tool]) => tool as Tool);
}

/** Tables outside of nftables whose rules were not given, though there may be some. */
export function legacyUnseen(saves: readonly SavePart[], { names, ran, warned }: LegacySeen): string[] {
  const legacy = saves.filter(({ isNft, isWhole }) => !isNft && isWhole);
  return (["iptables", "ip6tables"] as const).flatMap((tool) => {
    const ours = legacy.filter((save) => save.tool === tool);
    const save = `${tool}-legacy-save`;
    const file = tool === "iptables" ? "ip_tables_names" : "ip6_tables_names";
    const printed = new Set(ours.flatMap(({ text }) => tablesIn(text)));
    const known = names
      ?.filter((line) => line.startsWith(`${file} `))
      .map((line) => line.slice(file.length + 1).trim());
    const missing = known?.filter((table) => !printed.has(table)) ?? [];
    if (missing.length > 0) return [`the tables ${missing.join(", ")} that ${save} prints`];
    if (known) return [];
    if (warned.has(tool) && ours.length === 0) return [`the tables that ${save} prints`];
    const isRead = ran.size === 0 || ran.has(save) || ours.length > 0;
    return isRead ? [] : [`whether there are tables that ${save} prints: neither it nor /proc/net/${file} was read`];
  });
}

/** A part of iptables-save with the program that changes its tables. */
export interface NamedSave extends SavePart {
  /** Present where `iptables` changes other tables. */
  program?: string;
}

/** iptables-save is one of -legacy-save and -nft-save: the same tables count once. */
export function namedSaves(saves: readonly SavePart[]): NamedSave[] {
  const variantOf = ({ isNft, version }: SavePart) => (isNft ? "nft" : version === undefined ? undefined : "legacy");
  const isOther = ({ from }: SavePart) => /^ip6?tables-(legacy|nft)-save$/.test(from);
  const isSame = (one: SavePart, other: SavePart) => one.tool === other.tool && variantOf(one) === variantOf(other);
  const left = saves.filter(
    (save) => !isOther(save) || !saves.some((main) => main.from === `${save.tool}-save` && isSame(main, save)),
  );
  return left.map((save) => {
    const variant = variantOf(save);
    const among = left.filter(({ tool }) => tool === save.tool).map(variantOf);
    const isOne = variant !== undefined && (isOther(save) || (among.includes("nft") && among.includes("legacy")));
    return isOne ? { ...save, program: `${save.tool}-${variant}` } : save;
  });
}
