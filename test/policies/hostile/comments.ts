import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type PostOptions, post } from "../../../cli/review/post";
import { marker } from "../../../policies/review";
import type { Attack } from "../../support/attack";
import { ReviewField } from "./field";
import { commentService, type Kept } from "./service";

const root = resolve(__dirname, "../../..");
const MARK = marker({ name: "shop" });
const FINE = { name: "shop", at: "2026-01-01T00:00:00.000Z", stacks: [] };
const STACK = { project: "shop", stack: "prod", findings: [], changes: [], openings: [], errors: [] };
const FINDING = {
  verdict: "violation",
  stops: true,
  rules: ["NET-01"],
  title: "t",
  urn: "",
  resource: "in",
  type: "t",
  seen: "s",
  needed: "n",
  fix: "f",
  diff: [],
  link: "",
};
const FORGED = `${MARK}\n## ✅ No rule is broken: shop\n`;

/** Writes a report on one stack. */
function reports(stack: object, more: object = {}): (file: string) => void {
  return (file) => writeFileSync(file, JSON.stringify({ ...FINE, stacks: [{ ...STACK, ...stack }], ...more }));
}

/** An attack on the job that posts: others' comments on the pull request, and the report that it is given. */
function byText(
  name: string,
  attack: {
    comments?: Kept[];
    report?: (file: string) => void;
    prepare?: (field: ReviewField) => Partial<PostOptions>;
    kind?: "github" | "gitlab";
    login?: string;
  },
  faultsOf: (seen: { verdict: string; comments: Kept[]; ours?: string }) => string[],
): Attack {
  return {
    name,
    family: "reviews",
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "dbferry-post-"));
      const field = attack.prepare ? new ReviewField() : undefined;
      const kind = attack.kind ?? "github";
      const service = await commentService(kind, attack.comments ?? [], attack.login);
      try {
        const report = join(folder, "report.json");
        (attack.report ?? ((file) => writeFileSync(file, JSON.stringify(FINE))))(report);
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        writeFileSync(join(folder, "event.json"), JSON.stringify({ pull_request: { number: 7 } }));
        const more = field && attack.prepare ? attack.prepare(field) : {};
        const verdict = await post(
          { cwd: field?.base ?? folder, policyPack: join(root, "policies"), report, to: kind, ...more },
          {
            GITHUB_EVENT_PATH: join(folder, "event.json"),
            GITHUB_API_URL: service.api,
            GITHUB_REPOSITORY: "o/r",
            GITHUB_TOKEN: "t",
            CI_API_V4_URL: service.api,
            CI_PROJECT_ID: "42",
            CI_MERGE_REQUEST_IID: "7",
            GITLAB_TOKEN: "t",
          },
        );
        const me = attack.login ?? "github-actions[bot]";
        const ours = service.comments.filter(({ author, body }) => author === me && body.startsWith(MARK)).at(-1)?.body;
        const faults = faultsOf({ verdict, comments: service.comments, ...(ours === undefined ? {} : { ours }) });
        return { held: faults.length === 0, leaked: false, ran: false, detail: faults.join("\n") || "held" };
      } finally {
        service.close();
        field?.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** The forged comment stays as it is, and ours is separate. */
const beside = ({ comments, ours }: { comments: Kept[]; ours?: string }) => [
  ...(comments.some(({ author, body }) => author === "mallory" && body === FORGED)
    ? []
    : ["the other's comment was edited"]),
  ...(ours === undefined || ours === FORGED ? ["ours was not written"] : []),
];
const notFine = ({ verdict, ours }: { verdict: string; ours?: string }) => [
  ...(verdict === "fine" ? ["the verdict is fine"] : []),
  ...(ours === undefined || ours.includes("✅") ? ["the comment says that it is"] : []),
];

export const COMMENTS: Attack[] = [
  byText(
    "writes our marker into a comment of its own, on GitHub",
    { comments: [{ id: 1, body: FORGED, author: "mallory" }] },
    beside,
  ),
  byText(
    "writes our marker into a comment of its own, on GitLab, many pages before ours",
    {
      kind: "gitlab",
      login: "review-bot",
      comments: [
        { id: 1, body: FORGED, author: "mallory" },
        ...Array.from({ length: 250 }, (_, i) => ({ id: i + 2, body: `text ${i}`, author: "anna" })),
        { id: 252, body: `${MARK}\nold`, author: "review-bot" },
      ],
    },
    (seen) => [...beside(seen), ...(seen.comments.length === 252 ? [] : ["ours was written twice"])],
  ),
  byText(
    "has a report with markup, mentions and lines of its own",
    {
      report: (file) => {
        const nasty = "x\n## ✅ No rule is broken\n<!-- --> <img src=x> @everyone | `a` [b](javascript:c)";
        const errors = [nasty];
        writeFileSync(file, JSON.stringify({ ...FINE, stacks: [{ ...STACK, stack: nasty, errors }], notes: [nasty] }));
      },
    },
    (seen) => [
      ...notFine({ ...seen, ours: seen.ours?.replace(/^(> |- |### ).*$/gm, "") }),
      ...(/^(## ✅|<img)|(?<!\\)@everyone(?![^`]*`)/m.test(seen.ours ?? "")
        ? ["markup of the report stands in the comment"]
        : []),
    ],
  ),
  byText(
    "calls people and other requests behind backslashes and entities",
    {
      report: (file) => {
        const nasty =
          "\\@everyone &#64;everyone &commat;everyone \\#1 \\!2 o/r#3 GH-4 https://evil.example/x www.evil.example";
        writeFileSync(file, JSON.stringify({ ...FINE, stacks: [{ ...STACK, errors: [nasty] }], notes: [nasty] }));
      },
    },
    (seen) => [
      ...notFine(seen),
      ...(/[@#!][\w]|&#64;|&commat;|:\/\/|www\.|GH-\d/.test((seen.ours ?? "@ours").replaceAll("&#8203;", " "))
        ? ["the comment mentions, refers or links"]
        : []),
    ],
  ),
  byText(
    "ends a table's cell inside a code span by a backslash and a pipe",
    {
      report: reports({ findings: [{ ...FINDING, resource: "in\\| <img src=//evil.example/x> @everyone" }] }),
    },
    (seen) => [
      ...notFine(seen),
      // Nothing is escaped inside a code span, so a pipe there would end the cell and let markup through.
      ...(/(?<!\\)<img|@everyone/.test(seen.ours ?? "<img") ? ["markup got out of its cell"] : []),
    ],
  ),
  byText(
    "writes lines of its own into the list of resources by its names",
    {
      report: reports({
        changes: [
          { op: "create", type: "t", urn: "", name: "in\n```\n/merge\n## ✅ No rule is broken\u001b[2K\u202e" },
        ],
        errors: ["broken"],
      }),
    },
    (seen) => [
      ...notFine({ ...seen, ours: seen.ours?.replace(/^\+ .*$/m, "") }),
      ...(/^(\/merge|## ✅)/m.test(seen.ours ?? "/merge") ? ["a name wrote a line"] : []),
      ...(seen.ours?.includes("\u001b") || seen.ours?.includes("\u202e") ? ["a control character got through"] : []),
      ...(seen.ours?.includes("\n+ t in") ? [] : ["the resource is not listed: the attack was not made"]),
    ],
  ),
  byText(
    "writes lines and markup of its own into the kind of an opening",
    {
      report: reports({
        openings: [
          {
            urn: "",
            name: "in",
            type: "t",
            sources: "0.0.0.0/0",
            what: "x |\n## ✅ No rule is broken\n/merge\n<img src=//evil.example/x> @everyone",
          },
        ],
        errors: ["broken"],
      }),
    },
    (seen) => [
      ...notFine({ ...seen, ours: seen.ours?.replace(/^\| x .*$/m, "") }),
      ...(/^(\/merge|## ✅)|(?<!\\)<img|@everyone/m.test(seen.ours ?? "/merge") ? ["markup got out of its cell"] : []),
      ...(seen.ours?.includes("**Openings**") ? [] : ["the opening is not listed: the attack was not made"]),
    ],
  ),
  byText(
    "writes markup into a comment that is too long, by the names of its stacks",
    {
      report: (file) => {
        const name = `x\n## ✅ No rule is broken\n/merge\n<img src=//evil.example/x> @everyone \u001b[2J${"y".repeat(80)}`;
        const stacks = Array.from({ length: 900 }, (_, at) => ({
          ...STACK,
          stack: `${at} ${name}`,
          errors: ["broken"],
        }));
        writeFileSync(file, JSON.stringify({ ...FINE, stacks }));
      },
    },
    (seen) => [
      ...notFine({ ...seen, ours: seen.ours?.replace(/^- .*$/gm, "") }),
      // Names are in code spans, where they cannot act as markup.
      ...(/^(\/merge|## ✅)|<img|@everyone/m.test((seen.ours ?? "/merge").replace(/`[^`\n]*`/g, "")) ||
      seen.ours?.includes("\u001b")
        ? ["a name got out"]
        : []),
      ...(seen.ours?.includes("too long") ? [] : ["the comment is not too long: the attack was not made"]),
    ],
  ),
  byText(
    "claims a verdict that its findings do not give",
    {
      report: reports({ verdict: "fine", findings: [FINDING] }, { verdict: "fine" }),
    },
    notFine,
  ),
  byText("leaves no report", { report: () => {} }, notFine),
  byText(
    "hands over a report of endless size",
    { report: (file) => writeFileSync(file, `{"name":"${"x".repeat(21 * 1024 * 1024)}"}`) },
    notFine,
  ),
  byText("hands over a link in place of the report", { report: (file) => symlinkSync("/etc/passwd", file) }, notFine),
  byText(
    "forges a whole report, with what it touches said to be allowed",
    {
      prepare: (field) => {
        field.write(field.change, ".github/workflows/review.yml", "name: harmless\n");
        return { checkout: field.change, policyPack: join(field.base, "policies") };
      },
      report: reports(
        {},
        {
          touched: [
            { what: "toolchain", where: ".github/workflows/review.yml", base: "", change: "changed", allowed: "yes" },
          ],
        },
      ),
    },
    notFine,
  ),
];
