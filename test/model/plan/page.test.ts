import { describe, expect, it } from "vitest";
import { htmlOf } from "../../../model/plan/html";
import { widthOf } from "../../../model/plan/lines";
import { markdownOf } from "../../../model/plan/markdown";
import { pageOf } from "../../../model/plan/page";
import type { Registered, Rehearsal } from "../../../model/plan/registered";
import { svgOf } from "../../../model/plan/svg";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { advance } from "./dejavu";
import { elementsOf, textsOf } from "./xml";

const one = (type: string, name: string): Registered => ({ type, name, custom: true });
const RULE = "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule";
const OPENINGS = [
  { ...one("dbferry:index:Migration", "shop"), custom: false },
  one("pulumi:providers:huaweicloud", "huaweicloud"),
  one("alicloud:rds/connection:Connection", "shop-endpoint"),
  one("dbferry:index:AllowlistEntry", "shop-allowlist"),
  one("dbferry:index:MysqlAccount", "shop-account"),
  one("huaweicloud:index/vpcEip:VpcEip", "shop-eip"),
  one("dbferry:index:ReplicationTask", "shop-task"),
  one(RULE, "shop-target-access"),
];
const RECORD = one("dbferry:index:MigrationRecord", "shop-record");
const RUN = [one("dbferry:index:Preflight", "shop-preflight"), one("dbferry:index:TaskRun", "shop-run")];
const CUTOVER = one("dbferry:index:Cutover", "shop-cutover");
const REHEARSAL: Rehearsal = {
  prepare: [...OPENINGS, RECORD],
  migrate: [...OPENINGS, ...RUN, RECORD],
  cutover: [...OPENINGS, ...RUN, CUTOVER, RECORD],
  done: [CUTOVER, RECORD],
};

function page(change: (input: any) => void = () => {}, rehearsal = REHEARSAL) {
  return pageOf(parseMigration(smallestMigration(change), "prepare", NOW).migration, rehearsal);
}

const INVISIBLE = ["\u202e", "\u0007"];
/** Every place in a stack file that takes any text. */
const HOSTILE = '</text></svg><script>alert("1")</script>` | [x](javascript:y) & \u202e\u0007';
const hostile = () =>
  page((input) => {
    Object.assign(input, { owner: HOSTILE });
    Object.assign(input.source, { instanceId: HOSTILE, databases: [HOSTILE.slice(0, 60)], ca: HOSTILE });
    input.source.admin.user = HOSTILE.slice(0, 30);
    Object.assign(input.target, { instanceId: `${HOSTILE}2`, vpcId: HOSTILE });
    input.task = { plainSource: { reason: HOSTILE, owner: HOSTILE, expires: input.expires } };
    input.cutover = { exemptions: [{ gate: "G05", reason: HOSTILE, owner: HOSTILE, expires: input.expires }] };
  });

