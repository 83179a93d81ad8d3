import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isAlive } from "../../../cli/engine/locks";
import { reviewOf } from "../../../cli/review/review";
import { previewsAtOnce, severally } from "../../../cli/review/severally";
import { verdictOf } from "../../../policies/review";
import { BARE_COMMAND, type Running, startCommand } from "../../mysql/support/process";
import { PATIENCE } from "../../support/patience";
import { type Script, scriptedEngine } from "./support/scriptedEngine";

describe("stacks several at a time", () => {
  test("are reported in order, run within the limit, and one that fails does not stop the others", async () => {
    const stacks = fc.uniqueArray(
      fc.string({ minLength: 1 }).filter((name) => !name.includes("/")),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(stacks, fc.integer({ min: 1, max: 5 }), fc.scheduler(), async (names, atOnce, ends) => {
        let running = 0;
        let most = 0;
        const work = severally(
          names,
          async (name) => {
            most = Math.max(most, ++running);
            await ends.schedule(Promise.resolve());
            running -= 1;
            if (name < "M") throw new Error("broke");
            return `seen ${name}`;
          },
          (name, { message }) => `${message} ${name}`,
          { atOnce },
        );
        const found = await ends.waitFor(work);
        expect(found).toEqual(names.map((name) => `${name < "M" ? "broke" : "seen"} ${name}`));
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  test("run one at a time if two would write the same file", async () => {
    let running = 0;
    await severally(
      ["one/shop/prod", "two/shop/prod"],
      async () => {
        expect(++running).toBe(1);
        await Promise.resolve();
        running -= 1;
      },
      (_, error) => {
        throw error;
      },
      { atOnce: 2 },
    );
  });

  test("stop on request: running ones end first, and the others never start", async () => {
    const stop = new AbortController();
    const begun: string[] = [];
    let ended = false;
    const work = severally(
      ["a", "b"],
      async (name) => {
        begun.push(name);
        stop.abort(new Error("stopped"));
        await Promise.resolve();
        ended = true;
        throw stop.signal.reason;
      },
      () => undefined,
      { atOnce: 1, signal: stop.signal },
    );
    await expect(work).rejects.toThrow("stopped");
    expect([begun, ended]).toEqual([["a"], true]);
  });

  test("are as many as there are processors and memory for, and at least one", () => {
    expect(previewsAtOnce(8, 64e9)).toBe(8);
    expect(previewsAtOnce(8, 3.5e9)).toBe(3);
    expect(previewsAtOnce(8, 1e8)).toBe(1);
  });
});

describe("a review of several stacks", () => {
  let folder: string;
  let running: Running | undefined;
  const at = (name: string) => join(folder, name);
  const refusal = {
    policyEvent: {
      policyName: "dbferry",
      message: "[NET-01 violation] open to everybody",
      enforcementLevel: "mandatory",
      resourceUrn: "urn:pulumi:s::shop::t::rule",
    },
  };
  /** `a` finishes last, `c` is killed while it runs. */
  const SCRIPTS: Record<string, Script> = {
    a: { after: "d", events: [refusal] },
    b: { events: [{ diagnosticEvent: { severity: "error", message: "no such key" } }] },
    c: { events: [refusal], crashes: true },
    d: {},
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-several-"));
    for (const name of ["project", "pack", "tmp"]) mkdirSync(at(name));
    writeFileSync(at("project/Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(at("pack/PulumiPolicy.yaml"), "runtime: nodejs\n");
  });
  afterEach(async () => {
    running?.kill("SIGKILL");
    await running?.ended;
    running = undefined;
    rmSync(folder, { recursive: true });
  });

  function prepare(scripts: Record<string, Script>): { env: NodeJS.ProcessEnv; begun: string } {
    for (const stack of Object.keys(scripts)) writeFileSync(at(`project/Pulumi.${stack}.yaml`), "config: {}\n");
    const { bin, begun } = scriptedEngine(folder, scripts);
    const env = { PATH: [bin, process.env["PATH"]].join(delimiter), HOME: folder, TMPDIR: at("tmp") };
    return { env, begun };
  }
  /** Stacks whose engine is still running. */
  const alive = (begun: string) =>
    readdirSync(begun).filter((name) => isAlive(Number(readFileSync(join(begun, name), "utf8"))));
  const reviewed = async (env: NodeJS.ProcessEnv, atOnce: number) => {
    const { at: _, ...found } = await reviewOf(
      { cwd: at("project"), create: true, policyPack: at("pack"), atOnce },
      env,
    );
    return found;
  };

  test("gives the same result in parallel as one by one: refused, failed, killed and fine", async () => {
    const { env } = prepare(SCRIPTS);
    const together = await reviewed(env, 4);
    expect(together.stacks.map((one) => [one.stack, verdictOf([one])])).toEqual([
      ["a", "refused"],
      ["b", "broken"],
      ["c", "refused"],
      ["d", "fine"],
    ]);
    expect(together.stacks[2]!.errors).toEqual([expect.stringContaining("events ended before the preview did")]);
    expect(together.notes).toEqual(
      ["a", "d"].map((name) => expect.stringContaining(`"${name}" registers no resource`)),
    );
    const { env: again } = prepare({ ...SCRIPTS, a: { events: [refusal] } });
    expect(await reviewed(again, 1)).toEqual(together);
  });

  test("reports a stack file that is not YAML as that stack's problem, next to the others' findings", async () => {
    const { env } = prepare({ a: { events: [refusal] }, b: {} });
    writeFileSync(at("project/Pulumi.b.yaml"), "config: [\n");
    const { stacks } = await reviewed(env, 2);
    expect(stacks.map((one) => verdictOf([one]))).toEqual(["refused", "broken"]);
    expect(stacks[1]!.errors).toEqual([expect.stringContaining("Pulumi.b.yaml")]);
  });

  test("ends all of them when it is cancelled, and starts no other", async () => {
    const names = ["a", "b", "c", "d"];
    const { env, begun } = prepare(Object.fromEntries(names.map((name) => [name, { hangs: true }])));
    const stop = new AbortController();
    const options = { cwd: at("project"), create: true, policyPack: at("pack"), atOnce: 3, signal: stop.signal };
    const given = expect(reviewOf(options, env)).rejects.toThrow("given up");
    await vi.waitFor(() => expect(readdirSync(begun)).toHaveLength(3), PATIENCE);
    stop.abort(new Error("given up"));
    await given;
    expect([readdirSync(begun).sort(), alive(begun)]).toEqual([["a", "b", "c"], []]);
    expect(readdirSync(at("tmp"))).toEqual([]);
  });

  test("ends every engine on a signal, leaves no folder and gives no verdict", async () => {
    const { env, begun } = prepare({ a: { hangs: true }, b: { hangs: true }, c: { hangs: true } });
    const args = ["review", "-C", at("project"), "--create", "--policy-pack", at("pack"), "--json", at("review.json")];
    running = startCommand(args, env, BARE_COMMAND);
    await vi.waitFor(() => expect(readdirSync(begun)).toContain("a"), PATIENCE);
    running.kill("SIGTERM");
    const { code, text } = await running.ended;
    expect([code, text]).toEqual([143, expect.stringContaining("stopped before every stack was reviewed")]);
    expect(alive(begun)).toEqual([]);
    expect(readdirSync(at("tmp"))).toEqual([]);
    expect(existsSync(at("review.json"))).toBe(false);
  });
});
