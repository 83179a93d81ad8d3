import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { document } from "../policies/document";

/** Writes docs/policies.md from the rules. */
writeFileSync(join(process.cwd(), "docs/policies.md"), document());
