import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "../provider/permissions/document";

/** Writes docs/permissions.md and the policies beside it from the declared calls. */
const docs = join(process.cwd(), "docs");
rmSync(join(docs, "permissions"), { recursive: true, force: true });
mkdirSync(join(docs, "permissions"), { recursive: true });
for (const [path, text] of Object.entries(documents())) writeFileSync(join(docs, path), text);
