import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DESCRIPTORS } from "../../../policies/adapters";
import { headOf, runPack, secret, type TestResource, unknown } from "../../../policies/testkit";

interface Schema {
  resources: Record<string, Record<string, { type: unknown }>>;
  types: Record<string, Record<string, { type: unknown }>>;
}

/** Outcome of a fuzz run. */
export interface Fuzzed {
  tried: number;
  threw: number;
  /** Ids of the rules that reported something, which shows that the inputs reach them. */
  heard: Set<string>;
  /** The first failure, for reproducing it. */
  first?: string;
}

const HOSTILE: unknown[] = [
  "",
  " ",
  "0",
  "-1",
  "0.0.0.0/0",
  "::/0",
  "%",
  "a".repeat(5000),
  "1.2.3.4/99",
  "1.1.1.1-",
  "-",
  "/",
  "//",
  "[]",
  "\u0000",
  "\ud800",
  "０.０",
  "__proto__",
  "2026-13-45T99:99:99Z",
  "migrate-id= migrate-expires=",
  "migrate-id=x migrate-expires=never",
  "2020-01-01T00:00:00Z",
  "migrate-id=x migrate-expires=2020-01-01T00:00:00Z",
  "(((((",
  "$&",
  "999999999999/0",
  "::ffff:1.2.3.4/200",
  "sg-",
  "../..",
  "1,2;3|4 5",
  0,
  -1,
  1e308,
  0.1,
  true,
  false,
  null,
  [],
  {},
  [[]],
  [{}],
  [null],
  { a: { b: { c: [] } } },
  "4dabf18193072939515e22adb298388d",
  ...Object.values(unknown),
];

/** A small seeded random number generator, so that runs can be repeated. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sends hostile and malformed resources of every known type to the pack, through the server of @pulumi/policy. */
export async function fuzz(root: string, count: number, seed: number): Promise<Fuzzed> {
  const roll = dice(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(roll() * items.length)]!;
  const schemas = ["alicloud", "huaweicloud", "tencentcloud"].map(
    (name): Schema => JSON.parse(readFileSync(join(root, `sandbox/providers/schemas/${name}.schema.json`), "utf8")),
  );
  const resources = Object.assign({}, ...schemas.map((schema) => schema.resources)) as Schema["resources"];
  const types = Object.assign({}, ...schemas.map((schema) => schema.types)) as Schema["types"];
  const tokens = [
    ...Object.keys(DESCRIPTORS),
    ...Object.keys(DESCRIPTORS),
    ...Object.keys(resources),
    "my:own:Thing",
    "",
    "a$b::c",
    "dbferry:index:Migration",
    "dbferry:index:Unheard",
  ];

  const shaped = Object.keys(DESCRIPTORS).filter((token) => resources[token]);

  const value = (type: unknown, depth: number): unknown => {
    const luck = roll();
    if (luck < 0.35 || depth > 5) return pick(HOSTILE);
    if (luck < 0.42) return secret(value(type, depth + 1));
    if (typeof type === "object" && type !== null) {
      const shape = type as { object?: string; array?: unknown; list?: unknown; map?: unknown };
      if (shape.object !== undefined) return object(types[shape.object] ?? {}, depth + 1);
      if (shape.map !== undefined) {
        const keys = ["migrate-id", "migrate-expires", "owner", "team"].filter(() => roll() < 0.5);
        return Object.fromEntries(keys.map((key) => [key, value(shape.map, depth + 1)]));
      }
      const inner = shape.array ?? shape.list ?? Object.values(shape)[0];
      return Array.from({ length: Math.floor(roll() * 4) }, () => value(inner, depth + 1));
    }
    if (type === "integer" || type === "number") return pick([0, 1, 2, 3306, 65535, -5, 1e20, "3306"]);
    if (type === "boolean") return pick([true, false, "true", "0"]);
    return pick([
      "shop",
      "10.0.0.0/8",
      "203.0.113.7",
      "default",
      "root",
      "ingress",
      "egress",
      "eip",
      "Cover",
      "MD5",
      "ikev1",
      "up",
      "sync",
      "8.0",
      "prePaid",
      "small",
      "migrate-id=x",
    ]);
  };
  const object = (properties: Record<string, { type: unknown }>, depth: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(() => roll() < 0.7)
        .map(([name, { type }]) => [name, value(type, depth)]),
    );
  const FALLBACK = [
    "cidrs",
    "hosts",
    "source",
    "target",
    "expires",
    "tags",
    "description",
    "entries",
    "entrys",
    "connect",
    "phase",
    "group",
    "eip",
    "path",
  ];
  const make = (name: string): TestResource => {
    // Inputs that follow the type's schema reach further into the rules.
    const type = roll() < 0.5 ? pick(shaped) : pick(tokens);
    const own = resources[type];
    const props = own
      ? object(own, 0)
      : Object.fromEntries(
          FALLBACK.filter(() => roll() < 0.6).map((key) => [
            key,
            value(pick(["string", { array: "string" }, { object: "" }]), 0),
          ]),
        );
    if (roll() < 0.05) props["constructor"] = pick(HOSTILE);
    return {
      type,
      name,
      props,
      protect: roll() < 0.1,
      ...(roll() < 0.3 ? { ignoreChanges: [String(pick(HOSTILE))] } : {}),
    };
  };

  const outcome: Fuzzed = { tried: 0, threw: 0, heard: new Set() };
  const levels = ["baseline", "strict", "production"];
  while (outcome.tried < count) {
    const batch = Array.from({ length: Math.min(50, count - outcome.tried) }, (_, index) => make(`r${index}`));
    for (const [index, resource] of batch.entries()) {
      if (index === 0 || roll() > 0.3) continue;
      const above = batch[Math.floor(roll() * index)]!;
      if (above !== resource)
        Object.assign(resource, {
          parent: above.name,
          from: { [pick(Object.keys(resource.props).concat("x"))]: [above.name] },
        });
    }
    const config = {
      dbferry: {
        level: pick(levels),
        onUnknown: pick(["warn", "deny"]),
        phase: pick(["done", "prepare"]),
        budget: 1,
        prices: { high: 1, small: 1, large: 1 },
      },
      "NET-14": "remediate",
      "NET-08": { enforcementLevel: "remediate", expires: "2026-12-01T00:00:00Z" },
      "TSK-02": { enforcementLevel: "remediate", wrap: roll() < 0.5 },
    };
    outcome.tried += batch.length;
    try {
      const run = await runPack(batch, { config, now: new Date("2026-11-21T00:00:00Z") });
      const failed = run.reports.filter(
        (report) => report.policy === "unreadable" || /could not judge|can't run/.test(report.message),
      );
      outcome.threw += failed.length;
      for (const report of run.reports) for (const id of headOf(report).rules) outcome.heard.add(id);
      if (failed[0])
        outcome.first ??= `${failed[0].message}: ${JSON.stringify(batch.find((one) => one.name === failed[0]!.resource))}`;
    } catch (error) {
      outcome.threw += 1;
      outcome.first ??= `${(error as Error).stack}`;
    }
  }
  return outcome;
}
