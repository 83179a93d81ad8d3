import { entryNotGiven } from "./entry";
import type { Zone } from "./firewalld/zone";
import { readFirewalld } from "./firewalld/zones";
import { type Ipsets, readIpsets } from "./ipset";
import { readList } from "./iptables/list";
import { readSave } from "./iptables/save";
import { LEGACY_NAMES, type NamedSave, namedSaves, namesIn, warningsIn } from "./legacy";
import type { NftObjects } from "./nft/json";
import { readNft } from "./nft/ruleset";
import { type ListPart, partsOf, type SavePart, type Tool } from "./recognise";
import type { Chain, Ruleset } from "./rules";
import { type Incomplete, incompleteIn, sharedName, sharedTables, untoldChain } from "./shared";
import { completeness, type Given } from "./unseen";

/** Output of one tool. */
export interface Output {
  /** The file, or the command that printed it. */
  from: string;
  text: string;
  /** It was read by dbferry itself, so that an empty output means that there are no rules. */
  whole?: boolean;
}

export interface Recognised {
  ruleset: Ruleset;
  /** Outputs in no known format. */
  strange: { from: string; seen: string }[];
}

interface Sorted {
  saves: SavePart[];
  lists: ListPart[];
  nft: { objects: NftObjects; whole: boolean }[];
  zones: Zone[];
  ipsets: string[];
  incomplete: Incomplete[];
  legacy: { names?: string[]; ran: Set<string>; warned: Set<Tool> };
  /** iptables has printed that it has no rules. */
  hasNoSaved: boolean;
}

/** All rules of a host, from the outputs of any of the tools, in any order. */
export function readOutputs(outputs: readonly Output[]): Recognised {
  const sorted: Sorted = {
    ...{ saves: [], lists: [], nft: [], zones: [], ipsets: [], incomplete: [] },
    ...{ legacy: { ran: new Set(), warned: new Set() }, hasNoSaved: false },
  };
  const strange: Recognised["strange"] = [];
  for (const output of outputs)
    if (!sort(output, sorted)) strange.push({ from: output.from, seen: firstLine(output.text) });
  return { ruleset: rulesetOf(sorted), strange };
}

/**
 * Stores an output, which may be several concatenated.
 * @returns whether its format is known
 */
function sort({ from, text, whole }: Output, into: Sorted): boolean {
  if (from === LEGACY_NAMES && whole) {
    into.legacy.names = namesIn(text);
    return true;
  }
  if (whole) into.legacy.ran.add(from);
  for (const tool of warningsIn(text)) into.legacy.warned.add(tool);
  const parts = partsOf(text, from);
  for (const part of parts) {
    if (part.kind === "nft") into.nft.push({ objects: part.objects, whole: whole ?? false });
    else if (part.kind === "ipset") into.ipsets.push(part.text);
    else if (part.kind === "save") into.saves.push(part);
    else if (part.kind === "list") into.lists.push(part);
    else into.zones.push(...(part.zones.length === 1 ? [{ ...part.zones[0]!, isDefault: true }] : part.zones));
  }
  const incomplete = incompleteIn(text, from);
  into.incomplete.push(...incomplete);
  const isEmpty = whole === true && text.replace(incomplete.length > 0 ? /^#.*$/gm : "", "").trim() === "";
  if (isEmpty && from === "iptables-save") into.hasNoSaved = true;
  return parts.length > 0 || incomplete.length > 0 || isEmpty;
}

function rulesetOf({ saves: printed, lists, nft, zones, ipsets, incomplete, legacy, hasNoSaved }: Sorted): Ruleset {
  const saves = namedSaves(printed);
  const sets: Ipsets = readIpsets(ipsets.join("\n"));
  const objects = nft.map((one) => one.objects);
  const { saved: known, native, untold, both } = sharedTables(saves, objects, incomplete);
  const isTold = (chain: Chain) => !native.has(sharedName(chain));
  const read = (of: readonly NamedSave[]) => of.flatMap((save) => readSave(save.text, save, sets));
  const inNft = read(saves.filter(({ isNft }) => isNft)).filter(isTold);
  // Without a heading nobody knows whether they are in nftables or not.
  const nameless = read(saves.filter(({ isNft, version }) => !isNft && version === undefined));
  const saved = [...inNft, ...nameless, ...read(saves.filter(({ isNft, version }) => !isNft && version !== undefined))];
  const savedKeys = new Set(saved.map(({ key }) => key.replace(/^(ip6?tables)-(legacy|nft) /, "$1 ")));
  // iptables-save prints more than -L does for the same chain.
  const listed = lists.flatMap(({ text, tool }) => readList(text, tool, sets)).filter(({ key }) => !savedKeys.has(key));
  const doubtful = [...nameless, ...listed].filter((chain) => !isTold(chain)).map(sharedName);
  const firewalld = zones.length > 0 ? readFirewalld(distinctZones(zones), sets) : { chains: [], unseen: [] };
  const called = [...saved, ...listed];
  const all = (ofIptables: readonly Chain[], except: ReadonlySet<string>) => {
    const fromNft = nft.flatMap((one) => readNft(one.objects, except, one.whole));
    const rest = [...entryNotGiven(called, saves), ...[...untold, ...doubtful].map(untoldChain), ...firewalld.chains];
    return new Map([...ofIptables, ...rest, ...fromNft].map((chain) => [chain.key, chain]));
  };
  const apart = new Set([...known].filter((one) => !both.has(one)));
  const ofBoth = inNft.filter((chain) => both.has(sharedName(chain)));
  const given: Given = { saves, lists, nft, hasZones: zones.length > 0, hasNoSaved, legacy };
  return {
    chains: all(called, known),
    ...(both.size > 0
      ? {
          again: all(
            called.filter((chain) => !ofBoth.includes(chain)),
            apart,
          ),
        }
      : {}),
    versions: versionsIn(given),
    unseen: [...completeness(given), ...firewalld.unseen],
  };
}

/** `--list-all` and `--list-all-zones` print the same zone. */
function distinctZones(zones: readonly Zone[]): Zone[] {
  const byName = new Map<string, Zone>();
  for (const zone of zones) {
    const isDefault = zone.isDefault || byName.get(zone.name)?.isDefault === true;
    byName.set(zone.name, { ...zone, isDefault });
  }
  return [...byName.values()];
}

function versionsIn({ saves, lists, nft, hasZones }: Given): Set<4 | 6> {
  const tools = [...saves, ...lists].map(({ tool }) => (tool === "iptables" ? 4 : 6) as 4 | 6);
  return new Set<4 | 6>([...tools, ...(nft.length > 0 || hasZones ? ([4, 6] as const) : [])]);
}

function firstLine(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return line === "" ? "nothing" : line.slice(0, 80);
}
