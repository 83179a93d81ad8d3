// Generates the documents derived from the code: docs/policies.md, docs/keys.md, docs/troubleshooting.md,
// docs/permissions.md and the policies in docs/permissions, docs/scenarios.md and the pages in docs/scenarios.
import { runTypeScript } from "./typescript.mjs";

for (const script of [
  "scripts/docs-policies.ts",
  "scripts/docs-permissions.ts",
  "scripts/docs-keys.ts",
  "scripts/docs-troubles.ts",
  "scripts/docs-scenarios.ts",
]) {
  process.exitCode = (await runTypeScript(script)) || process.exitCode;
}
