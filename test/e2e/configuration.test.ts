import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

describe("a wrong configuration", () => {
  let field: Field;
  /** A valid migration. */
  let good: any;
  beforeAll(async () => {
    field = await Field.open({ data: "none" });
    field.configure((config) => {
      good = structuredClone(config["dbferry:migration"]);
    });
  });
  afterAll(() => field?.close());

  it("is reported completely in one message, and nothing is created", async () => {
    const before = JSON.stringify(field.sandbox.world.dump());
    field.configure((config) => {
      const migration = config["dbferry:migration"];
      migration.nmae = "shop";
      migration.source.region = "cn-hangzou";
      migration.operator = { addresses: ["198.51.100.300/32"] };
      delete migration.target.instanceId;
      migration.expires = "2020-01-01T00:00:00Z";
      config["alicloud:endpoints"] = JSON.stringify([{ rds: "rds.attacker.example" }]);
      config["huaweicloud:cloud"] = "attacker.example";
    });
    const update = await field.up("prepare");
    field.configure((config) => {
      delete config["alicloud:endpoints"];
      delete config["huaweicloud:cloud"];
    });
    expect(update.code).not.toBe(0);
    const problems = [
      "nmae: unknown key",
      "operator.addresses.0",
      "target.instanceId: nothing",
      "did you mean cn-hangzhou",
      "in the past",
      "pulumi config rm alicloud:endpoints",
      "pulumi config rm huaweicloud:cloud",
    ];
    for (const problem of problems) expect(update.text).toContain(problem);
    expect(update.text.match(/the migration: \d+ problems/g)?.length).toBeGreaterThan(0);
    expect(update.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    expect(JSON.stringify(field.sandbox.world.dump())).toBe(before);
  });

  describe("checked against the clouds", () => {
    /** The error message; also asserts that nothing was created. */
    async function refused(change: (migration: any) => void, env: Record<string, string> = {}): Promise<string> {
      const before = JSON.stringify(field.sandbox.world.dump());
      field.configure((config) => {
        config["dbferry:migration"] = structuredClone(good);
        change(config["dbferry:migration"]);
      });
      const kept = { ...field.project.env };
      Object.assign(field.project.env, env);
      const update = await field.up("prepare");
      Object.assign(field.project.env, kept);
      expect(update.code).not.toBe(0);
      expect(update.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
      expect(JSON.stringify(field.sandbox.world.dump())).toBe(before);
      return update.text;
    }

    it("names both instances at once when neither exists", async () => {
      const text = await refused(({ source, target }) => {
        source.instanceId = "rm-bp1nothere";
        target.instanceId = "0000000000000000000000000000000in01";
      });
      expect(text).toContain("the migration: 2 problems");
      expect(text).toMatch(
        /source\.instanceId: rm-bp1nothere, which does not exist in Alibaba RDS; needed: .+cn-hangzhou/,
      );
      expect(text).toMatch(/target\.instanceId: 0{31}in01, which does not exist in Huawei RDS; needed: .+cn-north-4/);
    });

    it("names every setting of the target that its instance contradicts", async () => {
      const text = await refused(({ target }) => {
        Object.assign(target, {
          vpcId: "vpc",
          subnetId: "subnet",
          securityGroupId: "sg",
          privateIp: "10.9.9.9",
          port: 1,
        });
      });
      expect(text).toContain("the migration: 5 problems");
      for (const key of ["vpcId", "subnetId", "securityGroupId", "privateIp"])
        expect(text).toMatch(new RegExp(`target\\.${key}: \\S+; needed: ${good.target[key]}, which`));
    });

    it("does not send every row unencrypted over the internet without an exemption", async () => {
      const text = await refused(({ task }) => delete task.plainSource);
      expect(text).toMatch(/source\.ca: nothing; needed: the CA of the source's certificate/);
      expect(text).toContain("task.plainSource: { reason, owner, expires }");
    });

    it("names a CA file that cannot be read, and one that is not a CA", async () => {
      const missing = await refused(({ source }) => {
        source.ca = "nowhere/ca.pem";
      });
      expect(missing).toMatch(/source\.ca: \/.+\/nowhere\/ca\.pem \(ENOENT\)/);
      const other = await refused(({ source }) => {
        source.ca = "Pulumi.yaml";
      });
      expect(other).toContain("source.ca: Pulumi.yaml; needed: certificates in PEM text");
    });

    it("uses no credentials at an endpoint that only the stack file names", async () => {
      let clouds: any;
      field.configure((config) => {
        clouds = structuredClone(config["dbferry:clouds"]);
        config["dbferry:clouds"].huaweicloud.endpoints.drs = "https://drs.example.org";
        config["dbferry:clouds"].alicloud.endpoints.rds = "http://rds.aliyuncs.com";
      });
      const text = await refused(() => {});
      field.configure((config) => {
        config["dbferry:clouds"] = clouds;
      });
      expect(text).toMatch(/clouds\.huaweicloud\.endpoints\.drs: https:\/\/drs\.example\.org; needed: https at Huawei/);
      expect(text).toContain("DBFERRY_ALLOW_ENDPOINTS=drs.example.org");
      expect(text).toMatch(/clouds\.alicloud\.endpoints\.rds: .+ write https:\/\/rds\.aliyuncs\.com/);
    });

    it("finds a wrong password, a wrong region and an existing endpoint before anything is created, also in a preview", async () => {
      const { instanceId, region } = field.sandbox.source;
      const rds = field.sandbox.world.alicloud.rds;
      rds.allocatePublicEndpoint(instanceId, "shop-public");
      await field.pulumi("config", "set", "--secret", "targetAdminPassword", "wrong");
      const wrong = ({ source }: any) => {
        source.region = "cn-qingdao";
      };
      try {
        const updated = await refused(wrong);
        const previewed = await field.pulumi("preview");
        expect(previewed.code).not.toBe(0);
        for (const text of [updated, previewed.text]) {
          expect(text).toContain("the migration: 3 problems");
          expect(text).toMatch(new RegExp(`source\\.region: cn-qingdao; needed: ${region}`));
          expect(text).toMatch(/source\.endpoint: nothing, but .+shop-public.+write source\.endpoint: /);
          expect(text).toMatch(/targetAdminPassword: .+access denied/);
          expect(text).toContain("this update creates and changes nothing in the clouds or on the servers");
          expect(text).toContain("dbferry cancel");
        }
      } finally {
        await field.pulumi(
          "config",
          "set",
          "--secret",
          "targetAdminPassword",
          field.passwordFor("targetAdminPassword"),
        );
        rds.releasePublicEndpoint(instanceId);
      }
    });

    it("refuses a target in another region in the preview, with the user's key", async () => {
      const text = await refused(({ target }) => {
        target.region = "cn-east-3";
      });
      expect(text).toMatch(/target\.instanceId: .+does not exist.*; needed: .+cn-east-3|target\.region: cn-east-3/);
      expect(text).not.toContain("import");
    });

    it("previews without calling a cloud if it must not, and says what it did not check", async () => {
      const kept = { ...field.project.env };
      let clouds: any;
      field.configure((config) => {
        config["dbferry:migration"] = structuredClone(good);
        clouds = structuredClone(config["dbferry:clouds"]);
        delete config["dbferry:clouds"].huaweicloud.projectId;
      });
      delete field.project.env["HW_PROJECT_ID"];
      const preview = await field.pulumi("preview");
      Object.assign(field.project.env, kept);
      field.configure((config) => {
        config["dbferry:clouds"] = clouds;
      });
      expect(preview.text).toMatch(/not checked before the update: .*no credentials \(HW_PROJECT_ID/);
      expect(preview.code).toBe(0);
    });

    it.each([
      ["HW_SECRET_KEY", { HW_SECRET_KEY: "wrong" }],
      ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong", ALICLOUD_SECRET_KEY: "wrong" }],
    ])("says which credentials to check: %s", async (name, env) => {
      const text = await refused(() => {}, env);
      expect(text).toMatch(new RegExp(`check .*${name}.*this update creates and changes nothing`, "s"));
    });
  });
});
