import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { Field } from "./harness";

/** Settings of a cloud that are wrong in an update which removes everything, or which is refused. */
describe("wrong settings of a cloud", () => {
  let field: Field;
  /** The configuration that the sandbox answers to. */
  let right: any;
  /** What is open before anything is made. */
  let nothing: unknown;
  beforeAll(async () => {
    field = await Field.open();
    nothing = structuredClone(field.openings());
    // Any port, so that the endpoints at which nobody listens are permitted, so that only contacting them shows it.
    field.project.env[ALLOW_VARIABLE] = "http://127.0.0.1";
    field.configure((config) => {
      right = structuredClone(config);
    });
  });
  beforeEach(() => configured(() => {}));
  afterAll(() => field?.close());

  const configured = (change: (config: any) => void) =>
    field.configure((config) => {
      Object.assign(config, structuredClone(right));
      change(config);
    });
  const reached = async (phase: string) => {
    const up = await field.up(phase);
    expect(up.code, up.text).toBe(0);
  };
  /** Without what passes while a task runs: its delay, its progress. */
  const tasks = async () => (await field.tasks()).map(({ id, name, vendorState }) => ({ id, name, vendorState }));
  const clouds = async () => [field.openings(), await tasks()];
  const providers = async () => {
    const { text } = await field.pulumi("stack", "export", "--stack", STACK);
    const resources: { type: string; inputs: object }[] = JSON.parse(text).deployment.resources;
    const made = resources.flatMap(({ type, inputs }) =>
      /^pulumi:providers:(alicloud|huaweicloud)$/.test(type) ? [[type, inputs]] : [],
    );
    expect(made).toHaveLength(2);
    return made;
  };
  const both = async () => structuredClone([await clouds(), await providers()]);

  /** Nobody listens there. */
  const NOWHERE = "http://127.0.0.1:1";
  const nobodyAtRds = ({ alicloud }: any) => (alicloud.endpoints.rds = NOWHERE);

  it.each<[what: string, change: (clouds: any) => void, says: RegExp]>([
    ["the project", ({ huaweicloud }) => (huaweicloud.projectId = "0".repeat(32)), /- huaweicloud: .+HW_PROJECT_ID/],
    [
      "the endpoint of VPC",
      ({ huaweicloud }) => (huaweicloud.endpoints.vpc = NOWHERE),
      /- huaweicloud: .+127\.0\.0\.1:1\b/,
    ],
    ["the endpoint of RDS", nobodyAtRds, /- alicloud: .+127\.0\.0\.1:1\b/],
  ])("together with the end are refused, and do not stay in the state: %s", async (_what, change, says) => {
    await reached("prepare");
    const before = await both();
    configured((config) => change(config["dbferry:clouds"]));
    const up = await field.up("cancelled");
    expect(up.code, up.text).not.toBe(0);
    expect(up.text).toMatch(says);
    expect(up.text).toContain("changes nothing in the clouds or on the servers");
    expect(up.text).toContain("correct it and run it again, which removes everything");
    expect(await both()).toEqual(before);
    configured(() => {});
    await reached("prepare");
  });

  describe("while the task moves data", () => {
    const running = [expect.objectContaining({ vendorState: expect.stringMatching(/^INCRE/) })];

    it("leave no permission to end it behind, where they were refused together with it", async () => {
      await reached("migrate");
      const before = structuredClone(await clouds());
      configured(({ "dbferry:migration": migration }) => {
        migration.protectLiveTask = false;
        migration.source.connect = "127.0.0.1:1";
      });
      const refused = await field.up("migrate");
      expect(refused.code, refused.text).not.toBe(0);
      expect(refused.text).toMatch(/source\.connect.+127\.0\.0\.1:1\b/);
      const destroy = await field.destroy();
      expect(destroy.code, destroy.text).not.toBe(0);
      expect(destroy.text).toMatch(/still moves data \(INCRE\w+\)/);
      expect(await clouds()).toEqual(before);
      expect(await tasks()).toEqual(running);
    });

    it("end it neither in the update that is refused nor in a destroy after it, but once they are corrected", async () => {
      await reached("migrate");
      const before = await both();
      // Not the cloud of the task, which is still found and could be ended.
      configured((config) => nobodyAtRds(config["dbferry:clouds"]));
      const refused = await field.up("cancelled");
      expect(refused.code, refused.text).not.toBe(0);
      const destroy = await field.destroy();
      expect(destroy.code, destroy.text).not.toBe(0);
      expect(destroy.text).toMatch(/still moves data \(INCRE\w+\)/);
      expect(await both()).toEqual(before);
      expect(await tasks()).toEqual(running);
      configured(() => {});
      await reached("cancelled");
      expect(field.openings()).toEqual(nothing);
      expect(await tasks()).not.toContainEqual(running[0]);
    });
  });
});
