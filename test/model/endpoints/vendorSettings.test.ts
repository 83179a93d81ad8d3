import { expect, test } from "vitest";
import { vendorSettingProblems } from "../../../model/endpoints/vendorSettings";

const told = (...names: string[]) => vendorSettingProblems(names).map(({ path }) => path);

test.each([
  "alicloud:endpoints",
  "alicloud:protocol",
  "alicloud:credentialsUri",
  "huaweicloud:endpoints",
  "huaweicloud:cloud",
  "huaweicloud:authUrl",
  "huaweicloud:insecure",
  "tencentcloud:domain",
])("a stack cannot send credentials elsewhere by %s", (name) => {
  expect(told(name)).toEqual([name]);
  const [problem] = vendorSettingProblems([name]);
  expect(problem?.fix).toContain(`pulumi config rm ${name};`);
});

test("regions and dbferry's own settings are not affected", () => {
  expect(told("alicloud:region", "huaweicloud:projectId", "dbferry:clouds", "dbferry:phase", "shop:endpoints")).toEqual(
    [],
  );
  expect(told("constructor:cloud", "__proto__:x", "noNamespace")).toEqual([]);
});
