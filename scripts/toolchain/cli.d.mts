export const CLI_VERSION: string;
/** SHA-256 of each archive, as the vendor publishes them in its Homebrew formula. */
export const CLI_DIGESTS: Record<string, string>;

/** Path of the CLI that was downloaded earlier. */
export function downloadedCli(folder?: string): string | undefined;

/** Downloads, verifies and unpacks the CLI. */
export function downloadCli(options?: {
  platform?: string;
  releases?: string;
  digests?: Record<string, string>;
  folder?: string;
}): Promise<string | undefined>;
