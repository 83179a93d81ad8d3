import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  Collector,
  changedStacks,
  githubPlace,
  gitlabPlace,
  json,
  markdown,
  marker,
  type Review,
  sarif,
  timeLeft,
  upsertComment,
  verdictOf,
} from "../../policies/review";
import { readFinding } from "../../policies/review/finding";
import { runPack, type TestResource } from "../../policies/testkit";
import { hwRule, NOW, resource, SOON } from "./cases/case";

const AT = NOW.toISOString();
/** Removes the invisible separators that break up references. */
const plainText = (text: string) => text.replaceAll("&#8203;", "");
const MARKER = marker({ name: "orders" });

/** The events of a preview, with the pack's findings on these resources. */
async function reviewed(
  resources: TestResource[],
  dbferry: object = {},
  extra: Parameters<Collector["take"]>[0][] = [],
): Promise<Review> {
  const run = await runPack(resources, { now: NOW, config: { dbferry } });
  const collector = new Collector("shop", "prod");
  const urns = new Map(
    resources.map((resource) => [
      resource.name ?? "it",
      `urn:pulumi:prod::shop::${resource.type}::${resource.name ?? "it"}`,
    ]),
  );
  for (const resource of resources) {
    const urn = urns.get(resource.name ?? "it")!;
    const parent = resource.parent ? urns.get(resource.parent) : undefined;
    collector.take({
      resourcePreEvent: {
        metadata: {
          op: "create",
          urn,
          type: resource.type,
          new: { inputs: resource.props, ...(parent ? { parent } : {}) },
        },
      },
    });
  }
  for (const report of run.reports) {
    const resourceUrn = urns.get(report.resource ?? "") ?? "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
    collector.take({
      policyEvent: {
        resourceUrn,
        message: `${report.message}\n`,
        policyName: report.policy,
        enforcementLevel: report.enforcement,
      },
    });
  }
  for (const event of extra) collector.take(event);
  return { name: "orders", at: AT, stacks: [collector.result()] };
}

