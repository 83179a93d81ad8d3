import type { Case } from "../../../mysql/checks/recorded/cases";
import type { Rows } from "../../../mysql/checks/recorded/server";

/** Starts the attacker's own line, wherever a line feed gets through. */
export const FORGED = "OWNED nothing stands in the way";

/**
 * A text with everything that a terminal interprets: colours, title, C1, bidi, invisible characters, and every line
 * terminator.
 */
export const EVIL = `\0\u001b[2J\u001b]0;owned\u0007\u009b31m\u001b[8m\u202e\u2066\u200b\ufeff\u00ad\u{e0041}\b\u007f\r${FORGED}\n${FORGED}\u0085${FORGED}\u2028${FORGED}\u2029${FORGED}\r\n${FORGED}`;

/** Answer fields that hold names or free text. Fields that checks depend on are left alone. */
const NAMES =
  /^(TABLE_NAME|COLUMN_NAME|INDEX_NAME|PARTITION_NAME|DEFINER|definer|database|name|table|body|Info|State|User|user|Host|db|host|n|d|t|u|h|i|c|pd|pt|Grants|File|Log_name|Master_Host|Last_Error|Slave_IO_State|Channel_Name|Connection_name)$/;

/** Further rows would show nothing new, and one case has ten thousand tables. */
const HOSTILE_ROWS = 100;

/** The case with servers whose every name and error message is hostile. */
export function poisoned(one: Case): Case {
  const side = (recording: Case["source"]) =>
    recording && {
      ...recording,
      ...(recording.refuse ? { refuse: { ...recording.refuse, message: recording.refuse.message + EVIL } } : {}),
      ...(recording.grants ? { grants: recording.grants.map((line) => line + EVIL) } : {}),
      answers: recording.answers?.map(([pattern, answer]) => [pattern, answerOf(answer)] as const),
    };
  return { ...one, source: side(one.source), target: side(one.target) };
}

type Answer = NonNullable<NonNullable<Case["source"]>["answers"]>[number][1];

function answerOf(answer: Answer): Answer {
  if (typeof answer === "function") return (sql) => answerOf(answer(sql)) as Rows;
  if ("errno" in answer) return { ...answer, message: answer.message + EVIL };
  return answer.map((row, at) =>
    Object.fromEntries(
      Object.entries(row).map(([field, value]) =>
        // The selected database keeps its name; otherwise none of its contents would be examined.
        [
          field,
          at < HOSTILE_ROWS && typeof value === "string" && NAMES.test(field) && value !== "shop"
            ? value + EVIL
            : value,
        ],
      ),
    ),
  );
}

/**
 * Parts of human-readable text that a terminal would interpret, or that look like our own lines; empty when there are
 * none.
 */
export function acted(text: string): string[] {
  // Our own colours are the only control sequences allowed.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = text.replace(/\x1b\[(0|1|2|22|3[0-9]|4[0-9]|9[0-7])m/g, "");
  // Our own symbols are followed by a variation selector, which is harmless.
  const bad = plain.replaceAll("\ufe0f", "").match(/[^\n\P{C}]|\p{Zl}|\p{Zp}/gu) ?? [];
  const lines = plain.split("\n").filter((line) => line.trimStart().startsWith(FORGED.slice(0, 5)));
  return [
    ...new Set(bad.map((one) => `U+${one.codePointAt(0)!.toString(16).padStart(4, "0")}`)),
    ...lines.slice(0, 3).map((line) => `a line of its own: ${line.slice(0, 100)}`),
  ];
}
