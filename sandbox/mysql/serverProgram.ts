/** A MySQL or MariaDB server program, and how to initialise its data directory. */
export interface Distribution {
  product: "mysql" | "mariadb";
  /** [major, minor, patch]. */
  version: [number, number, number];
  /** Human-readable description: which server is used and where it comes from. */
  label: string;
  /** Path of the program. */
  file: string;
  env?: Record<string, string>;
  /** Arguments before all options, for a program that launches the server; receives the server's folder. */
  before?(dir: string): string[];
  /** The server stops when its standard input closes. */
  livesByStdin?: boolean;
  /** Options it needs to find its own files. */
  args: string[];
  /** Creates an empty data directory at `dir`, with MySQL's own database. */
  initialise(dir: string, signal?: AbortSignal): Promise<void>;
}
