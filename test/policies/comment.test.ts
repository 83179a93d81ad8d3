import * as fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import {
  addressOf,
  json,
  junit,
  markdown,
  marker,
  type Review,
  type ReviewFinding,
  readReview,
  type StackReview,
  sarif,
} from "../../policies/review";

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

const DOCS = "https://git.example.com/team/dbferry/blob/0123456789abcdef0123456789abcdef01234567/";
const parse = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

const finding = (more: Partial<ReviewFinding> = {}): ReviewFinding => ({
  verdict: "violation",
  stops: true,
  rules: ["NET-01"],
  title: "An entry opens the database to every address",
  urn: "urn:pulumi:prod::shop::t::in",
  resource: "in",
  type: "alicloud:rds/instance:Instance",
  seen: 'securityIps: "0.0.0.0/0" covers every address',
  needed: "only the addresses of the task",
  fix: 'replace "0.0.0.0/0" by the address of the task',
  diff: ['- securityIps: ["0.0.0.0/0", "10.0.0.1"],', '+ securityIps: ["10.0.0.1"],'],
  link: "docs/policies.md#net-01",
  ...more,
});
const stack = (more: Partial<StackReview> = {}): StackReview => ({
  project: "shop",
  stack: "prod",
  findings: [],
  changes: [],
  openings: [],
  errors: [],
  ...more,
});
const review = (stacks: StackReview[], more: Partial<Review> = {}): Review => ({
  name: "shop",
  at: "2026-11-21T00:00:00Z",
  stacks,
  ...more,
});

/** A review with the text in every field that can contain external text. */
function everywhere(text: string): Review {
  const one = finding({
    title: text,
    resource: text,
    type: text,
    seen: text,
    needed: text,
    fix: `set it to "${text}"`,
    diff: [`- ${text}`, `+ ${text}`],
    source: { file: text.replace(/[/\n]|\.\./g, "_") || "x", line: 3, column: 1 },
  });
  return review(
    [
      stack({
        stack: text,
        errors: [text],
        findings: [
          one,
          { ...one, stops: false, verdict: "undetermined", rules: [text] },
          { ...one, stops: false, verdict: "exempted", exemption: text },
        ],
        openings: [{ urn: text, name: text, type: text, what: text, sources: text, expires: text }],
        changes: [{ op: "create", type: text, name: text, urn: text }],
      }),
    ],
    {
      touched: [
        { what: text, where: text, base: text, change: text, content: text },
        { what: text, where: text, base: text, change: text, allowed: text },
      ],
      notes: [text],
    },
  );
}

/** Our own markup; any other HTML came from outside. */
const OURS =
  /^(<!-- dbferry review: shop -->|<\/?details>|<details><summary>[\w ]+<\/summary>|<br>|<\/?code>|<\/summary>)$/;
