import { covers, readAddressList } from "../../model/addresses";
import { messageOf } from "../core/failure";

/** Returns undefined if the read fails, which only makes a message less certain. */
export async function seen<T>(
  debug: (message: string) => void,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    debug(`could not read it: ${messageOf(error)}`);
    return undefined;
  }
}

/** Whether a list of addresses contains one. */
export function coversAddress(entries: readonly string[], address: string): boolean {
  return covers(blocksOf(entries), blocksOf([address]));
}

function blocksOf(entries: readonly string[]): string[] {
  return readAddressList(entries).flatMap((reading) => reading.blocks);
}
