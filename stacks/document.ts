import { z } from "zod";
import { CLOUDS, FACTS } from "../model/clouds";
import { ALLOW_VARIABLE } from "../model/endpoints";
import { ENGINE_FACTS, ENGINES } from "../model/engines";
import { MOVABLE } from "../model/fixed";
import { PHASES } from "../model/phase";
import { SCENARIOS } from "../model/scenario";
import type { Side } from "../model/side";
import { migrationSchema } from "../model/spec";
import { cloudsSchema } from "../model/spec/clouds";
import { PLACES, type Place } from "../model/spec/places";
import { PROGRAM_KEYS, SHARED_KEYS } from "./keys";

/** One key of the stack file, as shown in the document. */
export interface KeyRow {
  path: string;
  type: string;
  default: string;
  what: string;
  may: string;
}

const PLACE_NAMES = Object.keys(PLACES)
  .map((place) => `\`${place}\``)
  .join(" ");
const UNTIL_RUNNING = "until the task moves data (phase `migrate`)";
const ANY_TIME = "at any time";
/** Exceptions to the general rule about when a key may change. */
const MAY: Readonly<Record<string, string>> = {
  name: "never: a migration keeps its name",
  expires: "at any time; only to a later date once something is open: `dbferry extend`",
  "task.start": "until the task has started: `dbferry reschedule`",
  "task.plainSource": `its reason, owner and end at any time; its presence, ${UNTIL_RUNNING}`,
  "source.ca": `at any time; whether and by which CA the task verifies the source, ${UNTIL_RUNNING}`,
  protectLiveTask: "at any time; it counts from the update on that records it",
};

/** Keys the program reads besides `migration` and `clouds`. */
const TOP: Readonly<Record<string, Omit<KeyRow, "path">>> = {
  phase: {
    type: PHASES.map((phase) => `\`${phase}\``).join(" "),
    default: "`prepare`",
    what: "how far the migration goes; one update each",
    may: "forward at any time; never back by itself ([day-two.md](day-two.md))",
  },
  migration: {
    type: "keys and values",
    default: "required",
    what: "what to migrate, and how; see below",
    may: "below",
  },
  clouds: {
    type: "keys and values",
    default: "the vendors' public addresses",
    what: "how to reach the clouds; see below",
    may: ANY_TIME,
  },
  sourceAdminPassword: {
    type: "secret",
    default: "required",
    what: "password of `source.admin.user`: `pulumi config set --secret sourceAdminPassword`",
    may: "at any time: `dbferry rotate --source`",
  },
  targetAdminPassword: {
    type: "secret",
    default: "required",
    what: "password of `target.admin.user`; the task writes with it",
    may: "at any time: `dbferry rotate --target`",
  },
  accountPassword: {
    type: "secret",
    default: "generated, and kept in the state",
    what: "password of the migration account that dbferry creates on the source, 8 to 32 characters",
    may: "while the task accepts one: `dbferry rotate --account`",
  },
  sourceSshKey: {
    type: "secret",
    default: "required with `source.ssh`",
    what: "private key that `source.ssh` logs in with, without a passphrase: `pulumi config set --secret sourceSshKey < KEYFILE`",
    may: "before `done`: what is removed is removed with the key that the state has; the state keeps it, encrypted, until its rules are removed",
  },
  restart: {
    type: "string",
    default: "none",
    what: "id of the finished task to abandon, to start the same migration again; the refusal names it",
    may: "after `done`",
  },
  cancelled: {
    type: "written by `dbferry cancel`",
    default: "none",
    what: "what an interrupted cancellation continues from; not for you to set",
    may: "never",
  },
};

/** Every key of the migration, by dotted path. */
export function migrationKeys(): KeyRow[] {
  const elsewhere = ["source", "target", ...ENGINES.map((engine) => ENGINE_FACTS[engine].section as string)];
  return rowsOf(migrationSchema, "").filter(({ path }) => !elsewhere.includes(path.split(".")[0]!));
}

/** The keys of one side for one place. */
export function placeKeys(place: Place, side: Side): KeyRow[] {
  return rowsOf(PLACES[place][side], side);
}

