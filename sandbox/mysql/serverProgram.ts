/** A MySQL or MariaDB server program and how to give it an empty data directory. */
export interface Distribution {
  product: "mysql" | "mariadb";
  /** [major, minor, patch]. */
  version: [number, number, number];
  /** One sentence for people: which server was taken and from where. */
  label: string;
  /** The program. */
  file: string;
  env?: Record<string, string>;
  /** What comes before all options, when the program is one that starts the server; given the server's folder. */
  before?(dir: string): string[];
  /** The end of its standard input is its own. */
  livesByStdin?: boolean;
  /** Options it needs to find its own files. */
  args: string[];
  /** Makes an empty data directory at `dir`, with MySQL's own database. */
  initialise(dir: string, signal?: AbortSignal): Promise<void>;
}
