import { main } from "./program";

/** What needs no command's code: the list of commands, the version, the completion scripts, the answer to a mistyped command. */
main({});