describe("a plan", () => {
  it("says of each resource when it is made and when it is removed", () => {
    const { resources } = page();
    const seen = Object.fromEntries(resources.map(({ name, from, until }) => [name, [from, until]]));
    expect(seen["shop-eip"]).toEqual(["prepare", "done"]);
    expect(seen["shop-run"]).toEqual(["migrate", "done"]);
    expect(seen["shop-cutover"]).toEqual(["cutover", undefined]);
    expect(seen["shop-record"]).toEqual(["prepare", undefined]);
    expect(Object.keys(seen)).toHaveLength(10);
  });

  it("names a resource of a type that it does not know, and does not price it", () => {
    const strange = one("elsewhere:index:Thing", "shop-thing");
    const { resources, costs, leaves } = page(undefined, {
      ...REHEARSAL,
      prepare: [...REHEARSAL.prepare, strange],
      done: [...REHEARSAL.done, strange],
    });
    expect(resources.find(({ name }) => name === "shop-thing")).toMatchObject({ kind: "NOT KNOWN" });
    expect(costs.lines.find(({ what }) => what.includes(strange.type))?.price).toMatchObject({ known: false });
    const lasts = page(undefined, {
      prepare: [...REHEARSAL.prepare, strange],
      migrate: [...REHEARSAL.migrate, strange],
      cutover: [...REHEARSAL.cutover, strange],
      done: [...REHEARSAL.done, strange],
    });
    expect(lasts.leaves).toContain("`shop-thing` (`elsewhere:index:Thing`), which no phase removes");
    expect(leaves.join()).not.toContain("shop-thing");
  });

  it("says what a weaker TLS mode leaves open for an administrator's password", () => {
    const lead = (tls: string) => page((input) => Object.assign(input.source, { tls })).lead.join("\n");
    expect(lead("off")).toMatch(/NOT VERIFIED: source\.tls: off sends .* in the clear/);
    expect(lead("required")).toMatch(/NOT VERIFIED: source\.tls: required .* does not authenticate/);
    expect(lead("verify")).not.toContain("NOT VERIFIED");
  });

  it("asks for the person and the closing that each way needs", () => {
    const duties = (change: (input: any) => void) =>
      page(change)
        .duties.map(({ when, what }) => `${when}: ${what}`)
        .join("\n");
    const onprem = duties((input) => {
      input.source = {
        place: "onprem",
        host: "198.51.100.20",
        databases: ["shop"],
        admin: { user: "dba" },
        ca: "ca.pem",
      };
    });
    expect(onprem).toMatch(/after prepare: open TCP port 3306 of `198\.51\.100\.20`/);
    expect(onprem).toMatch(/after done: close TCP port 3306 of `198\.51\.100\.20` again, by 2026-12-10/);
    expect(duties(() => {})).not.toMatch(/open TCP port/);
    expect(duties(() => {})).toMatch(/before cutover: stop the application's writes/);
  });
});

describe("the order of a plan", () => {
  const steps = (phase: string, change: (input: any) => void = () => {}, rehearsal = REHEARSAL) =>
    page(change, rehearsal)
      .stages.find((stage) => stage.phase === phase)!
      .steps.join("\n");
  const accepted = (input: any) => ({ reason: "agreed with the team", owner: "lead", expires: input.expires });

  it("names each check, warning and gate that is accepted, and who accepted it", () => {
    const change = (input: any) => {
      input.exemptions = [{ check: "C15", ...accepted(input) }];
      input.task = { ...input.task, acceptedWarnings: [{ item: "charset", ...accepted(input) }] };
      input.cutover = { exemptions: [{ gate: "G05", ...accepted(input) }] };
    };
    expect(steps("migrate", change)).toMatch(/Check C15 is accepted even if it fails, until .*, by lead: agreed/);
    expect(steps("migrate", change)).toMatch(/check about charset is accepted until .*, by lead: agreed/);
    expect(steps("cutover", change)).toMatch(/Gate G05 is accepted without proof until .*, by lead: agreed/);
    expect(steps("cutover", change)).toMatch(/not proven and not accepted stops the update/);
    expect(steps("migrate") + steps("cutover")).not.toMatch(/is accepted/);
  });

  it("does not count as created what is taken over", () => {
    const taken = { ...one("huaweicloud:index/vpcEip:VpcEip", "shop-eip"), adopted: "eip-1" };
    const prepare = REHEARSAL.prepare.map((made) => (made.name === taken.name ? taken : made));
    expect(steps("prepare")).toMatch(/one EIP/);
    expect(steps("prepare", undefined, { ...REHEARSAL, prepare })).not.toMatch(/EIP/);
  });

  it("says that a live task is not protected, where it is not", () => {
    expect(steps("migrate")).not.toContain("protectLiveTask");
    expect(steps("migrate", (input) => Object.assign(input, { protectLiveTask: false }))).toContain("protectLiveTask");
  });

  it("has writes stopped before a load that no changes follow", () => {
    const { duties } = page((input) => Object.assign(input, { mode: "full" }));
    expect(duties.find(({ what }) => what.includes("stop the application's writes"))?.when).toBe("after prepare");
  });
});

describe.each(["svg", "html"] as const)("the %s of a plan", (form) => {
  const written = (plan: ReturnType<typeof page>) => (form === "svg" ? svgOf(plan.picture) : htmlOf(plan));

  it("is well-formed, and has no script, no reference and nothing that a browser would load", async () => {
    const elements = await elementsOf(written(page()));
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ["script", "link", "img", "image", "iframe", "object", "use", "a", "foreignObject"])
      expect(names).not.toContain(name);
    for (const { attributes } of elements)
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).not.toMatch(/^on|href|src/);
        if (name !== "xmlns") expect(value).not.toMatch(/url\(|https?:/);
      }
    expect(written(page())).not.toMatch(/@import|url\(/);
  });

  it("has the names of a hostile stack file as text only, and no invisible character", async () => {
    const plan = hostile();
    const text = written(plan);
    const names = (elements: { name: string }[]) => [...new Set(elements.map(({ name }) => name))].sort();
    expect(names(await elementsOf(text))).toEqual(names(await elementsOf(written(page()))));
    const read = (await textsOf(text)).join("");
    for (const char of INVISIBLE) for (const form of [text, read]) expect(form).not.toContain(char);
    expect(read).toContain("\\u202e");
  });

  it("says whose each part is, in words", async () => {
    const text = (await textsOf(written(page()))).join(" ");
    expect(text).toContain("made by dbferry, removed at the end");
    expect(text).toContain("yours: used as it is");
  });
});

