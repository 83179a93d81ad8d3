// npm dependencies, exactly as locked, and the generated SDKs compiled to JavaScript with types.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { hashFiles, onSystemPath, readStamp, root, say, writeStamp } from "./paths.mjs";

export function ensureDependencies(env) {
  const wanted = hashFiles("package.json", "package-lock.json");
  if (readStamp("dependencies") === wanted && existsSync(join(root, "node_modules/.package-lock.json"))) return;
  say("installing npm dependencies");
  // No install scripts: no dependency needs one, and none should run on a machine with cloud credentials.
  execFileSync(
    onSystemPath("npm") ?? "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      env: childEnvironment("npm", { PATH: env.PATH }),
      stdio: ["ignore", 2, 2],
    },
  );
  writeStamp("dependencies", wanted);
}

export function ensureSdks(env) {
  const folders = readdirSync(join(root, "sdks"));
  for (const folder of folders) {
    const sdk = join(root, "sdks", folder);
    const wanted = hashFiles(...sources(`sdks/${folder}`), "package-lock.json");
    if (readStamp(`sdk-${folder}`) === wanted && existsSync(join(sdk, "bin/index.js"))) continue;
    say(`compiling sdks/${folder}`);
    // The generated tsconfig targets an older TypeScript; its module resolution is deprecated but works.
    execFileSync(
      "node",
      [join(root, "node_modules/typescript/bin/tsc"), "--ignoreDeprecations", "6.0", "--types", "node"],
      {
        cwd: sdk,
        env: childEnvironment("build", { PATH: env.PATH }),
        stdio: ["ignore", 2, 2],
      },
    );
    cpSync(join(sdk, "package.json"), join(sdk, "bin/package.json"));
    writeStamp(`sdk-${folder}`, wanted);
  }
}

function sources(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => name !== "bin" && name !== "node_modules" && !name.startsWith("."))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      return statSync(join(root, path)).isDirectory() ? sources(path) : [path];
    });
}
