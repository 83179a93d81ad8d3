/** Privileges of one account, parsed from SHOW GRANTS. */
export class Grants {
  private readonly byScope = new Map<string, Set<string>>();
  private grantOption = false;

  /** @param lines one statement each: GRANT SELECT, EVENT ON `shop`.* TO 'u'@'h' WITH GRANT OPTION */
  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const parts = /^GRANT (.+?) ON (.+?)\.(.+?) TO .+?( WITH GRANT OPTION)?$/i.exec(
        line.replace(/ IDENTIFIED BY .*?(?= WITH|$)/i, ""),
      );
      if (!parts) continue;
      const [, list = "", database = "", object = "", option] = parts;
      if (object !== "*") continue;
      const scope = database.replaceAll("`", "").replaceAll("\\", "");
      const rights = this.byScope.get(scope) ?? new Set<string>();
      for (const right of list.split(/,\s*(?![^(]*\))/)) rights.add(right.trim().toUpperCase());
      this.byScope.set(scope, rights);
      if (option || /WITH .*GRANT OPTION/i.test(line)) this.grantOption = true;
    }
  }

  get mayGrant(): boolean {
    return this.grantOption;
  }

  /** Everything granted on a scope: `*` for all databases. */
  granted(scope: string): string[] {
    return [...(this.byScope.get(scope) ?? [])];
  }

  /** Those of `wanted` that the account has neither globally nor on each of `databases`. */
  missing(wanted: readonly string[], databases: readonly string[] = []): string[] {
    return wanted.filter((right) => {
      if (this.has("*", right)) return false;
      return GLOBAL_ONLY.has(right) || databases.length === 0 || !databases.every((name) => this.covers(name, right));
    });
  }

  private covers(database: string, right: string): boolean {
    return [...this.byScope.keys()].some((scope) => likeMatches(scope, database) && this.has(scope, right));
  }

  private has(scope: string, right: string): boolean {
    const rights = this.byScope.get(scope);
    return rights !== undefined && (rights.has(right) || rights.has("ALL PRIVILEGES") || rights.has("ALL"));
  }
}

const GLOBAL_ONLY = new Set(["REPLICATION SLAVE", "REPLICATION CLIENT", "SESSION_VARIABLES_ADMIN", "SUPER"]);

/** A database name in GRANT is a LIKE pattern. */
function likeMatches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(`^${source}$`, "i").test(name);
}