/** The whole document. */
export function keysDocument(): string {
  const places = Object.keys(PLACES) as Place[];
  const everywhere = (side: Side) => {
    const all = places.map((place) => placeKeys(place, side));
    return all[0]!.filter(({ path }) => all.every((rows) => rows.some((row) => row.path === path)));
  };
  const own = (place: Place) => {
    const rows = placeKeys(place, "source").filter(
      ({ path }) => !everywhere("source").some((row) => row.path === path),
    );
    return rows.map((row) => ({ ...row, path: row.path.replace(/^source\./, "") }));
  };
  const shared = everywhere("source").map((row) => {
    const name = row.path.replace(/^source\./, "");
    const target = everywhere("target").find(({ path }) => path === `target.${name}`);
    const may = !target || target.may === row.may ? row.may : `source: ${row.may}; target: ${target.may}`;
    return { ...row, path: target ? name : `${name} (source only)`, may };
  });
  const scenarios = SCENARIOS.map(
    ({ source, target, engine, path }) => `\`${source}\` to \`${target}\` by \`${engine}\` over \`${path}\``,
  );
  return [
    "# Every key of the stack file",
    "",
    "Generated by `npm run docs` from the schemas that validate `Pulumi.STACK.yaml`. A key that is not listed here is refused, with the nearest listed one as a suggestion.",
    `Every place and engine below is accepted in the file; what can be carried out today is ${scenarios.join(", ")}.`,
    "",
    '"May change" says until when an update accepts another value. Until then a change may replace what the migration created. Afterwards it is ' +
      "refused, already in the preview, with what to do instead; `protectLiveTask: false` permits ending and replacing a live task. After the end everything " +
      "may change: an update warns that it has no effect until the migration is started again, keeps in its record what was carried out, and `dbferry audit` is not " +
      "proven while the file names other servers.",
    "",
    "## Keys of the project",
    "",
    "Under `config:`, each prefixed with the project's name (`dbferry:phase`).",
    "",
    ...table([
      ...PROGRAM_KEYS.map((key) => ({ path: key, ...TOP[key]! })),
      ...SHARED_KEYS.map((key) => ({
        path: `dbferry:${key}`,
        type: "keys and values",
        default: "level `baseline`",
        what: "settings of the policies, with this prefix in every project: [policy-pack.md](policy-pack.md)",
        may: ANY_TIME,
      })),
    ]),
    "## `migration`",
    "",
    ...table(migrationKeys()),
    "## `migration.source` and `migration.target`, in every place",
    "",
    ...table(shared),
    ...places.flatMap((place) => [`## \`place: ${place}\`: ${PLACES[place].title}`, "", ...table(own(place))]),
    "## Settings of the engine",
    "",
    ...ENGINES.flatMap((engine) => {
      const { section, settings, title } = ENGINE_FACTS[engine];
      const rows = rowsOf(settings, section);
      return rows.length > 0 ? [`${title}, with \`engine: ${engine}\`:`, "", ...table(rows)] : [];
    }),
    "## `clouds`",
    "",
    "Credentials have no keys: they come from the environment, under the vendors' own names. An address other than the vendor's has to be permitted by",
    `\`${ALLOW_VARIABLE}\` in the environment.`,
    "",
    ...table(
      [
        ...rowsOf(cloudsSchema, "").filter(({ path }) => !CLOUDS.some((cloud) => path.startsWith(cloud))),
        ...CLOUDS.flatMap((cloud) => rowsOf(FACTS[cloud].settings, cloud)),
      ].map((row) => ({ ...row, may: ANY_TIME })),
    ),
    "## What has no key",
    "",
    "- **Accounts of the application.** Gate G05 tries them on the target. Their passwords are not in the stack file: `dbferry cutover --account mysql://USER@-` takes the accounts, each",
    "  password from `DBFERRY_ACCOUNT_PASSWORD`; your own program passes them to the resource `Cutover` (`accounts`) as secrets. `pulumi up` and `dbferry up` have",
    "  none, so G05 is not proven there and opens only with an exemption (`cutover.exemptions`, `gate: G05`).",
    "- **Credentials of the clouds**: `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_PROJECT_ID`.",
    "- **Accounts and rules that dbferry creates**: their names derive from `name` and from an id that exists only in the stack's state.",
    "",
  ].join("\n");
}

