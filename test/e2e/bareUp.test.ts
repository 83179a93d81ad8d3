import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { STACK } from "../../cli/demo/workspace";
import { behindOurBack, fine, refused, STANDS } from "./behindOurBack";
import { Field } from "./harness";

/** In a user's own program, the engine reads the vendors' resources only when told to refresh. */
describe("pulumi up in a project without the refresh option", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    const file = join(field.project.folder, "Pulumi.yaml");
    const { options, ...project } = parse(readFileSync(file, "utf8"));
    expect(options).toEqual({ refresh: "always" });
    writeFileSync(file, stringify(project));
    fine(await field.up("prepare"));
    fine(await field.up("prepare", "--expect-no-changes"));
  });
  afterAll(() => field?.close());

  const rule = () => {
    const rules = field.sandbox.world.huaweicloud.securityGroups.rules();
    return rules.find(({ description }) => description.includes("migrate-id"))!;
  };
  const eip = () => field.sandbox.world.huaweicloud.eips.list()[0]!;

  /** The preview warns, the update refuses, and both say what to do. */
  async function told(phase: string, ...words: RegExp[]): Promise<void> {
    const preview = fine(await field.pulumi("preview", "--stack", STACK));
    for (const word of words) expect(preview).toMatch(word);
    refused(await field.up(phase), ...words, /: pulumi up --refresh, or dbferry up/, /dbferry cancel/);
  }

  async function repaired(phase: string): Promise<void> {
    fine(await field.up(phase, "--refresh"));
    fine(await field.up(phase, "--expect-no-changes"));
  }

  it("names everything that is gone, and pulumi up --refresh creates it again", async () => {
    const at = behindOurBack(field);
    at.removeRule();
    at.releaseEndpoint();
    await told(
      "prepare",
      /the rule \S+ of the security group .* is gone/,
      /the public endpoint \S+:3306 of \S+ is gone/,
    );
    fine(await field.up("prepare", "--refresh"));
    // The new endpoint has another address, which firewalls on the way may not know.
    expect(fine(await field.up("prepare"))).toMatch(/has moved since its task was created: it had the address/);
    fine(await field.up("prepare", "--expect-no-changes"));
    expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
  });

  it("names an EIP that is gone, which pulumi up --refresh creates again, with the task", async () => {
    const at = behindOurBack(field);
    at.releaseEip();
    await told("prepare", /the EIP \S+ \(\S+\) is gone/);
    await repaired("prepare");
    expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
  });

  it("names an EIP that no longer belongs to the task", async () => {
    const { id, boundTo, boundPrivateIp } = eip();
    field.sandbox.world.huaweicloud.eips.unbind(id);
    await told("prepare", /the EIP \S+ .* is bound to nothing, not to the task .*: bind it to the task/);
    field.sandbox.world.huaweicloud.eips.bind(id, boundTo!, boundPrivateIp);
    fine(await field.up("prepare", "--expect-no-changes"));
  });

  it("while the task replicates, as well", async () => {
    fine(await field.up("migrate"));
    const { remoteIpPrefix } = rule();
    Object.assign(rule(), { remoteIpPrefix: "192.168.0.0/16" });
    await told("migrate", /the rule \S+ .* was changed: ingress allow tcp 192\.168\.0\.0\/16 3306/);
    await repaired("migrate");
    expect(rule().remoteIpPrefix).toBe(remoteIpPrefix);
    expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["incremental"] });
  });

  it("the cutover and the end do not need what they no longer use", async () => {
    const at = behindOurBack(field);
    fine(await field.up("cutover"));
    at.removeRule();
    at.releaseEndpoint();
    fine(await field.up("cutover"));
    fine(await field.up("done"));
    fine(await field.dbferry("audit"));
  });
});
