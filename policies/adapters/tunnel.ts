import type { TunnelSetting } from "../core/facets";
import { text } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";

/** One negotiation setting, with the provider's default. */
export interface SettingRow {
  kind: TunnelSetting["kind"];
  property: string;
  fallback: string;
  strong: string;
}

/** Reads the settings in a table; `prefix` is the path of the properties within the resource. */
export function settingsOf(inputs: Bag, rows: readonly SettingRow[], prefix = ""): TunnelSetting[] {
  return rows.map((row) => {
    const property = `${prefix}${row.property}`;
    const value = text(inputs, row.property);
    const absent = value === undefined || value === "";
    return { kind: row.kind, property, value: absent ? row.fallback : value, byDefault: absent, strong: row.strong };
  });
}

/** The effective value of one setting. */
export function settingIn(settings: readonly TunnelSetting[], kind: TunnelSetting["kind"]): Known<string> {
  return settings.find((setting) => setting.kind === kind)?.value ?? new Unknown("");
}
