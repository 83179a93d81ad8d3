import { Command } from "commander";
import { vi } from "vitest";
import { register as compare } from "../../../cli/commands/compare";
import { register as cutover } from "../../../cli/commands/cutover";
import { register as preflight } from "../../../cli/commands/preflight";
import type { Real } from "./servers";

/** A server as a command-line URL. */
export function url({ admin }: Real, database = ""): string {
  const { user, password, port, tls } = admin;
  const verified = tls?.ca === undefined ? "" : `?tls=verify&ca=${encodeURIComponent(tls.ca)}`;
  return `mysql://${user}:${password}@127.0.0.1:${port}/${database}${verified}`;
}

/** Runs a command in this process; returns its output and exit code. */
export async function dbferry(...args: string[]): Promise<{ out: string; code: number; error?: string }> {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const program = new Command("dbferry").exitOverride().configureOutput({ writeErr: () => {} });
  for (const register of [preflight, compare, cutover]) register(program);
  process.exitCode = 0;
  try {
    await program.parseAsync(["node", "dbferry", ...args]);
    return { out, code: Number(process.exitCode) };
  } catch (error) {
    return { out, code: 2, error: (error as Error).message };
  } finally {
    write.mockRestore();
    process.exitCode = 0;
  }
}
