import { didYouMean } from "../model/nearest";
import { LEVELS, type Level, type Settings } from "./core/rule";
import { defaultSettings } from "./core/settings";
import { isObject } from "./core/values";
import { readVendorRanges } from "./data/vendorRanges";
import { EXEMPTIONS_SCHEMA, readExemptions } from "./exemptions/exemption";
import { Ledger } from "./exemptions/ledger";
import { RULES_SCHEMA, type RuleSettings, readRuleSettings } from "./exemptions/lowered";
import { RULES } from "./rules/catalogue";

/** The pack's configuration, with defaults applied. */
export interface PackConfig {
  level: Level;
  /** Whether an undecidable rule is a warning or a refusal. */
  onUnknown: "warn" | "deny";
  /** Whether resources of a covered cloud that no rule judges are a warning or a refusal. */
  onUnjudged: "warn" | "deny";
  /** Individual rules whose enforcement differs from the level's. */
  rules: RuleSettings;
  settings: Settings;
  /** Exempted findings, and which exemptions were used. */
  ledger: Ledger;
  /** Unknown settings and rules: a typo must not look like a setting in effect. */
  problems: { text: string; fix: string }[];
  /** Phase of the migration; absent when neither the pack's nor the stack's configuration has one. */
  phase?: string;
}

/** JSON schema of the configuration, which the engine validates before the pack receives it. */
export const CONFIG_SCHEMA = {
  level: { type: "string", enum: [...LEVELS], default: "baseline" },
  onUnknown: { type: "string", enum: ["warn", "deny"], default: "warn" },
  onUnjudged: { type: "string", enum: ["warn", "deny"], default: "warn" },
  rules: RULES_SCHEMA,
  ports: { type: "array", items: { type: "integer", minimum: 1, maximum: 65535 } },
  maxDays: { type: "integer", minimum: 1 },
  auditDays: { type: "integer", minimum: 1 },
  backupDays: { type: "integer", minimum: 1 },
  binlogHours: { type: "integer", minimum: 1 },
  vendorRanges: {
    type: "array",
    items: {
      type: "object",
      properties: { block: { type: "string" }, source: { type: "string" }, date: { type: "string" } },
      required: ["block", "source", "date"],
    },
  },
  approvedRegions: { type: "array", items: { type: "string" } },
  budget: { type: "number", minimum: 0 },
  prices: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
  teardown: { type: "array", items: { type: "string" } },
  phase: { type: "string" },
  exemptions: EXEMPTIONS_SCHEMA,
} as const;

/** Reads the configuration. The engine has validated it against the schema; any invalid value falls back to the default. */
export function readConfig(raw: unknown, now: Date): PackConfig {
  const given = isObject(raw) ? raw : {};
  const settings = defaultSettings();
  if (Array.isArray(given["ports"]))
    settings.ports = given["ports"].filter((port): port is number => Number.isInteger(port));
  for (const name of ["maxDays", "auditDays", "backupDays", "binlogHours"] as const) {
    const value = given[name];
    if (typeof value === "number") settings[name] = value;
  }
  const published = readVendorRanges(given["vendorRanges"]);
  settings.vendorRanges.push(...published.ranges);
  if (Array.isArray(given["approvedRegions"])) settings.approvedRegions = given["approvedRegions"].map(String);
  if (typeof given["budget"] === "number") settings.budget = given["budget"];
  if (isObject(given["prices"])) settings.prices = numbers(given["prices"]);
  if (Array.isArray(given["teardown"])) settings.teardown = given["teardown"].map(String);
  const ids = RULES.map((rule) => rule.id);
  const { exemptions, bad } = readExemptions(given["exemptions"], ids, now);
  const level = LEVELS.find((one) => one === given["level"]) ?? "baseline";
  const rules = readRuleSettings(given["rules"], RULES, level, now);
  return {
    ...(typeof given["phase"] === "string" ? { phase: given["phase"] } : {}),
    level,
    onUnknown: given["onUnknown"] === "deny" ? "deny" : "warn",
    onUnjudged: given["onUnjudged"] === "deny" ? "deny" : "warn",
    rules,
    settings,
    ledger: new Ledger(exemptions, bad),
    problems: [...unknownSettings(given), ...rules.problems, ...published.problems],
  };
}

function unknownSettings(given: Record<string, unknown>): PackConfig["problems"] {
  const known = Object.keys(CONFIG_SCHEMA);
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      text: `configuration: unknown setting "${key}"`,
      fix: [didYouMean(key, known).fix, `use one of ${known.join(", ")}`].filter(Boolean).join(" "),
    }));
}

function numbers(given: Record<string, unknown>): Record<string, number> {
  const kept = Object.entries(given).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(kept);
}
