import { describe, expect, it } from "vitest";
import { configSchema } from "../../provider/registry/config";
import { PROGRAM_KEYS, SHARED_KEYS, unknownKeys } from "../../stacks/keys";

const told = (project: string, ...keys: string[]) =>
  unknownKeys(keys, project).map(({ path, fix }) => [path, /did you mean (\S+)\?/.exec(fix!)?.[1]]);

describe("unknown keys of the stack's settings", () => {
  it("are reported with the one that was meant", () => {
    expect(
      told("dbferry", "dbferry:pahse", "dbferry:Clouds", "dbferry:polices", "dbfery:phase", "dbferry:colour"),
    ).toEqual([
      ["dbferry:pahse", "dbferry:phase"],
      ["dbferry:Clouds", "dbferry:clouds"],
      ["dbferry:polices", "dbferry:policies"],
      ["dbfery:phase", "dbferry:phase"],
      ["dbferry:colour", undefined],
    ]);
  });

  it("include those of a renamed project", () => {
    expect(told("shop", "shop:phase", "shop:migration", "dbferry:policies")).toEqual([]);
    expect(told("shop", "dbferry:phase", "shop:policies", "shop:pahse")).toEqual([
      ["dbferry:phase", "shop:phase"],
      ["shop:policies", "dbferry:policies"],
      ["shop:pahse", "shop:phase"],
    ]);
  });

  it("include provider settings that the program does not read there", () => {
    expect(told("dbferry", "dbferry:pollSeconds", "dbferry:huaweicloud")).toEqual([
      ["dbferry:pollSeconds", "dbferry:clouds.pollSeconds"],
      ["dbferry:huaweicloud", "dbferry:clouds.huaweicloud"],
    ]);
  });

  it("never collide with the provider's, which share the namespace", () => {
    const provider = Object.keys(configSchema.shape);
    expect(provider.length).toBeGreaterThan(3);
    expect([...PROGRAM_KEYS, ...SHARED_KEYS].filter((key) => provider.includes(key))).toEqual([]);
  });

  it("exclude other people's", () => {
    expect(
      told("dbferry", "alicloud:region", "huaweicloud:phase", "pulumi:tags", "acme:size", "dbferry:cancelled"),
    ).toEqual([]);
  });
});
