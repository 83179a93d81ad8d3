#!/usr/bin/env node
// Entry point of the command. The code is in the bundle that `npm run build` makes from cli/main.ts. `npx dbferry`
// starts this file with the system's Node and without the engine on the PATH; both are then taken from the toolchain.
"use strict";

const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { constants } = require("node:os");
const { delimiter, join, resolve } = require("node:path");

const root = resolve(__dirname, "../..");
const [, , first, second, third] = process.argv;
// In `help up` and in the shell's completion calls, the command is not the first word.
const about = first === "help" ? second : first === "complete" && second === "--" ? third : first;
const bundle = Object.hasOwn(require("./mysqlCommands.js"), about)
  ? "mysql.js"
  : about === undefined || about.startsWith("-") || ["help", "completion", "complete"].includes(about)
    ? "light.js"
    : "main.js";
const main = join(root, "cli/dist", bundle);
const tools = join(root, ".toolchain/bin");

// The bundle is large and little of it runs, so compiled code is cached, but never where others may write.
require("node:module").enableCompileCache?.(join(root, ".toolchain/compiled"));

const node = join(tools, "node");

function isNewEnough() {
  const numbers = (text) => /(\d+)\.(\d+)/.exec(text).slice(1).map(Number);
  const [major, minor] = numbers(process.version);
  const [wantedMajor, wantedMinor] = numbers(require("../../package.json").engines.node);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function runWithToolchain() {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  // Ctrl-C reaches the child directly; this process has to outlive it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    process.exitCode = code === null ? 128 + constants.signals[signal] : code;
  });
}

function refuse(seen) {
  process.stderr.write(`dbferry: ${seen}; run \`npm run toolchain\` in ${root}, then this again\n`);
  process.exitCode = 2;
}

if (existsSync(tools)) process.env.PATH = [tools, process.env.PATH].join(delimiter);
if (!existsSync(main)) refuse("it is not built yet");
else if (isNewEnough()) require(main);
else if (existsSync(node)) runWithToolchain();
else refuse(`Node ${process.version} is too old`);
