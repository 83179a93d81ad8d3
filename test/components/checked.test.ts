import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HuaweicloudTaskEip, Migration } from "../../components";
import { huaweicloudTaskEip } from "../../components/huaweicloud/taskEip";
import { checked } from "../../components/shared/checked";

const GOOD = { migration: "shop", expires: "2030-01-01T00:00:00Z", eipName: "dbferry-shop", region: "cn-north-4" };

beforeEach(async () => {
  await pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ inputs }) => ({ id: "id", state: inputs }) });
});
afterEach(() => pulumi.runtime.disconnect());

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
};

describe("a component validates its arguments", () => {
  it("and reports every problem at once, with the value seen and the value needed", () => {
    const args = { ...GOOD, expires: "tomorrow", bandwidth: 0, colour: "red" };
    const message = messageOf(() => new HuaweicloudTaskEip("eip", args as never));
    expect(message).toContain('HuaweicloudTaskEip "eip": 3 problems');
    expect(message).toContain('expires: "tomorrow"; needed: an ISO 8601 instant');
    expect(message).toContain("bandwidth: 0; needed: at least 1");
    expect(message).toContain("colour: an unknown argument");
  });

  it("including values that are known only later", async () => {
    const { bandwidth } = checked("EIP", huaweicloudTaskEip, { ...GOOD, bandwidth: pulumi.output(0) });
    const ends = await Promise.allSettled([
      (bandwidth as any).promise(),
      (bandwidth as any).isKnown,
      (bandwidth as any).isSecret,
      (bandwidth as any).allResources(),
    ]);
    expect((ends[0] as PromiseRejectedResult).reason.message).toContain("bandwidth: 0; needed: at least 1");
  });

  it("and refuses a plain argument that is known only later", () => {
    const message = messageOf(
      () => new HuaweicloudTaskEip("eip", { ...GOOD, migration: pulumi.output("shop") } as never),
    );
    expect(message).toContain("migration: a value that is known only after another resource is created");
  });

  it("and reports a migration's spec by its own paths, without any password", () => {
    const passwords = { source: "", target: "hidden-one" };
    const message = messageOf(
      () => new Migration("shop", { spec: { name: "s" } as never, phase: "next" as never, passwords }),
    );
    expect(message).toContain("spec.owner: nothing");
    expect(message).toContain("phase: ");
    expect(message).toContain("passwords.source: [secret]");
    expect(message).not.toContain("hidden-one");
  });
});
