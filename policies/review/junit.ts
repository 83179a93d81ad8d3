import { xml } from "../../model/printing/xml";
import { documentationOf } from "./documentation";
import { type Review, type ReviewFinding, refuses, type StackReview } from "./types";

/**
 * The review as JUnit XML, with one suite per stack and one test case per finding. Refusals are failures; a failed
 * preview is an error, because the rest of the stack was not judged; warnings pass with their text; exempted findings
 * are skipped. A stack without findings has one passing case.
 */
export function junit(review: Review): string {
  const touched = (review.touched ?? []).filter(refuses);
  const own = touched.map(({ what, where, change }) =>
    element("the change and its own review", `${what}: ${where}`, "failure", "the base does not allow it", change),
  );
  const suites = [
    ...(own.length > 0 ? [suite("the change and its own review", own)] : []),
    ...review.stacks.map((stack) => suite(stack.stack, casesOf(stack))),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dbferry review ${xml(review.name)}">\n${suites.join("")}</testsuites>\n`;
}

function suite(name: string, cases: readonly string[]): string {
  const count = (kind: string) => cases.filter((one) => one.includes(`><${kind} `)).length;
  return `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}">\n${cases.join("")}  </testsuite>\n`;
}

function casesOf(stack: StackReview): string[] {
  const errors = stack.errors.map((error) =>
    element(stack.stack, "preview", "error", "the preview failed: not judged completely", error),
  );
  const findings = stack.findings.map((finding) => {
    const name = `${finding.rules.join(", ")} ${finding.title}${finding.resource ? ` on ${finding.resource}` : ""}`;
    if (finding.verdict === "exempted")
      return element(stack.stack, name, "skipped", finding.exemption ?? "exempted", "");
    return element(stack.stack, name, finding.stops ? "failure" : "system-out", finding.seen, textOf(finding));
  });
  const cases = [...errors, ...findings];
  return cases.length > 0 ? cases : [element(stack.stack, "no finding", undefined, "", "")];
}

function textOf(finding: ReviewFinding): string {
  const { seen, needed, fix, diff, source, link, rules } = finding;
  return [
    seen && `seen: ${seen}`,
    needed && `needed: ${needed}`,
    fix && `fix: ${fix}`,
    ...diff,
    source && `at: ${source.file}:${source.line}`,
    `see: ${link || documentationOf(rules[0] ?? "")}`,
  ]
    .filter(Boolean)
    .join("\n");
}

function element(
  suite: string,
  name: string,
  kind: "failure" | "error" | "skipped" | "system-out" | undefined,
  message: string,
  text: string,
): string {
  const open = `    <testcase classname="dbferry.review.${xml(suite)}" name="${xml(name)}"`;
  if (kind === undefined) return `${open}/>\n`;
  if (kind === "system-out") return `${open}><system-out>${xml(text)}</system-out></testcase>\n`;
  return `${open}><${kind} message="${xml(message)}">${xml(text)}</${kind}></testcase>\n`;
}
