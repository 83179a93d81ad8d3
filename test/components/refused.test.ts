import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AlicloudTemporaryAllowlist, HuaweicloudTaskEip } from "../../components";
import { InProgramPolicy } from "../../policies/inProgramPolicy";
import { runPack } from "../../policies/testkit";
import { AllowlistEntry } from "../../provider/sdk";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const ENTRY = { instanceId: "rm-1", region: "cn-hangzhou", group: "dbferry_shop", migration: "shop" };

let made: { type: string; inputs: any }[] = [];
let said: string[] = [];

/** Runs a program of its own: records registrations, and takes the settings from the stack's configuration. */
async function program(settings?: object, preview = false): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: (args) => {
        made.push({ type: args.type, inputs: args.inputs });
        return { id: `${args.name}-id`, state: args.inputs };
      },
    },
    "dbferry",
    "test",
    preview,
  );
  pulumi.runtime.setAllConfig(settings ? { "dbferry:policies": JSON.stringify(settings) } : {});
}

const entries = (cidrs: pulumi.Input<pulumi.Input<string>[]>, more: object = {}) =>
  new AlicloudTemporaryAllowlist("entries", { ...ENTRY, expires: inDays(7), cidrs, ...more });
const registered = (type: string) => made.filter((one) => one.type === `dbferry:index:${type}`);

