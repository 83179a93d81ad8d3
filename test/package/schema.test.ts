import { describe, expect, it } from "vitest";
import { packageSchema } from "../../package/schema";

type Property = { description?: string; secret?: boolean; default?: unknown; plain?: boolean };
type Resource = {
  isComponent?: boolean;
  description?: string;
  inputProperties: Record<string, Property>;
  properties: Record<string, Property>;
};
const schema = packageSchema() as {
  resources: Record<string, Resource>;
  functions: Record<string, { description?: string }>;
  types: Record<string, { properties?: Record<string, Property> }>;
};
const of = (kind: string) => schema.resources[`dbferry:index:${kind}`]!;

describe("the package's schema", () => {
  it("offers the components beside the resources and the functions", () => {
    const components = Object.entries(schema.resources).filter(([, { isComponent }]) => isComponent);
    expect(components.map(([token]) => token.split(":")[2]).sort()).toEqual([
      ...["AlicloudPublicEndpoint", "AlicloudTemporaryAllowlist", "HuaweicloudDrsTask"],
      ...["HuaweicloudTargetAccess", "HuaweicloudTaskEip", "Migration"],
    ]);
    expect(Object.keys(schema.resources)).toHaveLength(components.length + 7);
    expect(Object.keys(schema.functions).sort()).toEqual([
      "dbferry:index:findLeftovers",
      "dbferry:index:lookAhead",
      "dbferry:index:readStateId",
    ]);
  });

  it("describes every input and output of every component", () => {
    const bare = Object.entries(schema.resources)
      .filter(([, { isComponent }]) => isComponent)
      .flatMap(([token, { inputProperties, properties }]) =>
        Object.entries({ ...inputProperties, ...properties }).map(([name, { description }]) => [
          token,
          name,
          description,
        ]),
      );
    expect(bare.filter(([, , description]) => !description)).toEqual([]);
  });

  it("knows defaults, secrets, and what must be plain", () => {
    expect(of("HuaweicloudTaskEip").inputProperties["bandwidth"]).toMatchObject({ default: 100 });
    expect(of("Migration").inputProperties["spec"]).toMatchObject({ plain: true });
    const passwords = schema.types["dbferry:index:MigrationPasswords"]!.properties!;
    expect(passwords).toMatchObject({ source: { secret: true }, target: { secret: true } });
  });
});
