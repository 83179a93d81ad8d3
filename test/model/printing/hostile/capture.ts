import { Command } from "commander";
import { errorText } from "../../../../cli/terminal/errors";
import { printError } from "../../../../cli/terminal/print";

/** A command's output. */
export interface Shown {
  out: string;
  err: string;
}

/** Runs a command in this process as `dbferry` does, with its errors printed the same way. */
export async function shown(register: (program: Command) => void, args: readonly string[]): Promise<Shown> {
  const texts = { out: "", err: "" };
  const add = (where: "out" | "err", text: string) => {
    texts[where] += text;
    return true;
  };
  const real = { out: process.stdout.write, err: process.stderr.write };
  const code = process.exitCode;
  process.stdout.write = ((text: string) => add("out", text)) as typeof real.out;
  process.stderr.write = ((text: string) => add("err", text)) as typeof real.err;
  try {
    const program = new Command("dbferry").exitOverride();
    register(program);
    await program.parseAsync(["node", "dbferry", ...args]);
  } catch (error) {
    printError(`${errorText(error)}\n`);
  } finally {
    process.stdout.write = real.out;
    process.stderr.write = real.err;
    process.exitCode = code;
  }
  return texts;
}