function table(rows: readonly KeyRow[]): string[] {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    "| key | type | default | what it does | may change |",
    "|---|---|---|---|---|",
    ...rows.map(
      (row) => `| \`${row.path}\` | ${cell(row.type)} | ${cell(row.default)} | ${cell(row.what)} | ${cell(row.may)} |`,
    ),
    "",
  ];
}

/** The keys of an object: nested objects by dotted path, lists of objects with `[]`. */
function rowsOf(schema: z.core.$ZodType, path: string): KeyRow[] {
  const { inner } = unwrapped(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as z.core.$ZodShape).flatMap(([key, member]) => {
    const at = path ? `${path}.${key}` : key;
    const { inner: own, fallback, optional, words } = unwrapped(member);
    if (own instanceof z.ZodDiscriminatedUnion) return [];
    const below = own instanceof z.ZodArray ? rowsOf(own.element, `${at}[]`) : rowsOf(own, at);
    if (own instanceof z.ZodObject && words === undefined)
      return optional ? below.map((row) => ({ ...row, default: `none; only with \`${at}\`` })) : below;
    const shown = fallback === undefined ? (optional ? "none" : "required") : `\`${JSON.stringify(fallback)}\``;
    return [
      {
        path: at,
        type: key === "place" ? PLACE_NAMES : typeOf(own),
        default: shown,
        what: words ?? wordsOf(at),
        may: mayChange(at),
      },
      ...below,
    ];
  });
}

/** Fails if a key has no description, so that none is missing from the document. */
function wordsOf(path: string): string {
  if (/(^|\.)place$/.test(path)) return "the place: one of the headings below";
  throw new Error(`${path}: its schema has no description`);
}

function mayChange(path: string): string {
  const bare = path.replaceAll("[]", "");
  if (MAY[bare]) return MAY[bare];
  const free = MOVABLE.some((one) => bare === one || bare.startsWith(`${one}.`));
  return free ? ANY_TIME : UNTIL_RUNNING;
}

interface Unwrapped {
  inner: z.core.$ZodType;
  fallback?: unknown;
  optional: boolean;
  words?: string;
}

function unwrapped(schema: z.core.$ZodType): Unwrapped {
  const words = (schema as z.ZodType).description;
  if (schema instanceof z.ZodOptional)
    return { ...unwrapped(schema.unwrap()), optional: true, ...(words ? { words } : {}) };
  if (schema instanceof z.ZodDefault) {
    const { defaultValue } = schema.def;
    return { ...unwrapped(schema.unwrap()), fallback: defaultValue, ...(words ? { words } : {}) };
  }
  if (schema instanceof z.ZodPrefault) return { ...unwrapped(schema.unwrap()), ...(words ? { words } : {}) };
  return { inner: schema, optional: false, ...(words ? { words } : {}) };
}

function typeOf(schema: z.core.$ZodType): string {
  const { inner } = unwrapped(schema);
  if (inner instanceof z.ZodEnum) return inner.options.map((value) => `\`${value}\``).join(" ");
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => `\`${String(value)}\``).join(" ");
  if (inner instanceof z.ZodBoolean) return "boolean";
  if (inner instanceof z.ZodNumber) return numberOf(inner);
  if (inner instanceof z.ZodArray) {
    const of = typeOf(inner.element);
    return `list of ${of === "string" ? "strings" : of}`;
  }
  if (inner instanceof z.ZodUnion) return inner.options.map(typeOf).join(" or ");
  if (inner instanceof z.ZodRecord) return "names and strings";
  if (inner instanceof z.ZodObject) return "keys and values";
  if (inner instanceof z.ZodPipe) return typeOf(inner.in);
  return "string";
}

function numberOf(schema: z.ZodNumber): string {
  const { minValue, maxValue } = schema;
  const bounded = (value: number | null) => value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  const range = bounded(minValue) && bounded(maxValue) ? `, ${minValue} to ${maxValue}` : "";
  return `${schema.isInt ? "whole number" : "number"}${range}`;
}
