import { describe, expect, it } from "vitest";
import { ENGINE_ROWS } from "../../proofs/faults/engines";
import { armed, causeOf, KINDS, SHAPES } from "../../proofs/faults/fault";
import { billed, orphans, unexplained } from "../../proofs/faults/judge";
import { faultBody } from "../../sandbox/control/faults";

const steps = ENGINE_ROWS.flatMap(({ engine, steps: of }) => of.map((step) => ({ engine, ...step })));
const create = steps.find(({ name }) => name === "create")!;
const stop = (text: string) => ({ code: 1, text });

describe("the matrix of faults", () => {
  it("has every step of an engine once, in every phase, and each fault in the sandbox's form", () => {
    for (const { engine, steps: own } of ENGINE_ROWS) {
      const names = own.map(({ phase, name }) => `${phase} ${name}`);
      expect(new Set(names).size, engine).toBe(names.length);
      expect(new Set(own.map(({ phase }) => phase))).toEqual(new Set(["prepare", "migrate", "cutover", "done"]));
    }
    const calls = steps.flatMap((step) => KINDS.flatMap((kind) => armed(kind, step) ?? []));
    expect(faultBody.safeParse({ calls }).error).toBeUndefined();
    expect(calls.length).toBeGreaterThan(100);
  });

  it("tells calls apart: one step's fault never hits another's", () => {
    const said = {
      "migrate check": 'huaweicloud POST /drs/v3/p/jobs/batch-precheck {"jobs":[]}',
      "migrate read the check": 'huaweicloud POST /drs/v3/p/jobs/batch-precheck-result {"jobs":[]}',
      "prepare list": 'huaweicloud POST /drs/v3/p/jobs {"cur_page":1}',
      "prepare create": 'huaweicloud POST /drs/v3/p/jobs/batch-creation {"jobs":[]}',
      "cutover end": 'huaweicloud DELETE /drs/v3/p/jobs/batch-jobs {"jobs":[{"job_id":"a","delete_type":"terminate"}]}',
      "done delete the record":
        'huaweicloud DELETE /drs/v3/p/jobs/batch-jobs {"jobs":[{"job_id":"a","delete_type":"delete"}]}',
    };
    for (const [name, words] of Object.entries(said)) {
      const fits = steps.filter(({ call }) => new RegExp(call, "s").test(words));
      expect(fits.map((step) => `${step.phase} ${step.name}`)).toEqual([name]);
    }
  });
});

describe("the judge of a stop", () => {
  const good = "Huawei DRS, creating the task 'x': DRS.M05999: Out of order. (HTTP 400); run the update again";

  it("accepts step, cause and remedy", () => {
    expect(unexplained(stop(good), "error", create)).toEqual([]);
  });

  it.each([
    ["the step", good.replace("creating the task", "it")],
    ["the cause", good.replace(/DRS\.M05999/, "error")],
    ["remedy", good.replace("; run the update again", "")],
    ["a stack", `${good}\n    at run (/a/b.js:1:2)`],
    ["a stack", `${good} [object Object]`],
  ])("misses %s", (what, text) => {
    expect(unexplained(stop(text), "error", create).join()).toContain(what);
  });

  it("knows a cause for every fault except a kill, which prints nothing", () => {
    for (const kind of KINDS.filter((one) => one !== "kill"))
      for (const step of steps.filter((one) => armed(kind, one))) expect(causeOf(kind, step), kind).toBeDefined();
    expect(Object.keys(SHAPES)).toContain(create.cloud);
  });

  it("counts a second task as lost, and whatever is billed or open after the end", () => {
    expect([orphans([], 1), orphans([{ id: "a" }], 1), orphans([{ id: "a" }, { id: "b" }], 1)]).toEqual([0, 0, 1]);
    expect([billed([{ bills: false }], 0), billed([{ bills: true }], 0), billed([], 2)]).toEqual([0, 1, 2]);
  });
});