beforeEach(async () => {
  made = [];
  said = [];
  vi.spyOn(pulumi.log, "info").mockImplementation(async (message) => void said.push(message));
  await program();
});
afterEach(async () => {
  // Lets pending registrations finish before the next program starts.
  await pulumi.runtime.disconnect();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The rules by which the pack refuses the same entry. */
async function packRefuses(cidrs: string[]): Promise<string[]> {
  const props = { ...ENTRY, cidrs, expires: inDays(7) };
  return (await runPack([{ type: "dbferry:index:AllowlistEntry", props }])).violations;
}

describe("a component refuses in its constructor what the pack refuses", () => {
  const octets = Array.from({ length: 256 }, (_, first) => `${first}.0.0.0/8`);
  test.each([
    ["everyone", ["0.0.0.0/0"]],
    ["everyone in IPv6", ["203.0.113.7/32", "::/0"]],
    ["halves", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["quarters", ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"]],
    ["256 /8s", octets],
    ["a short form", ["0/0"]],
    ["octal", ["00.00.00.00/0"]],
    ["a mapped address", ["::ffff:0.0.0.0/96"]],
    ["whitespace", [" 0.0.0.0/0 "]],
    ["a wide block", ["47.92.0.0/14"]],
  ])("%s", async (_, cidrs) => {
    const refused = await packRefuses(cidrs);
    expect(refused.length).toBeGreaterThan(0);
    for (const rule of refused) expect(() => entries(cidrs)).toThrow(rule);
    expect(registered("AllowlistEntry")).toEqual([]);
  });

  test("with rule, resource, value seen, value needed and fix, and no stack trace", () => {
    const attempt = () => entries(["0.0.0.0/0"]);
    expect(attempt).toThrow(pulumi.RunError);
    expect(attempt).toThrow(/"entries" is refused/);
    expect(attempt).toThrow(/NET-01.*resource: "entries".*seen:\s+cidrs: "0\.0\.0\.0\/0".*needed:.*fix:/s);
  });

  test("with all of its findings at once", () => {
    expect(() => entries(["0.0.0.0/0"], { expires: "2020-01-01T00:00:00Z" })).toThrow(/NET-01.*NET-09/s);
  });

  test("but creates what the pack allows", async () => {
    expect(await packRefuses(["203.0.113.7/32"])).toEqual([]);
    const { cidrs } = entries(["203.0.113.7/32"]);
    await new Promise((done) => cidrs.apply(done));
    expect(registered("AllowlistEntry")).toHaveLength(1);
  });
});

describe("a value that is known only later", () => {
  /** A child's inputs as they would be registered, without registering it. */
  const judged = (cidrs: unknown) => {
    const parent = new HuaweicloudTaskEip("eip", { migration: "m", eipName: "e", region: "r", expires: inDays(7) });
    const inputs = { ...ENTRY, cidrs, expires: inDays(7) };
    return parent.judged(AllowlistEntry, "entries", inputs).cidrs;
  };
  /** Why an output has no value. The promises alongside its value reject with it. */
  const failure = async (output: any): Promise<Error> => {
    const ends = await Promise.allSettled([output.promise(), output.isKnown, output.isSecret, output.allResources()]);
    return (ends[0] as PromiseRejectedResult).reason;
  };

  test("is judged before the child is created, without a stack trace", async () => {
    const refusal = await failure(judged(pulumi.output(["0.0.0.0/1", "128.0.0.0/1"])));
    expect(pulumi.RunError.isInstance(refusal)).toBe(true);
    expect(refusal.message).toMatch(/NET-02.*"0\.0\.0\.0\/1"/s);
  });

  test("is not repeated when it is secret", async () => {
    const [block] = judged([pulumi.secret("47.92.0.0/14")]) as unknown[];
    const { message } = await failure(block);
    expect(message).toContain("NET-04");
    expect(message).toContain("[secret]");
    expect(message).not.toContain("47.92.0.0");
  });

  test("does not hide what else is known", () => {
    const later = pulumi.output(Promise.resolve("203.0.113.7/32"));
    expect(() => entries([later, "0.0.0.0/0"])).toThrow("NET-01");
  });

  test("reaches the resource unchanged, and as secret as it was", async () => {
    const eip = new HuaweicloudTaskEip("eip", { migration: "shop", eipName: "e", region: "r", expires: inDays(7) });
    const { cidrs } = entries([pulumi.secret("203.0.113.7/32"), eip.cidr.apply(() => "203.0.113.8/32")]);
    await new Promise((done) => cidrs.apply(done));
    const [entry] = registered("AllowlistEntry");
    expect(JSON.stringify(entry!.inputs.cidrs)).toContain("203.0.113.7/32");
    expect(JSON.stringify(entry!.inputs.cidrs)).toContain("203.0.113.8/32");
    expect(await pulumi.isSecret(cidrs)).toBe(true);
  });
});

describe("the settings of the pack, as dbferry:policies of the stack", () => {
  const exemption = (expires: string) => ({
    policy: "NET-04",
    resource: "entries",
    reason: "the vendor calls from this block",
    owner: "dba@example.com",
    expires,
  });

  test("an exemption allows its finding, and is reported", async () => {
    await program({ exemptions: [exemption(inDays(3))] });
    const { cidrs } = entries(["47.92.0.0/14"]);
    await new Promise((done) => cidrs.apply(done));
    expect(registered("AllowlistEntry")).toHaveLength(1);
    expect(said.join("\n")).toMatch(/NET-04 exempted.*the vendor calls from this block/s);
  });

  test("an expired exemption is refused", async () => {
    await program({ exemptions: [exemption("2020-01-01T00:00:00Z")] });
    expect(() => entries(["47.92.0.0/14"])).toThrow(/expired: NET-04 on "entries"/);
  });

  test("other ports, longer openings", async () => {
    await program({ maxDays: 90 });
    expect(() => entries(["203.0.113.7/32"], { expires: inDays(60) })).not.toThrow();
    await program({});
    expect(() => entries(["203.0.113.7/32"], { expires: inDays(60) })).toThrow("NET-08");
  });

  test("every invalid setting is refused at once", async () => {
    await program({ level: "stritc", maxday: 3, rules: { "NET-99": "disabled" } });
    expect(() => entries(["203.0.113.7/32"])).toThrow(/dbferry:policies: 3 problems.*"stritc".*"maxday".*"NET-99"/s);
  });
});

describe("dbferry review, which lets the pack report every finding,", () => {
  test("is not stopped by a component in a preview", async () => {
    vi.stubEnv("DBFERRY_REVIEW", "1");
    await program(undefined, true);
    expect(() => entries(["0.0.0.0/0"])).not.toThrow();
  });
  test("opens no bypass in an update", async () => {
    vi.stubEnv("DBFERRY_REVIEW", "1");
    expect(() => entries(["0.0.0.0/0"])).toThrow("NET-01");
  });
});

test("rules can be applied to any resource, without an engine", () => {
  const rule = {
    type: "alicloud:ecs/securityGroupRule:SecurityGroupRule",
    name: "in",
    urn: "",
    props: { type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", cidrIp: "0.0.0.0/0" },
  };
  expect(new InProgramPolicy().judge(rule).refused.join()).toContain("NET-01");
  expect(new InProgramPolicy().judge({ ...rule, props: { ...rule.props, cidrIp: "203.0.113.7/32" } }).refused).toEqual(
    [],
  );
});
