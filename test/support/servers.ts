import { mariadb, mysql9 } from "../../scripts/servers/distributions";
import { sshHostPrograms } from "../../scripts/servers/sshHost";
import { shells } from "../model/printing/hostile/shells";

/**
 * Fetches what the tests need besides MySQL 5.6, before any test's time limit starts: MySQL 9, MariaDB, an SSH server with firewalls, and the shells
 * that commands are pasted into. If something is unavailable, the tests that need it fail with the reason; the others
 * run.
 */
export async function setup(): Promise<void> {
  for (const fetched of [mysql9, mariadb, sshHostPrograms, shells]) {
    await fetched().catch((error: Error) => console.error(`not available to the tests: ${error.message}`));
  }
}
