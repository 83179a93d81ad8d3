import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { isPlainWord, shellWord } from "../../../model/printing/shell";
import { calls, commands } from "./hostile/advice";
import { paste } from "./hostile/commands";
import { HOSTILE } from "./hostile/corpus";
import { SHELLS, type Shell, shells } from "./hostile/shells";

let found: Shell[];
let missing: string[];
beforeAll(async () => {
  ({ found, missing } = await shells());
}, 300_000);

const plain = fc.stringMatching(/^[A-Za-z0-9_.,:+/-]{0,40}$/);
/** No control characters: these are refused before any quoting. */
const text = fc.string({ unit: "binary", maxLength: 30 }).map((one) => one.replace(/\p{C}/gu, ""));

test("every shell is tested", () => {
  expect(missing).toEqual([]);
  expect(found.map(({ name }) => name)).toEqual(SHELLS);
});

test("a plain value reaches every operator's program unchanged, and nothing else runs", async () => {
  const values = ["", "+08:00", "Europe/Berlin", "STRICT_TRANS_TABLES,NO_ZERO_DATE", ...fc.sample(plain, 15)];
  for (const shell of found) {
    const { ran, files } = await paste(shell, values.map(commands).join("\n"));
    expect({ shell: shell.name, ran, files }).toEqual({ shell: shell.name, ran: values.flatMap(calls), files: [] });
  }
}, 120_000);

test("a value that is not a plain word appears in no command", async () => {
  const values = [...HOSTILE, ...fc.sample(fc.string({ unit: "binary" }), 60)].filter((one) => !isPlainWord(one));
  for (const shell of found) {
    const { ran, files } = await paste(shell, values.map(commands).join("\n"));
    expect({ shell: shell.name, ran, files }).toEqual({ shell: shell.name, ran: [], files: [] });
  }
  for (const value of values.filter((one) => one.length > 2)) expect(commands(value)).not.toContain(value);
}, 120_000);

test("a quoted word is one argument, whatever it contains", async () => {
  const words = [...HOSTILE.filter((one) => !/\p{C}/u.test(one)), ...fc.sample(text, 100)];
  const line = `touch ${words.map(shellWord).join(" ")}`;
  for (const shell of found) {
    const { ran, files } = await paste(shell, line);
    expect({ shell: shell.name, ran, files }).toEqual({ shell: shell.name, ran: [["touch", ...words]], files: [] });
  }
}, 120_000);

test.each(["a\nb", "a\0b", "\u001b[2J", "\u009b2J"])("a control character is not quoted but refused: %j", (word) => {
  expect(() => shellWord(word)).toThrow("control character");
});
