import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { troubleshootingDocument } from "../model/troubles/document";

/** Writes docs/troubleshooting.md from the table of known failures. */
writeFileSync(join(process.cwd(), "docs/troubleshooting.md"), troubleshootingDocument());
