import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Field } from "./harness";
import { settles } from "./phases";
import { type RecordedPhase, record, recorded, type State, urnsOf } from "./recorded/state";
import recordedUrns from "./recorded/urns.json";

/** The resources that this version adds to those of earlier versions. */
const ADDED = [
  "urn:pulumi:alibaba-to-huawei::dbferry::dbferry:index:Migration$dbferry:index:MigrationRecord::shop-record",
  // The engine's own provider, through which the program reads its state.
  "urn:pulumi:alibaba-to-huawei::dbferry::pulumi:providers:pulumi::default",
];
const urns = Object.fromEntries(
  Object.entries(recordedUrns).map(([phase, list]) => [phase, [...list, ...ADDED].sort()]),
);

/** This version can continue from an earlier version's state, in the middle of a migration. */
describe("a state recorded by an earlier version", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({ data: "demo", change: (migration) => (migration.source.databases = "all") });
    await asEarlierVersions();
  });
  afterAll(() => field?.close());

  const live = async (): Promise<State> => JSON.parse((await field.decryptedState()).text);

  /**
   * A provider without an id in the state does not get one: what it creates has the names and marks of earlier
   * versions.
   */
  async function asEarlierVersions(): Promise<void> {
    const empty = await live();
    const urn = (type: string, name: string) => `urn:pulumi:${STACK}::dbferry::${type}::${name}`;
    const stack = { urn: urn("pulumi:pulumi:Stack", `dbferry-${STACK}`), custom: false, type: "pulumi:pulumi:Stack" };
    const type = "pulumi:providers:dbferry";
    const values = { inputs: { pollSeconds: "0.25" }, outputs: { pollSeconds: "0.25" } };
    const id = "00000000-0000-4000-8000-000000000000";
    const provider = { urn: urn(type, "dbferry"), custom: true, type, id, parent: stack.urn, ...values };
    empty.deployment.resources = [stack, provider];
    const file = join(field.folder, "empty.json");
    writeFileSync(file, JSON.stringify(empty));
    const imported = await field.pulumi("stack", "import", "--file", file, "--stack", STACK);
    expect(imported.code, imported.text).toBe(0);
  }

  /** Brings the clouds to a phase, then replaces the state that this version wrote with the recorded one. */
  async function goBackTo(phase: RecordedPhase): Promise<void> {
    const up = await field.up(phase);
    expect(up.code, up.text).toBe(0);
    const now = await live();
    if (process.env["DBFERRY_RECORD_STATE"]) record(field, phase, now);
    const file = join(field.folder, `${phase}.json`);
    writeFileSync(file, JSON.stringify(recorded(field, phase, now)));
    const imported = await field.pulumi("stack", "import", "--file", file, "--stack", STACK);
    expect(imported.code, imported.text).toBe(0);
  }

  it.each<RecordedPhase>(["prepare", "migrate"])(
    "of the phase %s: nothing differs except that it gets a record, and every URN is kept",
    async (phase) => {
      await goBackTo(phase);
      const preview = await field.pulumi("preview", "--diff", "--stack", STACK);
      expect(preview.code, preview.text).toBe(0);
      expect(preview.text).toMatch(/^\s*\+ 1 to create\n\s+\d+ unchanged/m);
      expect(preview.text).toMatch(/\+ dbferry:index:MigrationRecord/);
      await settles(field, phase);
      expect(urnsOf(await live())).toEqual(urns[phase]);
    },
  );

  it("knows of no address that the source's name had: the cutover waits for somebody who does", async () => {
    const up = await field.up("cutover");
    expect(up.code).not.toBe(0);
    expect(up.text.replace(/\s+/g, " ")).toMatch(
      /1 gate is closed.*G10 Source address unchanged.*not known which address/,
    );
    field.configure((config) => {
      const { cutover, expires, owner } = config["dbferry:migration"];
      cutover.exemptions.push({ gate: "G10", reason: "the task's session was seen on the source", owner, expires });
    });
  });

  it.each(["cutover", "done"] as const)("continues to %s", async (phase) => {
    const up = await field.up(phase);
    expect(up.code, up.text).toBe(0);
    expect(up.text).not.toMatch(/replaced/);
    expect(urnsOf(await live())).toEqual(urns[phase]);
  });

  it("and leaves nothing open", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
