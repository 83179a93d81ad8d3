import { describe, expect, it } from "vitest";
import { locationsOf } from "../../components/migration/providers";
import { parseMigration } from "../../model/spec";
import { ofAccount, withEnvironment } from "../../provider/registry/config";
import { NOW, smallestMigration } from "../support/smallestMigration";

describe("providers", () => {
  const wheres = (change: (input: any) => void) =>
    locationsOf(parseMigration(smallestMigration(change), "prepare", NOW).migration);

  it("are kept by cloud and region, the task's side first", () => {
    expect(wheres(() => {})).toEqual([
      { cloud: "huaweicloud", region: "cn-north-4" },
      { cloud: "alicloud", region: "cn-hangzhou" },
    ]);
  });

  it("and by account", () => {
    const named = wheres((input) => (input.source.account = "partner"));
    expect(named[1]).toEqual({ cloud: "alicloud", region: "cn-hangzhou", account: "partner" });
  });

  it("keep to a profile that the configuration names, whatever keys the environment has", () => {
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "first", ALIBABA_CLOUD_SECURITY_TOKEN: "token" };
    expect(withEnvironment({ alicloud: { profile: "prod" } }, env).alicloud).toEqual({ profile: "prod" });
    const named = { ...env, ALIBABA_CLOUD_PROFILE: "prod" };
    expect(withEnvironment({}, named).alicloud).toMatchObject({ profile: "prod", accessKey: "first" });
  });

  it("take another account's credentials from variables with its name, and nothing from the first account's", () => {
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "first",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "first-secret",
      ALIBABA_CLOUD_ACCESS_KEY_ID_PARTNER: "second",
    };
    const config = withEnvironment({ alicloud: { region: "cn-hangzhou" } }, env);
    expect(config.alicloud).toMatchObject({ accessKey: "first", secretKey: "first-secret" });
    // Credentials of two accounts are never mixed: missing ones stay missing.
    expect(ofAccount(config, "alicloud", "partner", env)).toEqual({ region: "cn-hangzhou", accessKey: "second" });
  });
});
