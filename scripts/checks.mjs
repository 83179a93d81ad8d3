// npm run checks: proves every MySQL check on real and recorded servers and prints JSON.
import { runTypeScript } from "./typescript.mjs";

process.exitCode = await runTypeScript("scripts/checks.ts");
