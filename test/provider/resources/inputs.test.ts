import { describe, expect, it } from "vitest";
import { writtenId } from "../../../model/ownership";
import { replacedBy } from "../../../plugin/plugin";
import { fromStruct, toStruct } from "../../../plugin/struct";
import { markSecrets, plain, Secret, secretTexts, UNKNOWN, type Values } from "../../../plugin/values";
import { DRS_STATES, drsState } from "../../../provider/drivers/drs/states";
import { wireTags } from "../../../provider/drivers/drs/tasks";
import type { Config } from "../../../provider/registry/config";
import { withEnvironment } from "../../../provider/registry/config";
import { checkConfig } from "../../../provider/rpc/configuration";
import { packageSchema } from "../../../provider/schema";
import { runOf, SOURCE_PASSWORD, stage, TASK } from "../support/fake";

describe("property values", () => {
  it("survive the wire unchanged, secret marks included", () => {
    const values: Values = { a: 1, b: [true, null, UNKNOWN], c: { d: new Secret({ e: "x" }) }, f: "" };
    expect(fromStruct(toStruct(values))).toEqual(values);
  });

  it("never show a secret when printed", () => {
    const tree = markSecrets({ source: { password: "hidden", host: "h" } }, [
      "source.password",
      "target.password",
      "absent",
    ]);
    expect(JSON.stringify(tree)).toBe('{"source":{"password":"[secret]","host":"h"}}');
    expect(`${(tree["source"] as Values)["password"]}`).toBe("[secret]");
    expect(plain(tree)).toEqual({ source: { password: "hidden", host: "h" } });
    expect(secretTexts(tree)).toEqual(["hidden"]);
  });
});

const URN = "urn:pulumi:test::shop::pulumi:providers:dbferry::main";

describe("the provider's configuration", () => {
  it("is checked all at once, by property path", () => {
    const news = {
      huaweicloud: JSON.stringify({ region: "eu-west-1", endpoints: { drs: "nonsense here" }, colour: "red" }),
      pollSeconds: "fast",
    };
    const { failures } = checkConfig(URN, news);
    expect(failures.map((failure) => failure.property).sort()).toEqual([
      "huaweicloud.colour",
      "huaweicloud.endpoints.drs",
      "huaweicloud.region",
      "pollSeconds",
    ]);
    expect(failures.find((failure) => failure.property === "huaweicloud.region")!.reason).toMatch(/did you mean/);
  });

  it("keeps the keys secret, as text and as an object", () => {
    const keys = { accessKey: "AK", secretKey: "SK-canary" };
    expect(checkConfig(URN, { huaweicloud: JSON.stringify(keys) }).inputs["huaweicloud"]).toBeInstanceOf(Secret);
    expect(JSON.stringify(checkConfig(URN, { huaweicloud: keys }).inputs)).not.toContain("SK-canary");
  });

  it("keeps the id of the state as JSON, in whatever form it arrives, and lets the recorded one take precedence", () => {
    const idOf = (news: Values, olds?: Values) => checkConfig(URN, news, olds).inputs["stateId"];
    expect(idOf({ stateId: "123456789012" })).toBe('"123456789012"');
    expect(idOf({ stateId: '"123456789012"' })).toBe('"123456789012"');
    expect(JSON.parse(idOf({}) as string)).toMatch(/^[0-9a-f]{12}$/);
    expect(idOf({ stateId: "123456789012" }, { stateId: '"4f1c0d9be2a7"' })).toBe('"4f1c0d9be2a7"');
    expect(checkConfig(URN, { stateId: "123456789012" }).failures).toEqual([]);
  });

  describe("the id in a stack's file, for a default provider", () => {
    const urn = (stack: string) => `urn:pulumi:${stack}::shop::pulumi:providers:dbferry::default_0_2_0`;
    const olds = { stateId: '"4f1c0d9be2a7"' };
    const written = writtenId("123456789012", { project: "shop", stack: "test" });

    it("overrides the one in the state if it was written for this stack", () => {
      for (const stateId of [written, `"${written}"`]) {
        const { inputs, failures } = checkConfig(urn("test"), { stateId }, olds);
        expect(failures).toEqual([]);
        expect(inputs["stateId"]).toBe('"123456789012"');
      }
    });

    it.each<[what: string, stack: string, stateId: string, olds?: Values]>([
      ["was copied from another stack", "prod", written, olds],
      ["was copied from another stack into a new one", "prod", written],
      ["is another stack's plain id", "test", "123456789012", olds],
      ["is no id", "test", "$(id)-12", olds],
    ])("is refused if it %s, and changes nothing", (_, stack, stateId, before) => {
      const { inputs, failures } = checkConfig(urn(stack), { stateId }, before);
      expect(failures).toEqual([
        {
          property: "stateId",
          reason: expect.stringMatching(
            /not written for the stack .*needed: no value.*pulumi config rm dbferry:stateId/,
          ),
        },
      ]);
      if (before) expect(inputs["stateId"]).toBe('"4f1c0d9be2a7"');
      else expect(inputs["stateId"]).not.toContain("123456789012");
    });

    it("may be the plain id that the state has", () => {
      expect(checkConfig(urn("test"), { stateId: "4f1c0d9be2a7" }, olds).failures).toEqual([]);
      expect(checkConfig(urn("test"), {}, olds).inputs["stateId"]).toBe('"4f1c0d9be2a7"');
    });
  });

  it("ignores the project's own keys in a default provider and refuses them in another", () => {
    const news = { phase: "prepare" };
    expect(checkConfig(URN.replace("main", "default_0_1_0"), news).failures).toEqual([]);
    expect(checkConfig(URN, news).failures).toEqual([{ property: "phase", reason: "no such property" }]);
  });

  it("is completed from the environment under the vendors' names, with explicit values first", () => {
    const env = {
      HW_ACCESS_KEY: "hw-ak",
      HW_REGION_NAME: "ap-southeast-1",
      ALICLOUD_ACCESS_KEY: "ali-ak",
      ALIBABA_CLOUD_ACCESS_KEY_ID: "ali-ak-2",
    };
    const config: Config = { huaweicloud: { region: "eu-west-101", accessKey: undefined } };
    expect(withEnvironment(config, env)).toMatchObject({
      huaweicloud: { region: "eu-west-101", accessKey: "hw-ak" },
      alicloud: { accessKey: "ali-ak-2" },
    });
  });
});

