import type { Mistake, MistakeList, Stage } from "../mistake";
import { ASKED } from "./asked";
import { DECIDING, holderOf, isMovable, literal, mistyped, optionPaths, set } from "./stackFile";
import { HARMLESS, VALUES } from "./values";

const OPTIONS = optionPaths();
const ENTRY = /\.\d+(?=\.|$)/;

/** Writes it in another way, with what has to stand beside it. */
// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
function put(config: any, path: string, value: unknown): void {
  for (const [at, what] of Object.entries(VALUES[path]?.beside ?? {})) set(config, at, structuredClone(what));
  set(config, path, value);
}

/** Two letters of some keys the other way round are another key, which stands beside it. */
function misspelt(path: string): string {
  const [key, swapped] = [path.split(".").at(-1)!, mistyped(path.split(".").at(-1)!)];
  const sibling = `${path.slice(0, -key.length)}${swapped}`;
  return OPTIONS.includes(sibling) ? `${key}s` : swapped;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function misspell(config: any, path: string): void {
  put(config, path, holderOf(config, path).holder[path.split(".").at(-1)!] ?? VALUES[path]?.other);
  const { holder, key } = holderOf(config, path);
  holder[misspelt(path)] = holder[key];
  delete holder[key];
}

/** The line of a refusal that tells a typo: the key as it was written, and the one that is meant. */
function typoLine(path: string): RegExp {
  const key = path.split(".").at(-1)!;
  const written = [...path.split(".").slice(0, -1), misspelt(path)].join(".");
  // Where the object is read by another of its keys, the absence of that one is told.
  if (DECIDING.includes(path) && path !== "engine") return new RegExp(`- ${literal(path)}: nothing; needed: `);
  return new RegExp(`- ${literal(written)}: unknown key; needed: .+; did you mean ${literal(key)}\\?`);
}

/** The line that tells a wrong value: the key, what is seen and what is needed. */
function wrongLine(path: string): RegExp {
  const seen = VALUES[path]!.wrong;
  const shown = literal(typeof seen === "string" ? seen : JSON.stringify(seen));
  return new RegExp(`- ${literal(path)}(\\.\\d+)?: .*${shown}.*; needed: .+`);
}

/** Of what the task was made with. */
function fixedLine(path: string): RegExp {
  return new RegExp(
    `- (${literal(path)}|engine): .+ (and the task (moves data|was made) with .+|by \\S+ over .+); needed: .+; \\S+`,
  );
}

function changedLine(path: string): RegExp {
  if (path === "name") return /- name: shopping, and this stack has the migration shop.+; needed: shop.+; put it back/;
  // Another place is read with other options: those of this one are unknown there.
  return DECIDING.includes(path) ? /- \S+: .+; needed: .+/ : fixedLine(path);
}

/** Whatever the cloud or the server says: the key that it is about. */
function named(path: string): RegExp {
  const [first, second] = path.split(".");
  return new RegExp([path, ...(first === "clouds" ? [second!] : [])].map(literal).join("|"));
}

/** A list or an entry of one is written as a whole: it has no key of its own to be mistyped beside those in it. */
const keys = OPTIONS.filter((path) => !ENTRY.test(path.split(".").at(-1)!));

const typo = (path: string, at: Stage): Mistake => ({
  name: `${path} mistyped`,
  at,
  ends: "refused",
  write: (config) => misspell(config, path),
  says: [typoLine(path)],
});

const wrong = (path: string, at: Stage): Mistake => ({
  name: `${path} with a wrong value`,
  at,
  ends: "refused",
  write: (config) => put(config, path, VALUES[path]!.wrong),
  says: [wrongLine(path)],
});

const changed = (path: string, at: Stage): Mistake => ({
  name: `${path} changed`,
  at,
  // What the task is made with may change before it runs, and nothing else ever breaks it.
  ends: isMovable(path) || at === "prepared" || at === "done" ? "either" : "refused",
  write: (config) => put(config, path, VALUES[path]!.other),
  says: [isMovable(path) || at === "prepared" || at === "done" ? named(path) : changedLine(path)],
  ...(at === "prepared" ? ASKED[path] : {}),
});

/** Several at once, in the preview already: each has its line. */
function atOnce(
  what: string,
  at: Stage,
  paths: readonly string[],
  write: Writing,
  line: (path: string) => RegExp,
): Mistake {
  return {
    ...{ name: `${what} at once`, at, ends: "refused", previewed: true },
    write: (config) => {
      for (const path of paths) write(config, path);
    },
    says: paths.map(line),
  };
}
// biome-ignore lint/suspicious/noExplicitAny: as above
type Writing = (config: any, path: string) => void;

/** Several at once that an update takes: each is a case. */
const together = (name: string, at: Stage, paths: readonly string[]): Mistake => ({
  ...{ name: `${name} at once`, at, ends: "repaired" },
  write: (config) => {
    for (const path of paths) put(config, path, VALUES[path]!.other);
  },
  parts: paths.map((path) => ({ name: path, says: new RegExp(literal(path)) })),
});
const harmless = (at: Stage) => together("everything that may change at any time", at, HARMLESS);

/** What can be wrong at once: a list that is no list has no entries. */
const single = keys.filter(
  (path) =>
    !DECIDING.includes(path) &&
    VALUES[path]?.beside === undefined &&
    !OPTIONS.some((other) => other.startsWith(`${path}.`)),
);
const tasks = keys.filter((path) => !isMovable(path) && !DECIDING.includes(path) && !["path", "name"].includes(path));
const alone = (at: Stage, but: readonly string[] = []) =>
  keys.filter((path) => ![...HARMLESS, ...but].includes(path)).map((path) => changed(path, at));

/** Every key of the stack file, in each way and at each stage; each list has a world of its own. */
export const KEY_LISTS: readonly MistakeList[] = [
  {
    name: "typos",
    mistakes: [
      atOnce("every option mistyped", "nothing", single, misspell, typoLine),
      ...keys.map((path) => typo(path, "running")),
    ],
  },
  {
    name: "values",
    mistakes: [
      atOnce(
        "every option with a wrong value",
        "nothing",
        single,
        (config, path) => put(config, path, VALUES[path]!.wrong),
        wrongLine,
      ),
      ...keys.map((path) => wrong(path, "running")),
    ],
  },
  { name: "changed before", mistakes: [harmless("prepared"), ...alone("prepared")] },
  {
    name: "changed while it runs",
    mistakes: [
      harmless("running"),
      atOnce(
        "everything that the task was made with changed",
        "running",
        tasks,
        (config, path) => put(config, path, VALUES[path]!.other),
        fixedLine,
      ),
      ...alone("running"),
    ],
  },
  { name: "changed after", mistakes: [harmless("cutOver"), ...alone("cutOver")] },
  {
    name: "changed at the end",
    mistakes: [
      harmless("done"),
      // Nothing is there that they could change.
      together("everything that the task was made with", "done", tasks),
      ...alone("done", tasks),
    ],
  },
];

/** Options that no case tries, and cases of options that there are none of: both are empty. */
export const UNTRIED = OPTIONS.filter((path) => !(path in VALUES));
export const UNKNOWN = Object.keys(VALUES).filter((path) => !OPTIONS.includes(path));
