/** A zone as `firewall-cmd --list-all` prints it: values by heading. */
export interface Zone {
  name: string;
  isDefault: boolean;
  values: Record<string, string[]>;
}

/**
 * Zones of `firewall-cmd --list-all`, `--list-all-zones`; messages before them are skipped. `--list-rich-rules` prints a
 * part of a zone that it does not name.
 */
export function readZones(text: string): Zone[] {
  const alone = text.split("\n").filter((line) => /^rule\s/.test(line));
  if (alone.length > 0) return [{ name: "", isDefault: true, values: { "rich rules": alone } }];
  const zones: Zone[] = [];
  let heading = "";
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1] ?? "";
    const head = /^(\S+)(?: \(([\w, ]+)\))?\s*$/.exec(line);
    if (head && /^\s+(target|summary|interfaces|icmp-block-inversion|services|description):/.test(next)) {
      const words = (head[2] ?? "").split(/,\s*/);
      zones.push({
        name: head[1]!,
        isDefault: words.includes("default"),
        values: {},
      });
      heading = "";
      continue;
    }
    const zone = zones.at(-1);
    if (!zone) continue;
    const [, name, value] = /^\s+([a-z][a-z -]*):(?:\s(.*))?$/.exec(line) ?? [];
    if (name !== undefined && !line.startsWith("\t")) {
      heading = name;
      zone.values[heading] = value?.trim() ? [value.trim()] : [];
    } else if (line.trim() !== "") zone.values[heading]?.push(line.trim());
  }
  return zones;
}

/** Values of one line, separated by blanks. */
export const wordsUnder = ({ values }: Zone, heading: string): string[] =>
  (values[heading] ?? []).flatMap((line) => line.split(/\s+/)).filter(Boolean);
