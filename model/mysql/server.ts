/** Flavour, version and operator of a server, from facts that any account can read. */
export type Flavour = "mysql" | "mariadb" | "percona";

/** The operator of the server: decides how a variable can be changed and which rights nobody has. */
export type ManagedProfile =
  | "self-managed"
  | "alibaba-rds"
  | "tencentdb"
  | "huawei-rds"
  | "aws-rds"
  | "google-cloud-sql";

/** The operator of a place in the spec; undefined when the place does not determine it. */
export function profileOf(place: string | undefined): ManagedProfile | undefined {
  switch (place) {
    case "alicloud-rds":
      return "alibaba-rds";
    case "tencentcloud-mysql":
      return "tencentdb";
    case "huaweicloud-rds":
      return "huawei-rds";
    case "vm":
      return "self-managed";
    default:
      return undefined;
  }
}

export interface Version {
  major: number;
  minor: number;
  patch: number;
}

export interface ServerFacts {
  /** `VERSION()` as returned by the server. */
  text: string;
  version: Version;
  flavour: Flavour;
  profile: ManagedProfile;
  versionComment: string;
}

/**
 * Parses `5.6.24-log`, `8.0.30-txsql`, `10.11.6-MariaDB-1`, `5.5.5-10.4.1-MariaDB` (as MariaDB reports it to old
 * clients).
 */
export function parseVersion(text: string): Version | undefined {
  const real = /mariadb/i.test(text) ? text.replace(/^5\.5\.5-(?=\d+\.)/, "") : text;
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(real);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) };
}

/**
 * Whether the version is at least `major.minor.patch`. Compares numbers only: check the flavour too where MariaDB
 * differs.
 */
export function atLeast(version: Version, major: number, minor = 0, patch = 0): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch >= patch;
}

/** `atLeast` for MySQL (and Percona) proper; false on MariaDB. */
export function mysqlAtLeast(
  facts: Pick<ServerFacts, "flavour" | "version">,
  major: number,
  minor = 0,
  patch = 0,
): boolean {
  return facts.flavour !== "mariadb" && atLeast(facts.version, major, minor, patch);
}

/** `atLeast` for MariaDB; false elsewhere. */
export function mariadbAtLeast(
  facts: Pick<ServerFacts, "flavour" | "version">,
  major: number,
  minor = 0,
  patch = 0,
): boolean {
  return facts.flavour === "mariadb" && atLeast(facts.version, major, minor, patch);
}

export function showVersion(version: Version): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/** Input of `serverFacts`; readable by every account. */
export interface RawServerFacts {
  version: string;
  versionComment: string;
  basedir: string;
  /** Variables that only one operator's build has. */
  operatorVariables: readonly string[];
}

/**
 * Facts from what the server reports. The operator is guessed from traces of its build (Tencent's `txsql`, AWS's `/rdsdbbin`,
 * Google's `-google`, Alibaba's `rds_` variables, Huawei's six-digit build number); a declared profile takes precedence.
 */
export function serverFacts(raw: RawServerFacts, declared?: ManagedProfile): ServerFacts {
  const flavour: Flavour = /mariadb/i.test(`${raw.version} ${raw.versionComment}`)
    ? "mariadb"
    : /percona/i.test(raw.versionComment)
      ? "percona"
      : "mysql";
  return {
    text: raw.version,
    version: parseVersion(raw.version) ?? { major: 0, minor: 0, patch: 0 },
    flavour,
    profile: declared ?? guessProfile(raw),
    versionComment: raw.versionComment,
  };
}

function guessProfile(raw: RawServerFacts): ManagedProfile {
  if (/txsql/i.test(`${raw.version} ${raw.versionComment}`)) return "tencentdb";
  if (raw.basedir.startsWith("/rdsdbbin")) return "aws-rds";
  if (/-google/.test(raw.version)) return "google-cloud-sql";
  if (raw.operatorVariables.some((name) => name.startsWith("rds_"))) return "alibaba-rds";
  if (/^\d+\.\d+\.\d+-\d{6}(-log)?$/.test(raw.version) && raw.operatorVariables.length === 0) return "huawei-rds";
  return "self-managed";
}