describe("the picture of a plan", () => {
  it("takes no character of a line to be narrower than it is", () => {
    const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));
    for (const bold of [false, true])
      expect(ascii.filter((char) => widthOf(char, bold) < advance(char, bold))).toEqual([]);
  });

  it.each(["W".repeat(200), "rm-".repeat(60), "汉".repeat(90), "i".repeat(400), "a=b+#".repeat(50)])(
    "has no line that leaves its box, however long a name is: %s",
    async (name) => {
      const plan = page((input) => Object.assign(input.source, { instanceId: name, databases: [name.slice(0, 64)] }));
      const elements = await elementsOf(svgOf(plan.picture));
      const [{ attributes: svg } = { attributes: {} as any }] = elements;
      const boxes = elements.filter(({ name: kind, attributes }) => kind === "rect" && attributes.rx === "6");
      const lines = elements.filter(({ name: kind }) => kind === "text");
      expect(lines.length).toBeGreaterThan(10);
      for (const { attributes, text } of lines) {
        const [x, y, size] = [attributes.x, attributes.y, attributes["font-size"]].map(Number) as [
          number,
          number,
          number,
        ];
        const wide = advance(text, attributes["font-weight"] === "bold");
        expect(x + wide * size, text).toBeLessThanOrEqual(Number(svg.width) - 20);
        expect(y).toBeLessThan(Number(svg.height));
        const box = boxes.find(({ attributes: b }) => y > Number(b.y) && y < Number(b.y) + Number(b.height));
        // What is in no box is the name of a zone.
        if (box) expect(y + size * 0.3).toBeLessThanOrEqual(Number(box.attributes.y) + Number(box.attributes.height));
      }
      // Nothing of the name is lost.
      const whole = lines.map(({ text }) => text).join("");
      expect(whole).toContain(name);
    },
  );

  it("has a title and the same in words", async () => {
    const elements = await elementsOf(svgOf(page().picture, "here"));
    const [svg] = elements;
    expect(svg?.attributes).toMatchObject({ role: "img", "aria-labelledby": "here-title here-description" });
    const description = elements.find(({ name }) => name === "desc");
    expect(description?.text).toMatch(/^From the source to the target: .*Internet.*Target: Huawei RDS for MySQL/);
  });
});

describe("the page of a plan", () => {
  it("has the order, the duties, the costs and what is left, in each form", async () => {
    const plan = page();
    const html = (await textsOf(htmlOf(plan))).join(" ");
    const markdown = markdownOf(plan, { intro: ["Generated."], picture: "x.svg" });
    for (const words of [/What it makes/, /In which order/, /What a person must do/, /What it costs/, /What is left/]) {
      expect(html).toMatch(words);
      expect(markdown).toMatch(words);
    }
    for (const { name } of plan.resources) {
      expect(html).toContain(name);
      expect(markdown).toContain(`\`${name}\``);
    }
    expect(markdown).toContain('<img src="x.svg" width="400" alt="From the source to the target');
  });

  it("keeps the markup of a hostile stack file out of Markdown", () => {
    const markdown = markdownOf(hostile(), { intro: [], picture: "x.svg" });
    for (const char of INVISIBLE) expect(markdown).not.toContain(char);
    // A mark of the user's would begin or end what is shown as code.
    expect(markdown).toContain("\\x60");
    for (const line of markdown.split("\n")) expect(line.replaceAll(/[^`]/g, "").length % 2, line).toBe(0);
    // A tag alone on its line is HTML, in which Markdown reads nothing.
    const [picture] = /^<img [^<>\n]*>$/m.exec(markdown)!;
    const outside = markdown.replace(picture, "").replace(/`[^`\n]*`/g, "");
    expect(outside).not.toContain("<");
    expect(outside).not.toMatch(/(?<!\\)\]\(javascript/);
  });
});
