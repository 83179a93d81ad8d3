import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { atMost, best, inTurns, say, shown } from "../../measure";
import { packStart } from "../../packStart";
import type { Line } from "../line";

const root = resolve(__dirname, "../..");
const ROUNDS = 7;

/** Start-up cost before any work: the list of commands, the program, the pack. */
export const starts: Line = {
  name: "starts",
  async run() {
    const kept = mkdtempSync(join(tmpdir(), "dbferry-compiled-"));
    try {
      const load = `require("@pulumi/pulumi"); require(${JSON.stringify(join(root, "stacks/dist/program.js"))})`;
      const node = (args: string[], env: Record<string, string> = {}) =>
        execa(process.execPath, args, { cwd: root, env });
      const help = (...words: string[]) => node([join(root, "cli/bin/dbferry.js"), ...words, "--help"]);
      const compiled = { NODE_COMPILE_CACHE: kept };
      await node(["-e", load], compiled);
      await help();
      await help("compare");
      const taken = await inTurns(ROUNDS, {
        help: () => help(),
        compareHelp: () => help("compare"),
        program: () => node(["-e", load]),
        programKept: () => node(["-e", load], compiled),
      });
      const pack = await packStart(ROUNDS);
      const packKept = await packStart(ROUNDS, kept);
      say(`  --help ${shown(taken["help"]!)}, compare --help ${shown(taken["compareHelp"]!)}`);
      say(`  the program ${shown(taken["program"]!)}, with the compile cache ${shown(taken["programKept"]!)}`);
      say(`  the pack ${pack.toFixed(3)} s, with the compile cache ${packKept.toFixed(3)} s`);
      const ratio = (one: string, other: string) => best(taken[one]!) / best(taken[other]!);
      return [
        { work: "starts.help", measure: atMost(ratio("help", "compareHelp"), 1.5, "times compare --help") },
        { work: "starts.program", measure: atMost(ratio("programKept", "program"), 0.85, "times no compile cache") },
        { work: "starts.pack", measure: atMost(packKept / pack, 0.85, "times no compile cache") },
      ];
    } finally {
      rmSync(kept, { recursive: true });
    }
  },
};
