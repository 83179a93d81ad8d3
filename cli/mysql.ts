import mysqlCommands from "./bin/mysqlCommands.js";
import { main } from "./program";

/** The commands that need neither the engine nor a cloud, in a bundle of a fraction of the size, which starts sooner. */
main(mysqlCommands);
