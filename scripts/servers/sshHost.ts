import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Unpacked, unpack } from "./debian";

/** What a Linux host has that is administered through SSH: OpenSSH's server, and the tools of both firewalls. */
export interface SshHostPrograms {
  sshd: string;
  /** A folder with `iptables`, `iptables-save`, `ip6tables`, `ip6tables-save` and `nft`. */
  tools: string;
}

/** @throws Error if Debian's packages are unavailable */
export async function sshHostPrograms(): Promise<SshHostPrograms> {
  const unpacked = await unpack({
    name: "ssh-host",
    packages: ["openssh-server", "iptables", "nftables"],
    dependencies: true,
  });
  const nft = unpacked.wrapper("usr/sbin/nft");
  const multi = unpacked.wrapper("usr/sbin/xtables-nft-multi");
  return { sshd: unpacked.wrapper("usr/sbin/sshd"), tools: toolsIn(unpacked, { nft, multi }) };
}

/** The names under which the programs are called; extensions of iptables are in the unpacked folder. */
function toolsIn({ root }: Unpacked, { nft, multi }: { nft: string; multi: string }): string {
  const folder = join(root, "..", "tools");
  mkdirSync(folder, { recursive: true });
  const script = (name: string, text: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  script("nft", `exec ${nft} "$@"`);
  for (const name of ["iptables", "iptables-save", "ip6tables", "ip6tables-save"])
    script(name, `XTABLES_LIBDIR=${join(root, "usr/lib/x86_64-linux-gnu/xtables")} exec ${multi} ${name} "$@"`);
  return folder;
}
