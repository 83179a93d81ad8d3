import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirm, requireYesOrTerminal } from "../../../cli/terminal/confirm";
import type { Terminal } from "../../../cli/terminal/person";

function terminal(isTTY: boolean): Terminal & { keys: PassThrough; shown(): string } {
  const keys = Object.assign(new PassThrough(), { isTTY, setRawMode: () => keys });
  let text = "";
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  output.on("data", (chunk) => {
    text += chunk;
  });
  return { input: keys, output, keys, shown: () => text } as never;
}

describe("a confirmation before a change", () => {
  it.each(["y\r", "yes\r", "Y\r", " YES \r"])("continues on a clear yes: %j", async (typed) => {
    const at = terminal(true);
    const done = confirm("Perform this update?", {}, at);
    at.keys.write(typed);
    await done;
    expect(at.shown()).toContain("Perform this update? [y/N] ");
  });

  it.each(["n\r", "\r", "no\r", "yess\r", "ja\r"])("does nothing on any other answer: %j", async (typed) => {
    const at = terminal(true);
    const done = confirm("Perform this update?", {}, at);
    at.keys.write(typed);
    await expect(done).rejects.toMatchObject({
      message: expect.stringMatching(/^not confirmed: nothing was changed; run it again/),
      exitCode: 1,
    });
  });

  it("accepts only the word when a word is required", async () => {
    const wrong = terminal(true);
    const refused = confirm("Drop it?", { word: "shop" }, wrong);
    wrong.keys.write("y\r");
    await expect(refused).rejects.toMatchObject({ exitCode: 1 });
    const right = terminal(true);
    const done = confirm("Drop it?", { word: "shop" }, right);
    right.keys.write("shop\r");
    await done;
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("ends the command on %s, with nothing changed", async (_, key) => {
    const at = terminal(true);
    const done = confirm("Perform this update?", {}, at);
    at.keys.write(key);
    await expect(done).rejects.toMatchObject({
      message: expect.stringMatching(/^stopped at the question: nothing was changed; run it again/),
      exitCode: 130,
    });
  });

  it("is skipped with --yes, and refused without a terminal", async () => {
    await confirm("Perform this update?", { yes: true }, terminal(false));
    await expect(confirm("Perform this update?", {}, terminal(false))).rejects.toMatchObject({ exitCode: 2 });
    expect(() => requireYesOrTerminal("dbferry up", { yes: true }, terminal(false))).not.toThrow();
    expect(() => requireYesOrTerminal("dbferry up", {}, terminal(true))).not.toThrow();
    expect(() => requireYesOrTerminal("dbferry up", {}, terminal(false))).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/nothing was changed\n.*add --yes/) }),
    );
  });
});
