// Runs a command in a sandbox: only the given files, read-only; its own PID namespace, so that all its processes end
// with it; no network and no capabilities. Requires Linux with namespaces and util-linux.
"use strict";

const { existsSync, lstatSync, readlinkSync, statSync } = require("node:fs");
const path = require("node:path");

/** Not assigned to any user of the system: a process with this uid owns nothing and can signal nobody. */
const NOBODY = 65533;
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"];
const DEVICES = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];
/** Tried in this order: remounting must repeat the flags that a mount already has. */
const READ_ONLY = ["ro,nosuid,nodev", "ro,nosuid,nodev,noexec", "ro,nosuid,nodev,relatime", "ro"];

const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

/**
 * @param view `mount`: an empty folder; `binds`: the visible paths, each `{ from, to }`
 * @param command the command, with paths as seen inside
 */
exports.isolatedCommand = ({ mount, binds }, command) => {
  const own = process.getuid() === 0;
  const drop = own ? `--reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : "";
  const script = [
    "set -eu",
    "export PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    `R=${quoted(mount)}`,
    'mount -t tmpfs -o size=16m,mode=755,nosuid,nodev tmpfs "$R"',
    `sealed() { for flags in ${READ_ONLY.join(" ")}; do mount -o "remount,bind,$flags" "$1" 2>/dev/null && return 0; done; return 1; }`,
    'see() { if [ -d "$1" ]; then mkdir -p "$R$2"; else mkdir -p "$(dirname "$R$2")"; [ -e "$R$2" ] || : >"$R$2"; fi; mount --bind "$1" "$R$2"; sealed "$R$2"; }',
    ...SYSTEM.flatMap(systemFolder),
    ...(existsSync("/etc/ld.so.cache") ? ["see /etc/ld.so.cache /etc/ld.so.cache"] : []),
    ...DEVICES.map((device) => `mkdir -p "$R/dev"; : >"$R${device}"; mount --bind ${device} "$R${device}"`),
    'mkdir -p "$R/proc" "$R/tmp" "$R/.outside"',
    // Before the binds: the review's own folder is often below /tmp.
    'mount -t tmpfs -o size=256m,mode=1777,nosuid,nodev tmpfs "$R/tmp"',
    ...binds.map(({ from, to }) => `see ${quoted(from)} ${quoted(to)}`),
    'mount -t proc -o nosuid,nodev,noexec proc "$R/proc"',
    'cd "$R"',
    "pivot_root . .outside",
    "umount -l .outside",
    "mount -o remount,ro,nosuid,nodev / 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev /",
    `cd /tmp`,
    // Changing the user clears the parent-death signal, so it is set again.
    `exec setpriv ${drop}--pdeathsig KILL --no-new-privs --bounding-set=-all --inh-caps=-all -- ${command.map(quoted).join(" ")}`,
  ];
  const user = own ? [] : ["--user", "--map-root-user"];
  const spaces = [
    "--mount",
    "--pid",
    "--fork",
    "--net",
    "--ipc",
    "--uts",
    "--kill-child=SIGKILL",
    "--propagation",
    "private",
  ];
  return ["unshare", ...user, ...spaces, "--", "sh", "-c", script.join("\n")];
};

function systemFolder(folder) {
  if (!existsSync(folder)) return [];
  if (!lstatSync(folder).isSymbolicLink()) return statSync(folder).isDirectory() ? [`see ${folder} ${folder}`] : [];
  const target = path.resolve("/", readlinkSync(folder));
  return [`ln -s ${quoted(target)} "$R${folder}"`];
}
