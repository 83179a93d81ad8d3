// npm run policies: proves the policies and prints JSON.
import { runTypeScript } from "./typescript.mjs";

process.exitCode = await runTypeScript("scripts/policies.ts");
