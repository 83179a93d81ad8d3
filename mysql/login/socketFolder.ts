import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

const STICKY = 0o1000;
const FOR_ALL = 0o002;

/**
 * Whether other accounts on this machine could have created a socket there in the server's place, because a parent
 * directory is world-writable. In a directory with the sticky bit, such as /tmp, a socket owned by root or by us is
 * trusted.
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
