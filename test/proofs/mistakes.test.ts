import { describe, expect, it } from "vitest";
import { WRONG } from "../../proofs/mistakes/cases/judge";
import { UNKNOWN, UNTRIED } from "../../proofs/mistakes/cases/keys";
import { optionPaths } from "../../proofs/mistakes/cases/stackFile";
import type { Facts } from "../../proofs/mistakes/facts";
import { gaps, harm, strays, unexplained } from "../../proofs/mistakes/judge";
import { lists } from "../../proofs/mistakes/lists";
import type { Mistake, Phase } from "../../proofs/mistakes/mistake";
import { PROGRAM_KEYS, SHARED_KEYS } from "../../stacks/keys";

const LISTS = lists(1);
const all = LISTS.flatMap(({ name, mistakes }) => mistakes.map((mistake) => ({ list: name, ...mistake })));
const named = (list: string) => all.filter((one) => one.list === list).map(({ name }) => name);

describe("the list of mistakes", () => {
  it("has every key of the stack file, mistyped, with a wrong value, and changed at every stage", () => {
    expect(UNTRIED).toEqual([]);
    expect(UNKNOWN).toEqual([]);
    const written = optionPaths().filter((path) => !/\.\d+$/.test(path));
    expect(named("typos").slice(1)).toEqual(written.map((path) => `${path} mistyped`));
    expect(named("values").slice(1)).toEqual(written.map((path) => `${path} with a wrong value`));
    for (const list of ["changed before", "changed while it runs", "changed after", "changed at the end"]) {
      const parts = all.filter((one) => one.list === list).flatMap(({ parts: several = [] }) => several);
      const tried = [...named(list), ...parts.map(({ name }) => `${name} changed`)];
      expect(written.filter((path) => !tried.includes(`${path} changed`))).toEqual([]);
    }
    for (const key of [
      ...PROGRAM_KEYS.map((name) => `dbferry:${name}`),
      ...SHARED_KEYS.map((name) => `dbferry:${name}`),
    ])
      expect(
        named("phases").some((name) => name.endsWith(` for ${key}`)),
        key,
      ).toBe(true);
  });

  it("names each once in its list, and requires an explanation of every certain refusal", () => {
    for (const { name, mistakes } of LISTS) {
      const names = mistakes.map((one) => `${one.at}: ${one.name}`);
      expect(
        names.filter((one, at) => names.indexOf(one) < at),
        name,
      ).toEqual([]);
    }
    const silent = all.filter(
      ({ ends, says = [], parts = [] }) => ends === "refused" && says.length + parts.length === 0,
    );
    expect(silent.map(({ list, name }) => `${list}: ${name}`)).toEqual([]);
  });

  it("tries every kind, and deliberate violations for every verdict", () => {
    for (const kind of ["console", "two stacks", "passwords", "elsewhere", "killed", "phases"])
      expect(
        LISTS.some(({ name }) => name.includes(kind)),
        kind,
      ).toBe(true);
    for (const verdict of ["harmed", "falseSuccess", "unexplained"])
      expect(WRONG.filter(({ expects }) => expects === verdict).length, verdict).toBeGreaterThan(4);
  });
});

const ADDRESS = "203.0.113.10";
const open = { eips: [], rules: [], allowlist: [], endpoints: [], accounts: [] };
/** What exists while a task replicates. */
const RUNNING: Facts = {
  tasks: [
    { id: "ours", name: "dbferry-shop", state: "incremental", ours: true },
    { id: "theirs", name: "dbferry-crm", state: "configuring", ours: false },
  ],
  replicates: true,
  providers: "",
  ours: {
    eips: [ADDRESS],
    rules: ["ingress allow tcp 192.168.10.30/32 3306"],
    allowlist: [ADDRESS],
    endpoints: ["dbferry-shop-1a2b3c.mysql.rds.aliyuncs.com"],
    accounts: [`source df_shop_1a2b3c@${ADDRESS}: GRANT SELECT ON *.* IDENTIFIED BY PASSWORD '*1'`],
  },
  theirs: { ...open, eips: ["203.0.113.9 office"], rules: ["ingress allow tcp 192.0.2.10/32 3306"] },
  bound: { [ADDRESS]: { to: "ours", privateIp: "192.168.10.30" } },
  data: { "source shop.customer": "10 rows, 1", "target shop.customer": "10 rows, 1" },
  recorded: false,
  operator: [],
};
const PREPARED: Facts = {
  ...RUNNING,
  tasks: [{ id: "ours", name: "dbferry-shop", state: "configuring", ours: true }, RUNNING.tasks[1]!],
  replicates: false,
};

