import type { Verdicts } from "../wire/verdicts";
import { errors } from "./errors";

/**
 * One parameter of an action: `?` optional, `!` mandatory, `0` accepted without effect on what is simulated, `-` valid
 * in the cloud but refused, because it is not simulated. Names with `.N` are lists (`ResourceId.N`, `Tag.N`).
 */
export type ParameterTable = Record<string, "?" | "!" | "0" | "-">;

/** Parameters of every call: the gateway's own, and the resource owner for resource management. */
const COMMON = new Set([
  "Action",
  "Version",
  "Format",
  "AccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "SignatureType",
  "Timestamp",
  "SecurityToken",
  "RegionId",
  "SourceIp",
  "SecureTransport",
  "SecurityTransport",
]);

/** The vendor's owner parameters: accepted without effect, since the account has one owner. */
export const OWNER = ["OwnerAccount", "OwnerId", "ResourceOwnerAccount", "ResourceOwnerId", "ClientToken"];

/** The validated parameters of a call: an empty value counts as absent, as in the cloud. */
export class Parameters {
  private readonly values = new Map<string, string>();
  /**
   * Names from the table that were given, and those that were read: a parameter that is never read was accepted and
   * ignored.
   */
  readonly given = new Set<string>();
  readonly read = new Set<string>();

  /** @throws RpcError when a parameter is unknown, not simulated or missing */
  constructor(
    action: string,
    private readonly table: ParameterTable,
    given: [string, string][],
  ) {
    for (const [name, value] of given) {
      if (COMMON.has(name) || OWNER.includes(name)) {
        this.values.set(name, value);
        continue;
      }
      const known = table[this.keyOf(name)];
      if (known === undefined) throw errors.unknownParameter(action, name);
      if (value === "") continue;
      if (known === "-") throw errors.notImplemented(action, name);
      if (known === "0") continue;
      this.given.add(this.keyOf(name));
      this.values.set(name, value);
    }
    for (const [name, kind] of Object.entries(table)) {
      const plain = name.replace(/\.N$/, ".1");
      const present = [...this.values.keys()].some((key) => key === plain || key.startsWith(`${plain}.`));
      if (kind === "!" && !present) throw errors.missing(name.replace(/\.N$/, ""));
    }
  }

  /** `Permissions.1.Policy` is `Permissions.N.Policy`, where the table judges each member, or else `Permissions.N`. */
  private keyOf(name: string): string {
    const member = name.replace(/\.\d+\./, ".N.");
    return Object.hasOwn(this.table, member) ? member : tableName(name);
  }

  get(name: string): string | undefined {
    this.read.add(this.keyOf(name));
    return this.values.get(name) || undefined;
  }

  /** A mandatory parameter from the table. */
  need(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw errors.missing(name);
    return value;
  }

  /** @throws RpcError when it is neither true nor false */
  flag(name: string): boolean | undefined {
    const text = this.get(name)?.toLowerCase();
    if (text === undefined) return undefined;
    if (text !== "true" && text !== "false") throw errors.invalid(name);
    return text === "true";
  }

  /** @throws RpcError when it is not a whole number from `min` to `max` */
  integer(name: string, range: { min: number; max: number; fallback: number }): number {
    const text = this.get(name);
    if (text === undefined) return range.fallback;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < range.min || value > range.max) throw errors.invalid(name);
    return value;
  }

  /** `Name.1`, `Name.2`, ... in order; also a JSON list under `Name`, which some clients send. */
  list(name: string): string[] {
    const result: string[] = [];
    for (let i = 1; this.get(`${name}.${i}`) !== undefined; i++) result.push(this.get(`${name}.${i}`)!);
    return result;
  }

  /** `Name.1.Key`/`Name.1.Value`, ... in order. */
  pairs(name: string): { key: string; value: string }[] {
    const result: { key: string; value: string }[] = [];
    for (let i = 1; this.get(`${name}.${i}.Key`) !== undefined; i++) {
      result.push({ key: this.get(`${name}.${i}.Key`)!, value: this.get(`${name}.${i}.Value`) ?? "" });
    }
    return result;
  }
}

/** `Tag.1.Key` belongs to `Tag.N`. */
function tableName(name: string): string {
  return name.replace(/\.\d+(?=\.|$).*/, ".N");
}

/** How an action treats each of its parameters, as verdicts like those of the other services. */
export function verdictsOf(table: ParameterTable): Verdicts {
  const words = { "?": "implemented", "!": "implemented", "0": "no effect", "-": "refused" } as const;
  const paths = (name: string) =>
    name === "Tag.N" ? ["Tag[].Key", "Tag[].Value"] : [name.replace(/\.N$/, "").replace(".N.", "[].")];
  return new Map([
    ...OWNER.map((name) => [name, "no effect"] as const),
    ...Object.entries(table).flatMap(([name, kind]) => paths(name).map((path) => [path, words[kind]] as const)),
  ]);
}
