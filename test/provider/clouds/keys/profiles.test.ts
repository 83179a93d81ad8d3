import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keySource as alicloud } from "../../../../provider/clouds/alicloud/keys";
import { keySource as huaweicloud } from "../../../../provider/clouds/huaweicloud/keys";
import type { Keys } from "../../../../provider/clouds/keys";
import { keySource as tencentcloud } from "../../../../provider/clouds/tencentcloud/keys";
import { ofAccount } from "../../../../provider/registry/config";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "dbferry-home-"));
  vi.stubEnv("HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

function put(path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const SECRET = "profile-secret-canary";
const KEYS: Keys = { accessKey: "profile-key", secretKey: SECRET, securityToken: undefined };
const CLI = { name: "migrations", mode: "AK", access_key_id: "profile-key", access_key_secret: SECRET };
const cli = (...profiles: object[]) => put(".aliyun/config.json", JSON.stringify({ current: "x", profiles }));
const ini = (name: string, values: Record<string, string>) =>
  `# keys\n[${name}]\n${Object.entries(values)
    .map(([key, value]) => `${key} = ${value}`)
    .join("\n")}\n`;

/** What a call for keys says in the end; never a secret. */
async function problem(ask: () => Promise<Keys> | Keys): Promise<string> {
  try {
    await ask();
  } catch (error) {
    const text = `${(error as Error).message}${JSON.stringify(error)}`;
    expect(text).not.toContain("canary");
    return text;
  }
  return expect.unreachable("the keys were given");
}

describe("keys from a profile", () => {
  it("come from Alibaba Cloud's command line, and from the file of its SDKs", async () => {
    cli({ name: "other" }, CLI);
    expect(await alicloud({ profile: "migrations" })()).toEqual(KEYS);
    const token = { mode: "StsToken", sts_token: "tok" };
    cli({ ...CLI, ...token });
    expect(await alicloud({ profile: "migrations" })()).toEqual({ ...KEYS, securityToken: "tok" });
    const values = { type: "access_key", access_key_id: "sdk-key", access_key_secret: "'quoted'" };
    vi.stubEnv("ALIBABA_CLOUD_CREDENTIALS_FILE", put("keys.ini", ini("migrations", values)));
    expect(await alicloud({ profile: "migrations" })()).toMatchObject({ accessKey: "sdk-key", secretKey: "quoted" });
  });

  it("come from Tencent Cloud's and Huawei Cloud's files", async () => {
    put(".tencentcloud/credentials", ini("default", { secret_id: "profile-key", secret_key: SECRET }));
    expect(await tencentcloud({ profile: "default", region: "ap-guangzhou" })()).toEqual(KEYS);
    put(".huaweicloud/credentials", ini("basic", { ak: "profile-key", sk: SECRET, security_token: "tok" }));
    expect(await huaweicloud({ profile: "basic" })()).toEqual({ ...KEYS, securityToken: "tok" });
    const other = put("elsewhere", ini("basic", { ak: "elsewhere", sk: SECRET }));
    vi.stubEnv("HUAWEICLOUD_SDK_CREDENTIALS_FILE", other);
    expect(await huaweicloud({ profile: "basic" })()).toMatchObject({ accessKey: "elsewhere" });
  });

  it("are used only if no keys are given, and only if a profile is named", async () => {
    cli({ ...CLI, name: "default" });
    const given = { accessKey: "given", secretKey: "secret" };
    expect(await alicloud({ profile: "default", ...given })()).toMatchObject({ accessKey: "given" });
    expect(await problem(() => alicloud({})())).toMatch(
      /ALIBABA_CLOUD_ACCESS_KEY_ID, or as the profile in ALIBABA_CLOUD_PROFILE/,
    );
    expect(await problem(() => alicloud({ profile: "default", accessKey: "half" })())).toMatch(
      /alicloud.secretKey: missing/,
    );
  });

  it("that cannot be read are reported by file and profile, never with the file's content", async () => {
    expect(await problem(() => alicloud({ profile: "x" })())).toMatch(
      /alicloud.profile: 'x': .*config.json cannot be read \(ENOENT\)/,
    );
    cli(CLI, { name: "ecs", mode: "EcsRamRole" }, { name: "half", mode: "AK", access_key_id: "id" });
    expect(await problem(() => alicloud({ profile: "x" })())).toMatch(/no such profile; it has: migrations, ecs, half/);
    expect(await problem(() => alicloud({ profile: "ecs" })())).toMatch(
      /of the kind 'EcsRamRole'; needed: AK, StsToken, RamRoleArn/,
    );
    expect(await problem(() => alicloud({ profile: "half" })())).toMatch(/lacks access_key_secret/);
    put(".aliyun/config.json", `{"profiles": [{"access_key_secret": "${SECRET}"`);
    expect(await problem(() => alicloud({ profile: "x" })())).toMatch(/not in the vendor's format/);
    put(".tencentcloud/credentials", `secret_key = ${SECRET}`);
    expect(await problem(() => tencentcloud({ profile: "default", region: "r" })())).toMatch(
      /not in the vendor's format/,
    );
    put(".huaweicloud/credentials", ini("basic", { sk: SECRET }));
    expect(await problem(() => huaweicloud({ profile: "basic" })())).toMatch(/lacks ak/);
  });

  it("and a role belong to one account only", () => {
    const env = { ALIBABA_CLOUD_PROFILE_PARTNER: "partner" };
    const own = { accessKey: "a", secretKey: "b", profile: "mine", roleArn: "role", roleSessionName: "me" };
    const section = ofAccount({ alicloud: { ...own, region: "cn-hangzhou" } }, "alicloud", "partner", env);
    expect(section).toEqual({ region: "cn-hangzhou", profile: "partner" });
  });
});
