import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { positionsIn } from "../../../cli/review/positions";
import { Collector } from "../../../policies/review";

const FILES = { root: "/repo", has: (path: string) => ["stacks/index.ts", "lib/rule.ts"].includes(path) };

function placesOf(newState: object, before = "") {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-positions-"));
  try {
    const file = join(folder, "digest.json");
    writeFileSync(file, `${before}${JSON.stringify({ steps: [{ newState: { urn: "u", ...newState } }] }, null, 2)}`);
    return positionsIn(file, "/tmp/review/project", FILES).get("u");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const at = (path: string) => ({ sourcePosition: `project:///../../../${path}` });

test("a resource is located at the innermost frame of the program that registers it", () => {
  expect(placesOf(at("repo/stacks/index.ts#12,5"))).toEqual({ file: "stacks/index.ts", line: 12, column: 5 });
  expect(placesOf(at("repo/stacks/index.ts#12,5"), "warning: something\n")).toBeDefined();
  const trace = [
    at("repo/node_modules/dbferry/x.ts#1,1"),
    {},
    at("repo/lib/rule.ts#4,10"),
    at("repo/stacks/index.ts#3,1"),
  ];
  expect(placesOf({ ...trace[0], stackTrace: trace })).toEqual({ file: "lib/rule.ts", line: 4, column: 10 });
});

test.each([
  {},
  at("repo/node_modules/dbferry/x.ts#1,1"),
  at("etc/passwd#1,1"),
  at("repo/../etc/passwd#1,1"),
  at("repo/not-there.ts#1,1"),
  at("repo/stacks/index.ts"),
  at("repo/stacks/index.ts#-1,1"),
  { sourcePosition: "file:///repo/stacks/index.ts#1,1" },
  { sourcePosition: 7, stackTrace: "x" },
  at("repo/%E0%A4%A#1,1"),
])("there is no location if it is unknown or not in a file of the program: %j", (state) =>
  expect(placesOf(state)).toBeUndefined(),
);

test("an invalid digest gives no locations", () => {
  expect(positionsIn("/nowhere", "/", FILES).size).toBe(0);
});

const PACK = { policyPackName: "dbferry" };
const registered = (name: string, op = "create") => ({
  resourcePreEvent: { metadata: { op, urn: `urn:pulumi:s::p::t::${name}`, type: "t", new: { inputs: {} } } },
});
const asked = (name: string, more: object = { passed: ["dbferry"] }) => ({
  policyAnalyzeSummaryEvent: { ...PACK, resourceUrn: `urn:pulumi:s::p::t::${name}`, ...more },
});
const whole = { policyAnalyzeStackSummaryEvent: { ...PACK, passed: ["dbferry-plan"] } };

test.each<[string, object[], RegExp[]]>([
  ["everything was judged", [registered("a"), asked("a"), whole], []],
  ["a resource was not", [registered("a"), registered("b"), asked("a"), whole], [/not run on "b": not judged/]],
  ["the policy that judges is switched off", [registered("a"), asked("a", {}), whole], [/not run on "a"/]],
  ["only a remediation answered", [registered("a"), asked("a", { passed: ["TSK-02"] }), whole], [/not run on "a"/]],
  ["the plan as a whole was not", [registered("a"), asked("a")], [/plan as a whole/]],
  [
    "what is only read, or goes, is sent to no policy",
    [registered("a", "read"), registered("b", "delete"), asked("c"), whole],
    [],
  ],
  [
    "another's pack has policies of its own",
    [
      registered("a"),
      { policyAnalyzeSummaryEvent: { policyPackName: "theirs", resourceUrn: "urn:pulumi:s::p::t::a" } },
      { policyAnalyzeStackSummaryEvent: { policyPackName: "theirs" } },
    ],
    [],
  ],
])("a review knows that %s", (_name, events, words) => {
  const collector = new Collector("p", "s");
  for (const event of events) collector.take(event as never);
  expect(collector.unjudged()).toEqual(words.map((one) => expect.stringMatching(one)));
});