describe("harm", () => {
  it("is not seen if nothing changed, or if a copy merely continued", () => {
    expect(harm(RUNNING, RUNNING)).toEqual([]);
    expect(harm(RUNNING, { ...RUNNING, data: { ...RUNNING.data, "target shop.customer": "11 rows, 2" } })).toEqual([]);
    expect(harm(PREPARED, { ...PREPARED, ours: open, bound: {} })).toEqual([]);
  });

  it.each<[string, Partial<Facts>, RegExp]>([
    [
      "the task ended",
      { tasks: [{ id: "ours", name: "dbferry-shop", state: "ended", ours: true }, RUNNING.tasks[1]!] },
      /replication of dbferry-shop \(ours\) ended/,
    ],
    ["the task is gone", { tasks: [RUNNING.tasks[1]!] }, /replication of dbferry-shop \(ours\) ended \(gone\)/],
    ["somebody's task ended", { tasks: [RUNNING.tasks[0]!] }, /somebody's task dbferry-crm \(theirs\)/],
    ["nothing arrives", { replicates: false }, /no longer arrives/],
    ["an opening of the live task", { ours: { ...RUNNING.ours, allowlist: [] } }, /allowlist of the live task/],
    ["its account", { ours: { ...RUNNING.ours, accounts: [] } }, /accounts of the live task/],
    ["its EIP is unbound", { bound: { [ADDRESS]: {} } }, /left its live task/],
    ["somebody's opening", { theirs: open }, /somebody's eips/],
    ["rows of the target", { data: { ...RUNNING.data, "target shop.customer": "9 rows, 3" } }, /rows of target/],
    ["other rows of the source", { data: { ...RUNNING.data, "source shop.customer": "10 rows, 2" } }, /rows of source/],
    ["a table", { data: { "source shop.customer": "10 rows, 1" } }, /rows of target shop\.customer/],
  ])("is seen: %s", (_what, change, words) => {
    expect(harm(RUNNING, { ...RUNNING, ...change }).join("\n")).toMatch(words);
  });

  it("is seen if the record of a cutover is gone, unless that was requested", () => {
    expect(harm({ ...PREPARED, recorded: true }, PREPARED)).toEqual(["the record of the cutover"]);
    expect(harm({ ...PREPARED, recorded: true }, PREPARED, /record/)).toEqual([]);
  });
});

describe("what somebody else wrote into the migration's own group", () => {
  const FOREIGN: Facts = { ...RUNNING, ours: { ...RUNNING.ours, allowlist: [ADDRESS, "192.0.2.77"] } };
  it("is theirs: its loss is harm, at any stage", () => {
    expect(harm(FOREIGN, RUNNING, undefined, RUNNING)).toEqual(["somebody's entry: 192.0.2.77"]);
    const prepared = { ...PREPARED, ours: FOREIGN.ours };
    expect(harm(prepared, PREPARED, undefined, PREPARED)).toEqual(["somebody's entry: 192.0.2.77"]);
  });

  it("excludes what the migration wrote: its own address, a later one, and the operator's", () => {
    expect(harm(PREPARED, { ...PREPARED, ours: open }, undefined, PREPARED)).toEqual([]);
    const anew = { ...PREPARED, ours: { ...PREPARED.ours, eips: ["203.0.113.8"], allowlist: ["203.0.113.8/32"] } };
    expect(harm(anew, { ...anew, ours: open }, undefined, PREPARED)).toEqual([]);
    const operator = { ...PREPARED, ours: FOREIGN.ours, operator: ["192.0.2.77/32"] };
    expect(harm(operator, PREPARED, undefined, PREPARED)).toEqual([]);
  });
});

describe("untracked resources", () => {
  it("are seen when they are new, of every kind", () => {
    expect(strays(RUNNING, RUNNING)).toEqual([]);
    const task = { id: "lost", name: "dbferry-shop", state: "configuring", ours: false };
    expect(strays(RUNNING, { ...RUNNING, tasks: [...RUNNING.tasks, task] })).toHaveLength(1);
    for (const kind of Object.keys(open) as (keyof typeof open)[]) {
      const after = { ...RUNNING, theirs: { ...RUNNING.theirs, [kind]: [...RUNNING.theirs[kind], "lost"] } };
      expect(strays(RUNNING, after), kind).toEqual([`${kind} without the migration's mark: lost`]);
    }
  });
});

describe("a phase", () => {
  const DONE: Facts = { ...PREPARED, tasks: [], ours: open, bound: {}, recorded: true };
  it.each<[Phase, Facts]>([
    ["prepare", PREPARED],
    ["migrate", RUNNING],
    ["cutover", { ...PREPARED, tasks: [], recorded: true }],
    ["done", DONE],
  ])("is complete: %s", (phase, facts) => {
    expect(gaps(phase, facts, RUNNING)).toEqual([]);
  });

  const ours = (change: Partial<Facts["ours"]>): Partial<Facts> => ({ ours: { ...RUNNING.ours, ...change } });
  it.each<[string, Phase, Partial<Facts>]>([
    ["no task", "migrate", { tasks: [] }],
    [
      "two tasks",
      "migrate",
      { tasks: [...RUNNING.tasks, { id: "twin", name: "dbferry-shop", state: "incremental", ours: true }] },
    ],
    ["somebody's task alone", "migrate", { tasks: [RUNNING.tasks[1]!] }],
    ["nothing arrives", "migrate", { replicates: false }],
    ["no EIP", "migrate", ours({ eips: [] })],
    ["an EIP that is not bound", "migrate", { bound: { [ADDRESS]: {} } }],
    ["another task's EIP", "migrate", { bound: { [ADDRESS]: { to: "theirs", privateIp: "192.168.10.30" } } }],
    ["another address on the allowlist", "migrate", ours({ allowlist: ["192.0.2.77"] })],
    ["more on the allowlist", "migrate", ours({ allowlist: [ADDRESS, "192.0.2.0/24"] })],
    ["no rule", "migrate", ours({ rules: [] })],
    ["a rule for another port", "migrate", ours({ rules: ["ingress allow tcp 192.168.10.30/32 22"] })],
    ["a rule that denies", "migrate", ours({ rules: ["ingress deny tcp 192.168.10.30/32 3306"] })],
    ["a wider rule beside it", "migrate", ours({ rules: [...RUNNING.ours.rules, "ingress allow tcp any all"] })],
    ["no endpoint", "migrate", ours({ endpoints: [] })],
    ["no account", "migrate", ours({ accounts: [] })],
    ["an account for everybody", "migrate", ours({ accounts: [RUNNING.ours.accounts[0]!.replace(ADDRESS, "%")] })],
    [
      "an account with other rights",
      "migrate",
      ours({ accounts: [RUNNING.ours.accounts[0]!.replace("SELECT", "ALL")] }),
    ],
    ["another password", "migrate", ours({ accounts: [RUNNING.ours.accounts[0]!.replace("*1", "*2")] })],
    ["a task that moves data", "prepare", {}],
    ["a task that still moves data", "cutover", { recorded: true }],
    ["no record", "cutover", { tasks: [] }],
    ["an opening that is left", "done", { ...DONE, ours: { ...open, rules: RUNNING.ours.rules } }],
    ["an account that is left", "done", { ...DONE, ours: { ...open, accounts: RUNNING.ours.accounts } }],
    ["a task that is left", "done", { ...DONE, tasks: PREPARED.tasks }],
    ["a record that is gone", "done", { ...DONE, recorded: false }],
  ])("is incomplete: %s", (_what, phase, change) => {
    expect(gaps(phase, { ...RUNNING, ...change }, RUNNING)).not.toEqual([]);
  });
});

describe("a refusal", () => {
  const mistake: Mistake = { name: "one", at: "running", ends: "refused", says: [/- phase: prepare, /] };
  const GOOD =
    "  - phase: prepare, but shop has reached migrate; needed: migrate; to continue: pulumi config set phase migrate";
  const judge = (text: string) => unexplained({ code: 1, text }, mistake);

  it("is explained by the value seen, the value needed and a fix", () => {
    expect(judge(GOOD)).toEqual([]);
    expect(
      judge(
        `Updating:\n +  create\nDiagnostics:\n  pulumi:pulumi:Stack (dbferry):\n    error: ${GOOD}\n\nResources:\n`,
      ),
    ).toEqual([]);
  });

  it.each([
    ["what was seen", GOOD.replace("prepare,", "another,")],
    ["what is needed", GOOD.replace("needed", "so")],
    ["any way", GOOD.replace(/; to continue.*/, "")],
    [
      "it outside the engine's own lines",
      `pulumi config set\nDiagnostics:\n  error: it failed\n\nResources:\n  ${GOOD}`,
    ],
    ["it without a stack", `${GOOD}\n    at run (/program/main.js:12:7)`],
    ["it without the transport's words", `${GOOD}\nrpc error: code = Unknown`],
    ["it without a request glued to an address", `${GOOD} 127.0.0.1:36269POST`],
  ])("is not explained if it does not say %s", (_what, text) => {
    expect(judge(text)).not.toEqual([]);
  });
});
