import { describe, expect, it } from "vitest";
import { htmlOf } from "../../../model/plan/html";
import { widthOf } from "../../../model/plan/lines";
import { markdownOf } from "../../../model/plan/markdown";
import { pageOf, type Standing } from "../../../model/plan/page";
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

function page(change: (input: any) => void = () => {}, rehearsal = REHEARSAL, standing?: Standing) {
  return pageOf(parseMigration(smallestMigration(change), "prepare", NOW).migration, rehearsal, undefined, standing);
}

/** A hot migration by the older guide, from a server of one's own. */
const hot = (input: any) => {
  Object.assign(input, { engine: "tencent-dts", tencentDts: { profile: "hot-migration" } });
  input.source = { place: "onprem", host: "198.51.100.20", databases: ["shop"], admin: { user: "dba" }, ca: "ca.pem" };
  input.task = { plainSource: { reason: "a drill in an empty network", owner: "lead", expires: input.expires } };
  const { instanceId, region: _, ...target } = input.target;
  input.target = { ...target, place: "tencentcloud-mysql", region: "ap-guangzhou", instanceId };
};

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

  it("says of a region that is not on the service's list that it is not known whether it serves it", () => {
    const lead = (region: string) => page((input) => Object.assign(input.target, { region })).lead.join("\n");
    expect(lead("cn-north-4")).not.toContain("NOT KNOWN");
    expect(lead("cn-east-5")).toMatch(
      /NOT KNOWN: whether Huawei DRS serves cn-east-5: not on its list \(.+, read on 20/,
    );
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
    const throughSsh = (input: any) => {
      input.source = {
        place: "onprem",
        host: "198.51.100.20",
        databases: ["shop"],
        admin: { user: "dba" },
        ca: "ca.pem",
      };
      const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH";
      input.source.ssh = { host: "10.1.0.7", hostKey, firewall: "nftables" };
    };
    expect(duties(throughSsh)).toMatch(/before prepare: let dbferry log in to the source's host as `root@10\.1\.0\.7`/);
    expect(duties(throughSsh)).toMatch(/after prepare: open any other firewall in front of TCP port 3306/);
    expect(duties(throughSsh)).not.toContain("The update prints the commands");
    expect(duties(() => {})).not.toMatch(/open TCP port/);
    expect(duties(() => {})).toMatch(/before cutover: stop the application's writes/);
  });
});

describe("a plan of a stack file", () => {
  const of = (standing?: Standing) => page(undefined, REHEARSAL, standing);
  const marks = (standing?: Standing) => of(standing).stages.map(({ mark }) => mark);

  it("marks the phase of the file and those before it, and leaves to the state which one was reached", () => {
    const standing: Standing = { phase: "migrate", copiedBefore: false };
    expect(marks(standing)).toEqual(["behind", "here", undefined, undefined]);
    expect(of(standing).lead).toContain(
      "The stack file is at the phase `migrate`; which one was reached, `dbferry status` reads from the state.",
    );
    expect(htmlOf(of(standing))).toContain("(the stack file is at this phase)");
    expect(marks({ phase: "done", copiedBefore: false })).toEqual(["behind", "behind", "behind", "here"]);
  });

  it("marks none where no phase is named, or none is known", () => {
    for (const standing of [undefined, { copiedBefore: false }])
      expect(marks(standing)).toEqual(Array(4).fill(undefined));
    expect(of({ copiedBefore: false }).lead.join("\n")).toContain("The stack file names no phase yet;");
    expect(of().lead.join("\n")).not.toContain("The stack file");
  });

  it("says of one that was given up that nothing comes next, and what it may have left on the target", () => {
    const standing: Standing = { phase: "cancelled", copiedBefore: true };
    expect(marks(standing)).toEqual(Array(4).fill(undefined));
    const lead = of(standing).lead.join("\n");
    expect(lead).toMatch(/gives the migration up \(phase `cancelled`\): none of the updates below comes next/);
    expect(lead).toMatch(/rows may still be on the target \(`dbferry cancel --empty-target` removes them\)/);
    const again = of({ phase: "prepare", copiedBefore: true }).lead.join("\n");
    expect(again).toMatch(/An attempt before was given up .* its rows may still be on the target\./);
    expect(of({ phase: "prepare", copiedBefore: false }).lead.join("\n")).not.toContain("given up");
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

  it("names gate G10 where the task finds the source by a public name, and only there", () => {
    expect(steps("cutover")).toMatch(
      /public name must still have the address .* \(gate G10\)\. If none was proven then, the gate is not proven, and stays closed/,
    );
    const named = (host: string) => (input: any) => Object.assign(input.source, { endpoint: { host, port: 3306 } });
    expect(steps("cutover", named("shop.mysql.rds.aliyuncs.com"))).toContain("G10");
    expect(steps("cutover", named("198.51.100.20"))).not.toContain("G10");
    expect(steps("cutover", hot)).not.toContain("G10");
  });

  it("names the rules of the guide that a profile follows, with its source and date", () => {
    const said = steps("migrate", hot);
    expect(said).toMatch(
      /Profile hot-migration \(.*S003.*, read on 20.*\): the target is in ap-guangzhou or ap-shanghai/,
    );
    for (const check of ["C13", "C22", "C44", "C57", "C59"]) expect(said).toContain(`(${check})`);
    const without = steps("migrate", (input) => {
      hot(input);
      delete input.tencentDts;
    });
    expect(without).not.toContain("hot-migration");
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