/** What GitHub and GitLab turn into links and notifications, in rendered text outside code. */
const SEEN_AS_MORE: Record<string, RegExp> = {
  mention: /(?<![\w/`])@[a-z\d][\w-]*/i,
  issue: /#\d+/,
  "merge request": /![\d]+/,
  label: /~["\w]/,
  milestone: /%["\w]/,
  snippet: /\$\d/,
  epic: /&\d/,
  alert: /\^alert#\d/,
  "GH-1": /\bGH-\d/i,
  commit: /\b[0-9a-f]{7,40}\b/i,
  address: /https?:\/\/|www\./i,
  mail: /[\w.]+@[\w.]+\.\w/,
  emoji: /:[a-z+][\w+-]*:/i,
};

/** Problems in the rendered comment; empty when all external text stays text. */
function faultsIn(text: string): string[] {
  const faults: string[] = [];
  const walk = (node: Node, inCode: boolean): boolean => {
    let code = inCode;
    if (node.type === "html") {
      if (!OURS.test(node.value.trim())) faults.push(`HTML: ${node.value}`);
      if (node.value === "<code>") code = true;
      if (node.value === "</code>") code = false;
    }
    if (node.type === "image" || node.type === "imageReference" || node.type === "linkReference")
      faults.push(node.type);
    if (node.type === "link" && !node.url.startsWith(DOCS)) faults.push(`a link to ${node.url}`);
    if (node.type === "definition" || node.type === "footnoteDefinition") faults.push(node.type);
    if (node.type === "text" && !code)
      for (const [what, form] of Object.entries(SEEN_AS_MORE))
        if (form.test(node.value)) faults.push(`${what} in ${JSON.stringify(node.value)}`);
    if ("children" in node) {
      let inside = code;
      for (const child of node.children) inside = walk(child as Node, inside);
    }
    return code;
  };
  walk(parse(text), false);
  return faults;
}

/** The skeleton: the kinds of blocks, whatever their content. */
function skeleton(text: string): string[] {
  return parse(text).children.map((node) =>
    node.type === "table"
      ? `table of ${node.children.length} rows of ${node.children.map((row) => row.children.length).join()}`
      : node.type,
  );
}

const HOSTILE = [
  "\\@octocat/team",
  "@octocat",
  "@everyone",
  "www.evil.example",
  "https://evil.example/a?b=c",
  "ftp://evil.example",
  "mailto:a@evil.example",
  "a@evil.example",
  "#123",
  "GH-1",
  "o/r#4",
  "o/r@0123456789abcdef0123456789abcdef01234567",
  "0123456789abcdef0123456789abcdef01234567",
  "deadbeef",
  "!1",
  "~label",
  '~"a label"',
  "%milestone",
  '%"a milestone"',
  "$5",
  "&6",
  "^alert#7",
  "[issue:8]",
  ":tada:",
  "/close",
  "\n/merge\n",
  "<img src=x onerror=y>",
  "<!-- -->",
  "</code>",
  "</details>",
  "<a href=//evil.example>x</a>",
  "[a](javascript:b)",
  "![a](//evil.example)",
  "[a]: //evil.example",
  "[^1]: note",
  "<https://evil.example>",
  "`",
  "``",
  "```",
  "~~~",
  "a`|<b>",
  "\\|",
  "|",
  "||",
  "\\",
  "\\`",
  "&#64;octocat",
  "&commat;octocat",
  "&lt;img&gt;",
  "**b**",
  "~~s~~",
  "# h",
  "## ✅ No rule is broken",
  "- item",
  "1. item",
  "> quote",
  "---",
  "    code",
  "\t",
  "\r\n",
  "\u001b[2K",
  "\u202e",
  "\u200b@octocat",
  "@\u00adoctocat",
  '"@octocat"',
  'x" @octocat "y',
  "",
  " ",
  "💥",
  "\ud800",
];

describe("an outside name cannot inject anything", () => {
  const limits = { docs: DOCS };

  test.each(HOSTILE)("%j", (text) => {
    const comment = markdown(everywhere(text), limits);
    expect(faultsIn(comment)).toEqual([]);
    expect(skeleton(comment)).toEqual(skeleton(markdown(everywhere("plain"), limits)));
  });

  test("nor can several, in any order, with anything in between", () => {
    const texts = fc
      .array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
          { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
        ),
        { minLength: 1, maxLength: 6 },
      )
      .chain((parts) => fc.constantFrom(" ", "", "\n", "|", "`").map((between) => parts.join(between)));
    const expected = skeleton(markdown(everywhere("plain"), limits));
    fc.assert(
      fc.property(texts, (text) => {
        const comment = markdown(everywhere(text), limits);
        expect(faultsIn(comment)).toEqual([]);
        expect(skeleton(comment)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test("and the parser would notice an injection", () => {
    for (const text of [
      "hello @octocat",
      "see #12",
      "www.evil.example",
      "<img src=x>",
      "[a](b)",
      "at 0123456789abcdef",
    ])
      expect(faultsIn(text), text).not.toEqual([]);
  });
});

describe("a comment that would be too long", () => {
  const many = (stacks: number, findings: number) =>
    review(
      Array.from({ length: stacks }, (_, at) =>
        stack({
          stack: `stack-${at}`,
          findings: Array.from({ length: findings }, (_, index) =>
            index % 5 === 0
              ? finding({ resource: `in-${at}-${index}` })
              : finding({ resource: `in-${at}-${index}`, rules: ["TSK-09"], stops: false, title: "Nobody is told" }),
          ),
        }),
      ),
    );

  test("shows the worst of 40 stacks with 50 findings each until it is full, and says what was left out and where to find it", () => {
    const text = markdown(many(40, 50), { docs: DOCS, report: "https://ci.example.com/runs/7" });
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(56_000);
    const rows = text.match(/^\| (❌|⚠️) \|/gm) ?? [];
    expect(rows.length).toBeGreaterThan(40);
    // Each stack shows its worst findings; warnings never displace refusals.
    expect(text.match(/^### /gm)).toHaveLength(40);
    expect(new Set(rows)).toEqual(new Set(["| ❌ |"]));
    expect(text).toContain(
      `**This comment is too long to show everything: the ${rows.length} worst of 2000 findings are shown.** All of it is in the report of [this run](https://ci.example.com/runs/7).`,
    );
    for (const [, left] of text.matchAll(/^and (\d+) more findings$/gm)) expect(Number(left)).toBeGreaterThan(40);
    const shown =
      rows.length + [...text.matchAll(/^and (\d+) more findings$/gm)].reduce((sum, [, left]) => sum + Number(left), 0);
    expect(shown).toBe(2000);
    // Nothing is truncated: every diff is complete.
    expect(text.match(/^```diff$/gm)!.length).toBe(text.match(/^```$/gm)!.length);
  });

  test("says how many of 3,000 stacks it does not name, and their verdicts", () => {
    const stacks = many(3000, 0).stacks.map((one, at) =>
      at % 1000 === 999 ? { ...one, findings: [finding()] } : at === 5 ? { ...one, errors: ["boom"] } : one,
    );
    const text = markdown(review(stacks));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(55_000);
    const named = (text.match(/^(### |- )`stack-\d+`: /gm) ?? []).length;
    expect(text).toMatch(new RegExp(`: ${3000 - named} more stacks \\(${3000 - named} fine\\) are not named\\.`));
    expect(text).toContain("All of it is in the review's JSON or SARIF report");
    for (const name of ["stack-999", "stack-1999", "stack-2999"])
      expect(text).toContain(`### \`${name}\`: refused by one finding`);
    expect(text).toContain("### `stack-5`: not judged: the preview failed");
    expect(text).toContain("in 3000 stacks");
  });

  test("says nothing of the kind when everything is shown", () => {
    expect(markdown(many(2, 3))).not.toContain("too long");
  });

  test("stays within the limit, whatever there is to show", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000, max: 60_000 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (limit, stacks, findings) => {
          const all = many(stacks, findings);
          const text = markdown(all, { limit });
          expect(text.length).toBeLessThanOrEqual(limit);
          expect(text.startsWith(marker(all))).toBe(true);
          const shown = (text.match(/^\| (❌|⚠️) \|/gm) ?? []).length;
          const named = (text.match(/^(### |- )`stack-\d+`: /gm) ?? []).length;
          if (shown < stacks * findings || named < stacks) expect(text).toContain("too long to show everything");
        },
      ),
      { numRuns: 20 },
    );
  });

  test("whatever it consists of: escaping makes text longer", () => {
    const nasty = "@#!~$%&^*[|`\\<".repeat(60);
    const all = everywhere(nasty);
    const one = all.stacks[0]!;
    const text = markdown({
      ...all,
      notes: Array.from({ length: 500 }, () => nasty),
      lowered: Array.from({ length: 500 }, () => nasty),
      touched: Array.from({ length: 500 }, () => all.touched![0]!),
      stacks: Array.from({ length: 300 }, () => ({ ...one, errors: Array.from({ length: 20 }, () => nasty) })),
    });
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(faultsIn(text)).toEqual([]);
    for (const said of [/and \d+ more places/, /- and \d+ more/, /too long to show everything/])
      expect(text).toMatch(said);
  });

  test("one long finding does not push out the others", () => {
    const huge = finding({
      resource: "huge",
      diff: Array.from({ length: 500 }, (_, at) => `- "${"x".repeat(900)}${at}",`),
    });
    const text = markdown(review([stack({ findings: [huge, finding({ resource: "small" })] })]));
    expect(text).toContain("`huge`");
    expect(text).toContain("`small`");
    expect(text).toContain("# and 430 more lines");
  });
});

describe("what was not judged", () => {
  test("is in the headline next to a refusal", () => {
    const text = markdown(review([stack({ findings: [finding()], errors: ["boom"] }), stack({ stack: "dev" })]));
    expect(text).toMatch(/^## ❌ Refused: shop$/m);
    expect(text).toContain("**One stack was not judged, or not completely: a preview failed.**");
    expect(text).toContain("### `prod`: refused by one finding; its preview failed too, so the rest was not judged");
  });

  test("a lowered rule is listed even if a thousand findings are not", () => {
    const lowered = finding({
      verdict: "exempted",
      stops: false,
      resource: "shop-prod",
      seen: "the rule is disabled in this stack; at level strict it is mandatory",
      exemption: "until 2026-12-01T00:00:00Z: granted by dba: drill",
    });
    const text = markdown(
      review([stack({ findings: [...Array.from({ length: 1000 }, () => finding({ stops: false })), lowered] })]),
    );
    expect(text).toContain("**Rules switched off or lowered**");
    expect(text).toContain("the rule is disabled in this stack");
  });
});

test("each finding links to its rule's documentation, says where that is, and where the program registers the resource", () => {
  const text = markdown(
    review([stack({ findings: [finding({ source: { file: "stacks/index.ts", line: 12, column: 5 } })] })]),
    { docs: DOCS },
  );
  expect(text).toContain(`[\`NET-01\`](${DOCS}docs/policies.md#net-01)`);
  expect(text).toContain("See `docs/policies.md#net-01`.");
  expect(text).toContain("<br>`stacks/index.ts:12` |");
  expect(text).toContain("# NET-01 on in (alicloud:rds/instance:Instance) at stacks/index.ts:12");
});

test("a documentation address that could end the link is not used", () => {
  for (const docs of [
    "http://git.example.com/",
    "https://git.example.com/)[x](//evil/",
    "javascript:alert(1)/",
    "https://user@git.example.com/",
    "https://git.example.com/a b/",
  ])
    expect(addressOf("NET-01", docs), docs).toBeUndefined();
});

describe("the other formats", () => {
  const found = finding({ source: { file: "stacks/in dex.ts", line: 12, column: 5 }, resource: 'in<"&\u001b' });
  const all = review([
    stack({
      findings: [found, finding({ stops: false, verdict: "exempted", exemption: "until …" })],
      errors: ["boom"],
    }),
    stack({ stack: "dev" }),
  ]);

  test("SARIF has the location in the program and the rule's address", () => {
    const { runs } = sarif(all, { version: "1", docs: DOCS });
    const place = runs[0]!.results![0]!.locations![0]!.physicalLocation!;
    expect(place).toEqual({ artifactLocation: { uri: "stacks/in%20dex.ts" }, region: { startLine: 12 } });
    expect(runs[0]!.tool.driver.rules![0]!.helpUri).toBe(`${DOCS}docs/policies.md#net-01`);
    expect(runs[0]!.results![0]!.message.text).toContain("see: docs/policies.md#net-01");
  });

  test("JSON has both, and says which stacks were not judged completely", () => {
    const { stacks } = json(all, DOCS) as { stacks: { judged: string; findings: object[] }[] };
    expect(stacks.map(({ judged }) => judged)).toEqual(["not completely", "completely"]);
    expect(stacks[0]!.findings[0]).toMatchObject({
      link: "docs/policies.md#net-01",
      url: `${DOCS}docs/policies.md#net-01`,
      source: found.source,
    });
    // The job that posts the report can read it back.
    expect(readReview(JSON.parse(JSON.stringify(json(all, DOCS)))).stacks[0]!.findings[0]).toMatchObject({
      source: found.source,
    });
  });

  test("JUnit has a failure per refusal, an error for what was not judged, and a case for a stack without findings", () => {
    const text = junit(all);
    expect(text).toContain('<testsuite name="prod" tests="3" failures="1" errors="1" skipped="1">');
    expect(text).toContain('<testsuite name="dev" tests="1" failures="0" errors="0" skipped="0">');
    expect(text).toContain("at: stacks/in dex.ts:12&#10;see: docs/policies.md#net-01</failure>");
    expect(text).toContain("in&lt;&quot;&amp;\\x1b");
    const refused = junit({
      ...all,
      touched: [{ what: "toolchain", where: "package.json", base: "", change: "changed" }],
    });
    expect(refused).toContain("toolchain: package.json");
  });

  test("a location outside the repository is refused in an outside report", () => {
    for (const file of ["/etc/passwd", "../x", "a/../../x", "a\nb"])
      expect(
        () =>
          readReview(
            JSON.parse(
              JSON.stringify(review([stack({ findings: [finding({ source: { file, line: 1, column: 1 } })] })])),
            ),
          ),
        file,
      ).toThrow();
  });
});
