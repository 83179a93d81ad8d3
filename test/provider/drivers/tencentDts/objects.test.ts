import { expect, it } from "vitest";
import { objectsDiffer } from "../../../../provider/core/objects";
import type { Settings } from "../../../../provider/core/taskSpec";
import { objectsOf } from "../../../../provider/drivers/tencentDts/objects";
import { job, vendorWith } from "./vendor";

type Selection = Pick<Settings, "databases" | "tables">;
const SERVER = { cloud: "alicloud", host: "shop.example", port: 3306, user: "u", password: "p" } as const;
const SETTINGS = {
  name: "dbferry-shop",
  description: "",
  path: "public",
  mode: "full+incremental",
  source: SERVER,
  target: { ...SERVER, cloud: "tencentcloud", instanceId: "cdb-1" },
  targetReadOnly: true,
  keepDefiner: false,
  own: {},
  limits: [],
} as unknown as Settings;

it.each<[string, Selection]>([
  ["everything", { databases: "all" }],
  ["databases", { databases: ["shop", "crm"] }],
  ["tables", { databases: ["shop", "crm"], tables: { shop: ["orders", "items"], crm: ["lead"] } }],
])("a task that was configured with %s shows exactly that", async (_title, selection) => {
  const { driver, of } = await vendorWith({ ModifyMigrationJob: [{}] });
  await driver.preparation[0]!.run({ id: "dts-1" } as never, { settings: { ...SETTINGS, ...selection } } as never);
  const [{ MigrateOption, DstInfo }] = of("ModifyMigrationJob");
  const shown = await vendorWith({ DescribeMigrationDetail: [job("checkPass", { MigrateOption, DstInfo })] });
  const { objects } = (await shown.driver.describe("dts-1"))!;
  expect(objects).toBeDefined();
  expect(objectsDiffer(objects, selection)).toEqual([]);
  expect(objectsDiffer(objects, { databases: ["other"] })).not.toEqual([]);
});

it("before it is configured nothing is known", async () => {
  const MigrateOption = { DatabaseTable: { ObjectMode: "all" } };
  const { driver } = await vendorWith({ DescribeMigrationDetail: [job("created", { MigrateOption })] });
  expect((await driver.describe("dts-1"))!.objects).toBeUndefined();
});

it("renames, and modes that no table knows, differ from what dbferry asks for", () => {
  const Databases = [{ DbName: "shop", NewDbName: "x", DBMode: "partial", TableMode: "partial" }];
  expect(objectsOf({ ObjectMode: "partial", Databases })).toEqual({
    databases: { shop: [] },
    odd: ["it renames shop to x"],
  });
  const Tables = [
    { TableName: "a", NewTableName: "b" },
    { TableName: "c", NewTableName: "c" },
  ];
  expect(objectsOf({ ObjectMode: "partial", Databases: [{ DbName: "shop", DBMode: "partial", Tables }] })?.odd).toEqual(
    ["it renames shop.a to b"],
  );
  expect(objectsOf({ ObjectMode: "mostly", Databases: [{ DbName: "shop", DBMode: "all" }] })?.odd).toEqual([
    "it selects its objects in a way that dbferry does not know: mostly",
  ]);
  expect(objectsOf({ ObjectMode: "partial" })).toBeUndefined();
});
