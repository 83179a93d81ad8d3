import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { Output } from "../../model/firewall/read";
import type { Problem } from "../../model/problems";

/** Reads the files of `--rules`; `-` is standard input. */
export async function readRules(files: readonly string[], problems: Problem[]): Promise<Output[]> {
  if (files.filter((file) => file === "-").length > 1)
    problems.push({ path: "--rules", seen: "- more than once", needed: "standard input once" });
  const outputs: Output[] = [];
  for (const file of new Set(files)) {
    try {
      outputs.push(
        file === "-"
          ? { from: "standard input", text: await text(process.stdin) }
          : { from: file, text: readFileSync(file, "utf8") },
      );
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const seen =
        code === "ENOENT" ? `${file} does not exist` : `${file} cannot be read (${code ?? "no reason given"})`;
      problems.push({ path: "--rules", seen, needed: RULES });
    }
  }
  return outputs;
}

/** What the files may contain. */
export const RULES =
  "the output of iptables-save, ip6tables-save, iptables -L, nft -j list ruleset, ipset save or firewall-cmd --list-all";
