import { main } from "./program";

/**
 * Everything that needs no command's code: the command list, the version, completion scripts, the reply to a mistyped
 * command.
 */
main({});
