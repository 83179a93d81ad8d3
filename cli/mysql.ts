import mysqlCommands from "./bin/mysqlCommands.js";
import { main } from "./program";

/** Commands that need neither the engine nor a cloud, in a much smaller bundle that starts faster. */
main(mysqlCommands);
