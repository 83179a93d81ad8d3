// Writes the documents that are made from the code: docs/policies.md.
import { runTypeScript } from "./typescript.mjs";

process.exitCode = await runTypeScript("scripts/docs-policies.ts");