describe("checking and comparing inputs", () => {
  const type = "dbferry:index:ReplicationTask";

  it("reports all problems at once, by property path", () => {
    const { failures } = stage().handlers.check(type, undefined, {
      ...TASK,
      name: 7,
      drs: { nodeType: "huge" },
      source: { cloud: "moon" },
      extra: 1,
    });
    expect(failures.map((failure) => failure.property).sort()).toEqual([
      "drs.nodeType",
      "extra",
      "name",
      "source.cloud",
      "source.host",
    ]);
    expect(failures.find((failure) => failure.property === "source.host")!.reason).toMatch(/missing/);
  });

  it("accepts in a preview what is not known yet", () => {
    const unknownEip = { ...TASK, eip: { id: UNKNOWN, address: UNKNOWN }, source: UNKNOWN };
    expect(stage().handlers.check(type, undefined, unknownEip).failures).toEqual([]);
    expect(stage().handlers.check(type, undefined, { ...unknownEip, drs: { nodeType: "huge" } }).failures).toHaveLength(
      1,
    );
  });

  it("fills in defaults and marks secrets whether or not the program did", () => {
    const { inputs } = stage().handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1"));
    expect(inputs).toMatchObject({ mode: "full+incremental", whenLive: "refuse", databases: "all" });
    expect((inputs["source"] as Values)["password"]).toEqual(new Secret(SOURCE_PASSWORD));
  });

  it("refuses the settings of another engine, and what the engine does not support", () => {
    const problems = (change: Values) =>
      stage()
        .handlers.check(type, undefined, { ...TASK, ...change })
        .failures.map(({ property }) => property);
    expect(problems({ engine: "alibaba-dts", targetReadOnly: true, drs: { nodeType: "small" } }).sort()).toEqual([
      "drs",
      "targetReadOnly",
    ]);
    expect(problems({ engine: "alibaba-dts" })).toEqual([]);
  });

  it("reads the settings of the only engine of earlier versions where those versions put them", () => {
    const s = stage();
    const { inputs } = s.handlers.check(type, undefined, TASK);
    const { drs, ...rest } = inputs;
    const recorded = { ...rest, ...(drs as Values) };
    expect(s.handlers.diff(type, recorded, {}, inputs).changes).toEqual([]);
    const smaller = s.handlers.check(type, undefined, { ...TASK, drs: { nodeType: "small" } }).inputs;
    expect(s.handlers.diff(type, recorded, {}, smaller).changes).toEqual([
      { path: "drs.nodeType", kind: "update", replace: true, input: true },
    ]);
  });

  it("replaces for what a task cannot change and updates for the rest", () => {
    const s = stage();
    const checked = (change: Values) => s.handlers.check(type, undefined, { ...TASK, ...change }).inputs;
    const diff = (change: Values) => s.handlers.diff(type, checked({}), {}, checked(change));
    expect(diff({})).toMatchObject({ changes: [] });
    expect(replacedBy(diff({ description: "other", tags: { a: "b" } }))).toEqual([]);
    expect(diff({ description: "other" }).changes).not.toEqual([]);
    expect(replacedBy(diff({ name: "dbferry-new", drs: { nodeType: "small" } })).sort()).toEqual(["drs", "name"]);
    expect(diff({ target: { ...(TASK["target"] as Values), instanceId: "rds-2" } }).changes).toEqual([
      { path: "target.instanceId", kind: "update", replace: true, input: true },
    ]);
    expect(replacedBy(diff({ eip: UNKNOWN }))).toEqual(["eip"]);
  });
});

