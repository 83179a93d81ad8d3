import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keysDocument } from "../stacks/document";

/** Writes docs/keys.md from the schemas of the stack file. */
writeFileSync(join(process.cwd(), "docs/keys.md"), keysDocument());
