/** Servers before MySQL 8.0.29 and MariaDB 10.6 write utf8mb3 as `utf8`. */
export function charsetName(name: string): string {
  const lower = name.toLowerCase();
  return lower === "utf8" ? "utf8mb3" : lower;
}

export function collationName(name: string): string {
  return name.toLowerCase().replace(/^utf8_/, "utf8mb3_");
}

export function charsetOf(collation: string): string {
  return collationName(collation).split("_")[0]!;
}