describe("previews", () => {
  it("touch nothing, and report what is known already", async () => {
    const s = stage();
    const call = { urn: "u", type: "dbferry:index:ReplicationTask" };
    const { id, outputs } = await s.handlers.create(call, s.handlers.check(call.type, undefined, TASK).inputs, true);
    expect(id).toBe("");
    expect(outputs).toMatchObject({
      name: "dbferry-shop",
      publicIp: "203.0.113.10",
      egressCidrs: ["203.0.113.10/32"],
      taskId: UNKNOWN,
      privateIp: UNKNOWN,
    });
    const unknown = await s.handlers.create(call, { ...TASK, eip: { id: UNKNOWN, address: UNKNOWN } }, true);
    expect(unknown.outputs).toMatchObject({ publicIp: UNKNOWN, egressCidrs: UNKNOWN });
    expect(s.driver.calls).toEqual([]);
  });

  it("do not run a gate", async () => {
    const s = stage();
    const connect = { host: "h", user: "u", password: "p" };
    await s.handlers.create({ urn: "u", type: "dbferry:index:Preflight" }, { source: connect, target: connect }, true);
  });
});

describe("Huawei DRS", () => {
  it.each(["CHILD_TRANSFER_STARTED", "SOMETHING_NEW", "", "constructor", "toString"])(
    "does not know the state '%s'",
    (state) => {
      expect(drsState(state)).toBe("unknown");
    },
  );

  it("knows every state of a migration task", () => {
    expect(Object.values(DRS_STATES)).not.toContain("unknown");
    expect(Object.keys(DRS_STATES)).toHaveLength(22);
  });

  it("gets only tags that its API accepts", () => {
    expect(wireTags({ "migrate-id": "shop", "migrate-expires": "2030-01-01T00:00:00Z" })).toEqual([
      { key: "migrate-id", value: "shop" },
    ]);
  });
});

describe("the package schema", () => {
  it("describes every resource, with secrets marked and types by reference", () => {
    const schema = packageSchema() as {
      resources: Record<string, { inputProperties: Record<string, object>; requiredInputs: string[] }>;
      types: object;
    };
    expect(Object.keys(schema.resources)).toHaveLength(7);
    const task = schema.resources["dbferry:index:ReplicationTask"]!;
    expect(task.requiredInputs.sort()).toEqual(["engine", "name", "source", "target"]);
    expect(task.inputProperties["source"]).toMatchObject({ $ref: "#/types/dbferry:index:Endpoint" });
    expect(schema.resources["dbferry:index:MysqlAccount"]!.inputProperties["password"]).toMatchObject({ secret: true });
    expect(schema.types).toHaveProperty(["dbferry:index:Login"]);
  });
});
