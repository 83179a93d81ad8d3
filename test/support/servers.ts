import { mariadb, mysql9 } from "../../scripts/servers/distributions";
import { shells } from "../model/printing/hostile/shells";

/**
 * Fetches, before any test's time runs, what the tests need beside MySQL 5.6: MySQL 9, MariaDB and the shells that commands are
 * pasted into. What cannot be had fails the tests that need it, each with the reason; the others run.
 */
export async function setup(): Promise<void> {
  for (const fetched of [mysql9, mariadb, shells]) {
    await fetched().catch((error: Error) => console.error(`not available to the tests: ${error.message}`));
  }
}
