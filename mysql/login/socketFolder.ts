import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

const STICKY = 0o1000;
const FOR_ALL = 0o002;

/**
 * Whether other accounts of this machine could have put a socket there in the server's place: because everybody may write to a
 * folder above it. In one such as /tmp, where nobody may replace what is another's, only root and we are known not to have.
 */
export function othersCouldListen(socket: string): boolean {
  try {
    let below = realpathSync(socket);
    for (let folder = dirname(below); folder !== below; below = folder, folder = dirname(folder)) {
      const { mode } = statSync(folder);
      if ((mode & FOR_ALL) === 0) continue;
      const { uid } = statSync(below);
      if ((mode & STICKY) === 0 || (uid !== 0 && uid !== process.getuid?.())) return true;
    }
    return false;
  } catch {
    return true;
  }
}
