import type { Mistake, MistakeList, Stage } from "../mistake";
import { ASKED } from "./asked";
import { DECIDING, holderOf, isMovable, literal, mistyped, optionPaths, set } from "./stackFile";
import { HARMLESS, VALUES } from "./values";

const OPTIONS = optionPaths();
const ENTRY = /\.\d+(?=\.|$)/;

/** Sets an option to another value, with the options that it requires. */
// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
function put(config: any, path: string, value: unknown): void {
  for (const [at, what] of Object.entries(VALUES[path]?.beside ?? {})) set(config, at, structuredClone(what));
  set(config, path, value);
}

/** If swapping two letters yields another existing key, appends an s instead. */
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

/** The line of a refusal that reports a typo: the key as written, and the suggested one. */
function typoLine(path: string): RegExp {
  const key = path.split(".").at(-1)!;
  const written = [...path.split(".").slice(0, -1), misspelt(path)].join(".");
  // If the key selects how its object is read, its absence is reported instead.
  if (DECIDING.includes(path) && path !== "engine") return new RegExp(`- ${literal(path)}: nothing; needed: `);
  return new RegExp(`- ${literal(written)}: unknown key; needed: .+; did you mean ${literal(key)}\\?`);
}

/** The line that reports a wrong value: the key, the value seen and the value needed. */
function wrongLine(path: string): RegExp {
  const seen = VALUES[path]!.wrong;
  const shown = literal(typeof seen === "string" ? seen : JSON.stringify(seen));
  return new RegExp(`- ${literal(path)}(\\.\\d+)?: .*${shown}.*; needed: .+`);
}

/** The line about an option the task was created with. */
function fixedLine(path: string): RegExp {
  return new RegExp(
    `- (${literal(path)}(\\.\\w+)?|engine): .+ (but the task (moves data|was created) with .+|by \\S+ over .+); needed: .+; \\S+`,
  );
}

function changedLine(path: string): RegExp {
  if (path === "name")
    return /- name: shopping, but this stack has the migration shop.+; needed: shop.+; restore the name/;
  // Another place has other options: this one's are unknown there.
  return DECIDING.includes(path) ? /- \S+: .+; needed: .+/ : fixedLine(path);
}

/** Whatever the cloud or the server says, it must name the key. */
function named(path: string): RegExp {
  const [first, second] = path.split(".");
  return new RegExp([path, ...(first === "clouds" ? [second!] : [])].map(literal).join("|"));
}

/** A list or an entry of one is written as a whole: it has no separate key to mistype. */
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
  // Options of the task may change before it runs; afterwards, nothing may break it.
  ends: isMovable(path) || at === "prepared" || at === "done" ? "either" : "refused",
  write: (config) => put(config, path, VALUES[path]!.other),
  says: [isMovable(path) || at === "prepared" || at === "done" ? named(path) : changedLine(path)],
  ...(at === "prepared" ? ASKED[path] : {}),
});

/** Several mistakes at once, refused in the preview already, with a line for each. */
function atOnce(
  what: string,
  at: Stage,
  paths: readonly string[],
  write: Writing,
  line: (path: string) => RegExp,
): Mistake {
  return {
    name: `${what} at once`,
    at,
    ends: "refused",
    previewed: true,
    write: (config) => {
      for (const path of paths) write(config, path);
    },
    says: paths.map(line),
  };
}
// biome-ignore lint/suspicious/noExplicitAny: as above
type Writing = (config: any, path: string) => void;

/** Several changes at once that an update accepts; each is a case. */
const together = (name: string, at: Stage, paths: readonly string[]): Mistake => ({
  name: `${name} at once`,
  at,
  ends: "repaired",
  write: (config) => {
    for (const path of paths) put(config, path, VALUES[path]!.other);
  },
  parts: paths.map((path) => ({ name: path, says: new RegExp(literal(path)) })),
});
const harmless = (at: Stage) => together("everything that may change at any time", at, HARMLESS);

/** Options that can be wrong at the same time: an invalid list has no entries. */
const single = keys.filter(
  (path) =>
    !DECIDING.includes(path) &&
    VALUES[path]?.beside === undefined &&
    !OPTIONS.some((other) => other.startsWith(`${path}.`)),
);
const tasks = keys.filter((path) => !isMovable(path) && !DECIDING.includes(path) && !["path", "name"].includes(path));
const isOfTask = (path: string) => !path.endsWith(".account");
const alone = (at: Stage, but: readonly string[] = []) =>
  keys.filter((path) => ![...HARMLESS, ...but].includes(path)).map((path) => changed(path, at));

/** Every key of the stack file, with each kind of mistake and at each stage; each list has its own world. */
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
      // There is nothing left that they could affect; another account is one that has to let dbferry in.
      together("everything that the task was made with", "done", tasks.filter(isOfTask)),
      ...alone("done", tasks.filter(isOfTask)),
    ],
  },
];

/** Options without a case, and cases of unknown options; both must be empty. */
export const UNTRIED = OPTIONS.filter((path) => !(path in VALUES));
export const UNKNOWN = Object.keys(VALUES).filter((path) => !OPTIONS.includes(path));