const worldOpen = resource("hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, { name: "target-in" });
const entry = resource(
  "df.Entry",
  { cidrs: ["203.0.113.7/32"], expires: SOON, group: "dbferry_shop" },
  { name: "entries" },
);
const waiver = {
  policy: "NET-01",
  resource: "target-in",
  reason: "drill in an empty network",
  owner: "dba",
  expires: SOON,
  ticket: "OPS-7",
};

describe("the comment", () => {
  test("shows an administrator's connection that verifies no server", async () => {
    const connect = { host: "db.example.com", user: "dba", password: "x", tls: "off" };
    const gate = resource("df.Preflight", { source: connect, target: { ...connect, tls: "verify" } }, { name: "gate" });
    const comment = markdown(await reviewed([gate]));
    expect(comment).toContain("TSK-18");
    expect(comment).toMatch(/source\.tls/);
    expect(comment).not.toMatch(/target\.tls/);
  });

  test("has the verdict first, behind the marker", async () => {
    const text = markdown(await reviewed([worldOpen]));
    expect(text.split("\n").slice(0, 2)).toEqual([MARKER, "## ❌ Refused: orders"]);
    expect(markdown(await reviewed([entry]))).toContain("## ✅ No rule is broken");
  });
  test("shows rule, resource, value seen, value needed and the fix as a diff", async () => {
    const text = markdown(await reviewed([worldOpen]));
    expect(text).toContain(
      "| ❌ | `NET-01` | `target-in`<br>`huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule` | **An entry opens the database to every address**<br>",
    );
    expect(text).toContain('remoteIpPrefix: `"0.0.0.0/0"` covers every address');
    expect(text).toContain("See `docs/policies.md#net-01`.");
    expect(text).toContain('- remoteIpPrefix: "0.0.0.0/0",\n+ remoteIpPrefix: "203.0.113.7/32",');
  });
  test("shows openings with their time left", async () => {
    const text = markdown(await reviewed([entry]));
    expect(text).toContain(
      "| allowlist entry | `entries`<br>`dbferry:index:AllowlistEntry` | `203.0.113.7/32` | 10 days |",
    );
  });
  test("shows what the change opens permanently, and by default", async () => {
    const rule = resource("hw.Rule", { ...hwRule, remoteIpPrefix: "203.0.113.7/32" }, { name: "in" });
    const silent = resource("hw.Rule", hwRule, { name: "silent" });
    const { openings } = (await reviewed([rule, silent])).stacks[0]!;
    expect(openings.map(({ name, what, sources, expires }) => [name, what, sources, expires])).toEqual([
      ["in", "rule", "203.0.113.7/32", undefined],
      ["silent", "rule", "0.0.0.0/0", undefined],
    ]);
  });
  test("does not mention an unchanged permanent rule", async () => {
    const type = "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule";
    const urn = `urn:pulumi:prod::shop::${type}::old`;
    const inputs = { ...hwRule, remoteIpPrefix: "203.0.113.7/32" };
    const same = { resourcePreEvent: { metadata: { op: "same", urn, type, new: { inputs } } } };
    expect((await reviewed([], {}, [same])).stacks[0]!.openings).toEqual([]);
  });
  test("shows openings that end with the component above", async () => {
    const review = await reviewed([
      resource("df.Migration", { name: "shop", phase: "prepare", expires: SOON }, { name: "m" }),
      resource("ali.Connection", { instanceId: "rm-1" }, { name: "public", parent: "m" }),
    ]);
    expect(review.stacks[0]!.openings).toEqual([
      expect.objectContaining({ name: "public", what: "public endpoint", expires: SOON }),
    ]);
  });
  test("lists exemptions in force with reason, owner and expiry", async () => {
    const review = await reviewed([worldOpen], { exemptions: [waiver] });
    expect(verdictOf(review.stacks)).toBe("fine");
    const text = plainText(markdown(review));
    expect(text).toContain("**Exemptions in force**");
    for (const part of ["drill in an empty network", "granted by dba", "OPS-7", SOON]) expect(text).toContain(part);
  });
  test("counts and lists what would be created and removed", async () => {
    const gone = {
      resourcePreEvent: { metadata: { op: "delete", urn: "urn:pulumi:prod::shop::a:b:C::old", type: "a:b:C" } },
    };
    const text = markdown(await reviewed([entry], {}, [gone]));
    expect(text).toContain("**Changes:** 1 to create, 1 to delete");
    expect(text).toContain("+ dbferry:index:AllowlistEntry entries\n- a:b:C old");
  });
  test("says when a stack could not be judged", async () => {
    const review = await reviewed([entry], {}, [
      { diagnosticEvent: { severity: "error", message: "<{%reset%}>program failed: no region\n<{%reset%}>" } },
    ]);
    expect(verdictOf(review.stacks)).toBe("broken");
    expect(markdown(review)).toContain("> program failed: no region");
  });
  test("refuses a replacement of a running task", async () => {
    const event = {
      resourcePreEvent: {
        metadata: {
          op: "replace",
          urn: "urn:pulumi:prod::shop::huaweicloud:index/drsJob:DrsJob::move",
          type: "huaweicloud:index/drsJob:DrsJob",
        },
      },
    };
    const review = await reviewed([], {}, [event]);
    expect(verdictOf(review.stacks)).toBe("refused");
    expect(markdown(review)).toContain("`TSK-14`");
  });
  test("stays under the limit and says what it leaves out", async () => {
    const many = Array.from({ length: 900 }, (_, i) => ({ ...worldOpen, name: `rule-${i}-${"x".repeat(60)}` }));
    const review = await reviewed(many);
    const text = markdown(review);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/and \d+ more findings/);
    expect(text.startsWith(MARKER)).toBe(true);
    expect(markdown(review, { limit: 1500 }).length).toBeLessThanOrEqual(1500);
  });
  test("lets no value of the program inject markup", async () => {
    const bad = resource(
      "hw.Rule",
      { ...hwRule, remoteIpPrefix: "0.0.0.0/0 | <img src=x> @everyone `x` [a](b)" },
      { name: "a`|<b>" },
    );
    const text = markdown(await reviewed([bad]));
    const table = text.split("\n").filter((line) => line.startsWith("| ❌"));
    expect(table).toHaveLength(1);
    expect(table[0]!.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(text.replace(/```diff[\s\S]*?```/g, "").replace(/`[^`]*`/g, "")).not.toMatch(/(?<!\\)<img|(?<!\\)@everyone/);
  });
});

test("a provider's addition is not removed from a program that never had it", async () => {
  const inputs = { ...hwRule, remoteIpPrefix: "203.0.113.7/32", ports: "1-65535" };
  const [one] = (await reviewed([resource("hw.Rule", { ...inputs, __defaults: ["ports"] }, { name: "in" })])).stacks[0]!
    .findings;
  expect(one!.diff).toEqual(['+ ports: "3306",']);
  const [other] = (await reviewed([resource("hw.Rule", inputs, { name: "in" })])).stacks[0]!.findings;
  expect(other!.diff).toEqual(['- ports: "1-65535",', '+ ports: "3306",']);
});

test("a policy that changes what it judges is reported, with what it changed", async () => {
  const resourceUrn = `urn:pulumi:prod::shop::${entry.type}::entries`;
  const mended = { policyName: "NET-08", resourceUrn, before: { a: 1 }, after: { a: 1, tags: { x: "y" } } };
  const review = await reviewed([entry], {}, [{ policyRemediationEvent: mended }]);
  expect(review.stacks[0]!.findings).toMatchObject([
    { verdict: "violation", stops: false, rules: ["NET-08"], resource: "entries", type: entry.type },
  ]);
  expect(markdown(review)).toMatch(
    /The pack changed the inputs that it judges.*"?NET-08.*remediates, and changed tags/,
  );
});

test("a pack message is parsed back into its parts", async () => {
  const { reports } = await runPack([worldOpen], { now: NOW });
  const finding = readFinding(
    "NET-01",
    reports[0]!.message,
    "urn:pulumi:prod::shop::huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule::target-in",
    true,
  );
  expect(finding).toMatchObject({
    rules: ["NET-01"],
    resource: "target-in",
    verdict: "violation",
    stops: true,
    link: "docs/policies.md#net-01",
  });
  for (const part of [finding.seen, finding.needed, finding.fix, finding.title]) expect(part).not.toBe("");
  expect(finding.diff).toHaveLength(2);
});

test("an unreadable resource is undetermined and not a violation", () => {
  const message = 'undetermined: the inputs of "x" (a:b:C) cannot be read (why)\n  fix: check the inputs';
  expect(readFinding("unreadable", message, "", false)).toMatchObject({
    verdict: "undetermined",
    title: 'the inputs of "x" (a:b:C) cannot be read (why)',
    fix: "check the inputs",
  });
});

describe("SARIF", () => {
  test("names rules, levels, resources and suppressions", async () => {
    const review = await reviewed([worldOpen, resource("tc.Account", { name: "a", host: "%" }, { name: "acc" })], {
      exemptions: [{ ...waiver, policy: "NET-07", resource: "acc" }],
    });
    const { version, runs } = sarif(review, { version: "1.2.3" }) as any;
    expect(version).toBe("2.1.0");
    const [{ tool, results }] = runs;
    expect(tool.driver.rules.map((rule: any) => rule.id)).toEqual(["NET-01", "NET-07"]);
    expect(results.map((result: any) => [result.ruleId, result.level, result.suppressions?.length ?? 0])).toEqual([
      ["NET-01", "error", 0],
      ["NET-07", "warning", 1],
    ]);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("Pulumi.prod.yaml");
      expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toMatch(/^urn:pulumi:/);
    }
  });
  test.each([
    [undefined, "prod", "Pulumi.prod.yaml"],
    ["stacks/", "prod", "stacks/Pulumi.prod.yaml"],
    ["./infra/my stacks", "acme/shop/prod", "infra/my%20stacks/Pulumi.prod.yaml"],
  ])("lies in folder %s, for stack %s, in %s", async (stacks, stack, uri) => {
    const review = await reviewed([worldOpen]);
    const renamed = { ...review, stacks: review.stacks.map((one) => ({ ...one, stack })) };
    const [{ results }] = (sarif(renamed, { version: "1", ...(stacks ? { stacks } : {}) }) as any).runs;
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
  test("gives two findings on one property a fingerprint each", async () => {
    const wide = resource("ali.Instance", { securityIps: ["47.96.0.0/15", "39.96.0.0/15"] }, { name: "rds" });
    const [{ results }] = (sarif(await reviewed([wide]), { version: "1" }) as any).runs;
    const prints = results.map((result: any) => result.partialFingerprints["dbferry/v1"]);
    expect(prints.length).toBeGreaterThan(1);
    expect(new Set(prints).size).toBe(prints.length);
    // The fingerprint by which GitHub distinguishes alerts.
    expect(results.map((result: any) => result.partialFingerprints.primaryLocationLineHash)).toEqual(
      prints.map((print: string) => `${print}:1`),
    );
  });
  test("is red where the review refuses: by a value that is not known, or by what the change does to its review", async () => {
    const review = await reviewed([worldOpen]);
    const [stack] = review.stacks;
    const unknown = { ...stack!.findings[0]!, verdict: "undetermined" as const };
    const levels = (of: Review) => (sarif(of, { version: "1" }) as any).runs[0].results.map((one: any) => one.level);
    const withFindings = (stops: boolean) => ({
      ...review,
      stacks: [{ ...stack!, findings: [{ ...unknown, stops }] }],
    });
    expect(levels(withFindings(true))).toEqual(["error"]);
    expect(levels(withFindings(false))).toEqual(["none"]);
    const touched = [
      { what: "toolchain", where: "package.json", base: "", change: "changed" },
      { what: "endpoint", where: "stacks/Pulumi.prod.yaml: config.x", base: "", change: "y", allowed: "known" },
    ];
    const { results } = (sarif({ ...review, stacks: [], touched }, { version: "1" }) as any).runs[0];
    expect(results).toMatchObject([
      { level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "package.json" } } }] },
    ]);
  });
  test("keeps a finding's fingerprint across runs", async () => {
    const print = async () =>
      (sarif(await reviewed([worldOpen]), { version: "1" }) as any).runs[0].results[0].partialFingerprints[
        "dbferry/v1"
      ];
    expect(await print()).toBe(await print());
  });
});

test("JSON has the verdict of the whole and of each stack", async () => {
  const review = await reviewed([worldOpen, entry]);
  expect(json(review)).toMatchObject({
    verdict: "refused",
    stacks: [{ stack: "prod", verdict: "refused", openings: [{ timeLeft: "no expiry" }, { timeLeft: "10 days" }] }],
  });
});

test("findings on exemptions are listed side by side, and an expired one always refuses", async () => {
  const over = { ...waiver, resource: "gone", expires: "2026-11-01T00:00:00Z" };
  const review = await reviewed([entry], {
    exemptions: [over, { ...over, resource: "gone-too" }, { ...waiver, resource: "nobody" }],
  });
  expect(review.stacks[0]!.findings.map(({ title, stops }) => [title.split(" until ")[0], stops])).toEqual([
    ['expired: NET-01 on "gone"', true],
    ['expired: NET-01 on "gone-too"', true],
    ['unused: NET-01 on "nobody"', false],
  ]);
  expect(verdictOf(review.stacks)).toBe("refused");
  // The comment names the exemption concerned.
  expect(plainText(markdown(review))).toMatch(
    /^\| ❌ \| `exemptions` \| the stack \| \*\*expired: NET-01 on `\\?"gone\\?"` until 2026-11-01T00:00:00Z by dba/m,
  );
});

test("a change that affects no stack does not read like a verdict", () => {
  expect(markdown({ name: "orders", at: AT, stacks: [] })).toBe(
    `${MARKER}\n## No stack is affected: orders\n\nNothing was previewed.\n`,
  );
});

test.each([
  [undefined, "no expiry"],
  ["2026-11-20T00:00:00Z", "expired 2026-11-20T00:00:00Z"],
  ["2026-11-21T05:30:00Z", "5 hours"],
  ["2026-12-01T00:00:00Z", "10 days"],
])("time left until %s is %s", (expires, left) => expect(timeLeft(expires, AT)).toBe(left));

test.each([
  [["stacks/Pulumi.a.yaml"], ["a"]],
  [["stacks/Pulumi.a.yaml", "docs/x.md", "README.md"], ["a"]],
  [["docs/read.md"], ["a", "b"]],
  [["components/x.ts"], ["a", "b"]],
  [
    ["policies/rules/net-01-world-open.ts", "stacks/Pulumi.a.yaml"],
    ["a", "b"],
  ],
  [["docs/x.md", "LICENSE"], []],
  // A folder's name, or the start of a file's, proves nothing.
  [["docs/open.ts"], ["a", "b"]],
  [["test/x.test.ts"], ["a", "b"]],
  [["bench/x.ts"], ["a", "b"]],
  [["LICENSE.ts"], ["a", "b"]],
  [["CHANGELOG"], ["a", "b"]],
  [["other/Pulumi.a.yaml"], ["a", "b"]],
  [["stacks/Pulumi.yaml"], ["a", "b"]],
  [["stacks/Pulumi.gone.yaml"], []],
  [["stacks/Pulumi.read.yaml"], ["a", "b"]],
])("a change of %s affects the stacks %s", (files, stacks) => {
  const read = new Set(["docs/read.md", "stacks/Pulumi.read.yaml"]);
  expect(changedStacks({ files, stacks: ["a", "b"], stackFolder: "stacks", read }).names).toEqual(stacks);
});

test("a stack that was refused and whose preview failed says both", async () => {
  const crashed = { diagnosticEvent: { severity: "error", message: "Running program failed: boom" } };
  const review = await reviewed([worldOpen], {}, [crashed]);
  expect(verdictOf(review.stacks)).toBe("refused");
  const text = markdown(review);
  expect(text).toMatch(/refused by one finding; its preview failed too, so the rest was not judged/);
  expect(text).toContain("boom");
});

describe("the comment of an earlier run", () => {
  const servers: { close(): void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A service with these existing comments, 100 to a page. */
  async function service(comments: { id: number; body: string }[]) {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url!, "http://x");
      calls.push(`${request.method} ${url.pathname}`);
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const page = Number(url.searchParams.get("page") ?? 1);
        const text = body ? JSON.parse(body).body : "";
        const id = Number(url.pathname.split("/").at(-1));
        if (url.pathname === "/user") return response.end(JSON.stringify({ login: "me", username: "me" }));
        if (request.method === "POST") comments.push({ id: comments.length + 1, body: text });
        else if (request.method !== "GET") comments.find((comment) => comment.id === id)!.body = text;
        const shown = comments.slice((page - 1) * 100, page * 100).map((one) => ({ ...one, user: { login: "me" } }));
        return response.end(JSON.stringify(request.method === "GET" ? shown : {}));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    servers.push(server);
    return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, comments };
  }
  const others = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i + 1, body: `comment ${i}` }));

  test("is found on a later page and edited, not posted again", async () => {
    const { api, comments } = await service([
      ...others(230),
      { id: 231, body: `${MARKER}\nold` },
      { id: 232, body: "after" },
    ]);
    const place = githubPlace({ api, repository: "o/r", number: 7, token: "t" });
    expect(await upsertComment(place, MARKER, `${MARKER}\nnew`, fetch)).toBe("edited");
    expect(comments.find((comment) => comment.id === 231)!.body).toBe(`${MARKER}\nnew`);
    expect(comments).toHaveLength(232);
    expect(await upsertComment(place, MARKER, `${MARKER}\nnew`, fetch)).toBe("unchanged");
  });
  test("of another project on the same pull request is left untouched", async () => {
    const other = marker({ name: "orders-2" });
    const { api, comments } = await service([{ id: 1, body: `${other}\nits` }]);
    const place = githubPlace({ api, repository: "o/r", number: 7, token: "t" });
    expect(await upsertComment(place, MARKER, `${MARKER}\nours`, fetch)).toBe("created");
    expect(comments.map(({ body }) => body)).toEqual([`${other}\nits`, `${MARKER}\nours`]);
  });
  test("is created if missing, also on GitLab", async () => {
    const { api, comments, calls } = await service(others(3));
    const place = gitlabPlace({ api, project: "g/p", number: 7, token: "t" });
    expect(await upsertComment(place, MARKER, `${MARKER}\nnew`, fetch)).toBe("created");
    expect(comments).toHaveLength(4);
    expect(await upsertComment(place, MARKER, `${MARKER}\nnewer`, fetch)).toBe("edited");
    expect(calls.at(-1)).toBe("PUT /projects/g%2Fp/merge_requests/7/notes/4");
  });
});
