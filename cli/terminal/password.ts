import { INTERRUPTED, UserError } from "./errors";
import { ours, type Terminal } from "./person";

/** Prompts for a password without echo. Ctrl-C and Ctrl-D end the command. */
export function askPassword(question: string, terminal: Terminal = ours()): Promise<string> {
  const { input, output } = terminal;
  output.write(question);
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (finish: () => void) => {
      input.off("data", read);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
      finish();
    };
    const read = (chunk: Buffer | string) => {
      for (const one of chunk.toString("utf8")) {
        if (one === "\r" || one === "\n") return end(() => resolve(typed.join("")));
        if (one === "\u0003" || one === "\u0004")
          return end(() =>
            reject(
              new UserError(
                "stopped at the password prompt: nothing was done; run it again to be asked again",
                INTERRUPTED,
              ),
            ),
          );
        if (one === "\u007f" || one === "\b") typed.pop();
        else if (one === "\u0015") typed = [];
        else typed.push(one);
      }
    };
    input.setRawMode(true);
    input.resume();
    input.on("data", read);
  });
}
