import { describe, expect, test } from "vitest";
import { refusal } from "../../components/shared/refusal";
import { WAY_OUT, withWays } from "../../model/ways";
import { InitFailed, UserProblem } from "../../provider/core/failure";
import { refusal as ofProvider } from "../../provider/rpc/plugin";
import { refusals } from "./collect";

/** Phrases that say what to do: what is needed, a command, or an imperative. */
const WAY_ON =
  /needed:|did you mean|--yes|`(dbferry|pulumi|npm|git|env) |\b(dbferry (up|cancel|preflight|status|audit|doctor)|pulumi (up|config|stack|destroy))\b|\b(run|choose|use|write|set|put|remove|take|leave|add|give|wait|look|check|end it|reset|correct|change|make|drop|name|let|adopt|raise|see|start|delete|replace|begin) /i;

/** Messages that come from elsewhere, with the reason and where they are tested. */
const FROM_ELSEWHERE: readonly { at: RegExp; why: string }[] = [
  {
    at: /^cli\/terminal\/interrupt\.ts/,
    why: "the command's own words after Ctrl-C, which are looked at in test/cli/signals",
  },
  { at: /^components\/shared\/refusal\.ts/, why: "puts the ways behind a text; below" },
  {
    at: /^provider\/resources\/shared\.ts/,
    why: "a title and its lines, from where it is called; the ways follow, below",
  },
  {
    at: /^provider\/resources\/taskRun\.ts/,
    why: "the failure of the run, which is a refusal itself, with what its source shows",
  },
  {
    at: /^provider\/drivers\/(tencent|alibaba)Dts\/run\.ts/,
    why: "why there is no progress to show; what to do about a missing task is in provider/resources/run/task.ts",
  },
  { at: /InitFailed/, why: "the message of the failure that it keeps; the ways follow, below" },
  { at: /^cli\/engine\/(stopping|stackMigration|reading)\.ts/, why: "the words of whoever stops, or of the engine" },
  { at: /^cli\/plan\/rehearsal\.ts/, why: "the refusal of the program, which is one of those of components" },
  { at: /^cli\/demo\//, why: "the demo, which proves: what it made goes with its sandbox" },
  { at: /ProblemsError/, why: "problems, each with what is needed: the type demands it; below" },
];

describe("every refusal in the product's sources", () => {
  const all = refusals();

  test("says what to do", () => {
    const bare = all.filter(({ at, kind, text }) => {
      return !WAY_ON.test(text) && !FROM_ELSEWHERE.some((one) => one.at.test(at) || one.at.test(kind));
    });
    expect(bare.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(150);
  });

  test("is reported by its message, without a class name or a stack trace", () => {
    expect(
      all
        .filter(({ text }) => /\b(Error|Exception|undefined|\[object)\b/.test(text))
        .map(({ at, text }) => `${at}: ${text}`),
    ).toEqual([]);
  });

  test("is thrown by the one function that names the way out", () => {
    const own = all.filter(
      ({ at, kind }) => kind === "RunError" && !/^(components\/shared\/refusal|package\/construct)/.test(at),
    );
    expect(own).toEqual([]);
  });
});

describe("a refusal of an update", () => {
  const TEXTS = ["the region cn-nowhere is none", "C57 Target empty: fail; found: 3 objects"];

  test.each(TEXTS)("names how to continue and the way out: %s", (text) => {
    const told = [
      refusal(text).message,
      ofProvider(new UserProblem(text), []).message,
      ofProvider(new InitFailed("id", {}, text), []).message,
      ofProvider(new Error(text), []).message,
    ];
    for (const one of told) {
      expect(one).toContain(text);
      expect(one).toMatch(/run the update again.*dbferry cancel.*pulumi destroy/s);
    }
  });

  test("that names its own way out is left unchanged", () => {
    const text = "the task moves data; to give it up: dbferry cancel";
    expect(withWays(text)).toBe(text);
    expect(text).toMatch(WAY_OUT);
  });
});
