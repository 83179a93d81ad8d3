import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Field } from "./harness";

const ELSEWHERE = { region: "cn-shanghai", instanceId: "rm-bp1dbferrysource2" };

describe("dbferry audit of a stack whose source was in another region of the same cloud", () => {
  let field: Field;
  const source = (change: (source: Record<string, unknown>) => void) =>
    field.configure((config) => change(config["dbferry:migration"].source));
  beforeAll(async () => {
    field = await Field.open({ data: "none" });
    const { world } = field.sandbox;
    const first = world.alicloud.rds.get(field.sandbox.source.instanceId);
    world.alicloud.rds.add({ id: ELSEWHERE.instanceId, region: ELSEWHERE.region, mysql: first.mysql });
    source((given) => Object.assign(given, ELSEWHERE));
    const prepare = await field.up("prepare");
    expect(prepare.code, prepare.text).toBe(0);
    const { region, instanceId } = field.sandbox.source;
    source((given) => Object.assign(given, { region, instanceId }));
  });
  afterAll(() => field?.close());

  it("finds openings in a region that only the state knows", async () => {
    const audit = await field.dbferry("audit", "--json");
    expect(audit.code, audit.text).toBe(1);
    const { verdict, findings, lookedAt, notLookedAt } = JSON.parse(audit.text);
    expect({ verdict, notLookedAt }).toEqual({ verdict: "open", notLookedAt: [] });
    expect(lookedAt).toEqual(
      expect.arrayContaining(["Alibaba Cloud cn-hangzhou", "Alibaba Cloud cn-shanghai", "Huawei Cloud cn-north-4"]),
    );
    const there = findings.filter(({ region }: { region: string }) => region === ELSEWHERE.region);
    expect(there.map(({ kind }: { kind: string }) => kind).sort()).toEqual(["allowlistGroup", "publicEndpoint"]);
  });

  it("audits several stacks at once, in the order given; a missing one hides no other", async () => {
    const audit = await field.dbferry("audit", "--json", "--stack", "nowhere", STACK);
    expect(audit.code, audit.text).toBe(1);
    expect(JSON.parse(audit.text).stacks).toEqual([
      { stack: "nowhere", error: expect.stringContaining("the backend has no stack nowhere of this project") },
      expect.objectContaining({ stack: STACK, verdict: "open" }),
    ]);
    const read = await field.dbferry("audit", "--stack", STACK, "nowhere");
    expect(read.text).toMatch(
      /^alibaba-to-huawei\n.*left open by migration shop\n.*^nowhere\nnot audited: the backend has no/ms,
    );
  });

  it("cleans one stack at a time", async () => {
    const refused = await field.dbferry("audit", "--clean", "--yes", "--stack", STACK, "nowhere");
    expect(refused.code, refused.text).toBe(2);
    expect(refused.text).toContain("nothing was changed");
  });

  it("closes it there", async () => {
    const cleaned = await field.dbferry("audit", "--clean", "--yes");
    expect(cleaned.code, cleaned.text).toBe(0);
    expect(cleaned.text).toContain("nothing is left open by migration shop");
    const instance = field.sandbox.world.alicloud.rds.get(ELSEWHERE.instanceId);
    expect(instance.publicEndpoint).toBeUndefined();
    expect([...instance.allowlists.keys()]).toEqual(["default"]);
  });

  it("proves nothing while a region cannot be read, and says so", async () => {
    source((given) => Object.assign(given, { region: "eu-central-1" }));
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).not.toContain("nothing is left open");
    expect(audit.text).toContain("not proven: nothing was found open by migration shop");
    expect(audit.text).toMatch(/checked: .*Alibaba Cloud cn-shanghai/);
    expect(audit.text).toMatch(/not checked: Alibaba Cloud eu-central-1: .*InvalidRegion\.NotFound/);
  });

  it("nor while the accounts of a server cannot be read", async () => {
    source((given) => {
      Object.assign(given, { region: field.sandbox.source.region });
      delete given["connect"];
    });
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).toMatch(/not checked: accounts on source rm-\S+: .*no other connection is configured/);
  });
});
