import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { packageSchema } from "../../package/schema";
import { packageSchema as providerSchema } from "../../provider/schema";

type Property = { description?: string; secret?: boolean; default?: unknown; plain?: boolean; $ref?: string };
type Properties = Record<string, Property>;
type Resource = {
  isComponent?: boolean;
  description?: string;
  inputProperties: Properties;
  properties: Properties;
};
type Members = { properties: Properties };
const schema = packageSchema() as unknown as {
  config: { variables: Properties };
  provider: { inputProperties: Properties };
  resources: Record<string, Resource>;
  functions: Record<string, { description?: string; inputs: Members; outputs: Members }>;
  types: Record<string, { description?: string; properties?: Properties }>;
};
const of = (kind: string) => schema.resources[`dbferry:index:${kind}`]!;

describe("the package's schema", () => {
  it("offers components, resources and functions", () => {
    const components = Object.entries(schema.resources).filter(([, { isComponent }]) => isComponent);
    expect(components.map(([token]) => token.split(":")[2]).sort()).toEqual([
      "AlicloudPublicEndpoint",
      "AlicloudTemporaryAllowlist",
      "AlicloudVpn",
      "HuaweicloudDrsTask",
      "HuaweicloudTargetAccess",
      "HuaweicloudTaskEip",
      "HuaweicloudVpcPeering",
      "HuaweicloudVpn",
      "Migration",
      "TencentcloudDtsTask",
      "TencentcloudVpn",
    ]);
    expect(Object.keys(schema.resources)).toHaveLength(components.length + 7);
    expect(Object.keys(schema.functions).sort()).toEqual([
      "dbferry:index:findLeftovers",
      "dbferry:index:lookAhead",
      "dbferry:index:readStateId",
    ]);
  });

  it("describes every input and output, and every member of nested types", () => {
    const places: [string, Properties][] = [
      ["configuration", schema.config.variables],
      ["provider", schema.provider.inputProperties],
      ...Object.entries(schema.resources).map(([token, one]): [string, Properties] => [token, one.inputProperties]),
      ...Object.entries(schema.resources).map(([token, one]): [string, Properties] => [token, one.properties]),
      ...Object.entries(schema.functions).map(([token, one]): [string, Properties] => [token, one.inputs.properties]),
      ...Object.entries(schema.functions).map(([token, one]): [string, Properties] => [token, one.outputs.properties]),
      ...Object.entries(schema.types).map(([token, one]): [string, Properties] => [token, one.properties ?? {}]),
    ];
    const bare = places.flatMap(([place, members]) =>
      Object.entries(members).flatMap(([name, { description }]) => (description ? [] : [`${place} ${name}`])),
    );
    expect(bare).toEqual([]);
    const named = { ...schema.resources, ...schema.functions, ...schema.types };
    expect(Object.keys(named).filter((token) => !named[token]!.description)).toEqual([]);
  });

  it("has one named type for a shared shape", () => {
    for (const side of ["source", "target"]) {
      expect(of("Preflight").inputProperties[side]).toMatchObject({ $ref: "#/types/dbferry:index:Connect" });
      expect(of("Cutover").inputProperties[side]).toMatchObject({ $ref: "#/types/dbferry:index:Connect" });
      expect(of("TaskRun").inputProperties[side]).toMatchObject({ $ref: "#/types/dbferry:index:Login" });
    }
    const shapes = Object.values(schema.types).map((type) => JSON.stringify(type));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it("includes defaults, secrets, and what must be plain", () => {
    expect(of("HuaweicloudTaskEip").inputProperties["bandwidth"]).toMatchObject({ default: 100 });
    expect(of("Migration").inputProperties["spec"]).toMatchObject({ plain: true });
    const passwords = schema.types["dbferry:index:MigrationPasswords"]!.properties!;
    expect(passwords).toMatchObject({ source: { secret: true }, target: { secret: true } });
    for (const type of ["Connect", "Login"]) {
      const { password, port, host } = schema.types[`dbferry:index:${type}`]!.properties!;
      expect(password).toMatchObject({ secret: true });
      expect(port).toMatchObject({ default: 3306 });
      expect(host).not.toHaveProperty("secret");
    }
    expect(schema.types["dbferry:index:ConfigHuaweicloud"]!.properties).toMatchObject({ secretKey: { secret: true } });
    expect(of("MysqlAccount").properties["password"]).toMatchObject({ secret: true });
    expect(of("HuaweicloudVpn").properties["preSharedKeys"]).toMatchObject({ secret: true });
  });

  it("is, without the components, what provider/sdk was generated from", () => {
    const committed = readFileSync(resolve(__dirname, "../../provider/sdk/schema.json"), "utf8");
    expect(JSON.parse(JSON.stringify(providerSchema())), "run `npm run codegen`").toEqual(JSON.parse(committed));
  });
});
