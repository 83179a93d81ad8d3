import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { leftoverQueries, quotaQueries, vpnQueries } from "../../../components/migration/queries";
import { readMigration } from "../../../model/spec";
import { adoptableKeys } from "../../../model/spec/rules/adopt";

const folder = resolve(__dirname, "../../../stacks");
const examples = readdirSync(folder).filter((name) => /^Pulumi\..*\.yaml$/.test(name));

const read = (name: string, change: (input: any) => void = () => {}) => {
  const { config } = parse(readFileSync(join(folder, name), "utf8"));
  const now = new Date(new Date(config["dbferry:migration"].expires).getTime() - 7 * 86_400_000);
  change(config["dbferry:migration"]);
  return readMigration(config["dbferry:migration"], "prepare", now).value!.migration;
};

/** What is queried by its id; the others are found by their names. */
const QUERIED = ["eip", "endpoint", "sourceRule", "targetRule"];

it.each(examples)("%s can take over exactly what its places make", (name) => {
  const migration = read(name);
  const made = leftoverQueries(migration, "prepare", { organization: "acme", project: "dbferry", stack: "test" });
  const keys = made.map(({ key }) => key).filter((key) => QUERIED.includes(key));
  expect(adoptableKeys(migration).filter((key) => QUERIED.includes(key))).toEqual(
    QUERIED.filter((key) => keys.includes(key)),
  );
});

it.each<[string, object[]]>([
  ["huawei-to-alibaba", [{ cloud: "huaweicloud", count: 2, counted: false, made: false }]],
  ["tencent-to-alibaba", [{ cloud: "tencentcloud", count: 2, counted: false, made: false }]],
  ["huawei-to-tencent", [{ cloud: "huaweicloud", count: 6, counted: true, made: false }]],
  ["tencent-to-huawei", [{ cloud: "tencentcloud", count: 3, counted: true, made: false }]],
  ["huawei-to-huawei", []],
  ["alibaba-to-huawei", []],
  ["onprem-to-huawei", []],
])("%s counts the rules that its source's security group has to have room for", (name, expected) => {
  const migration = read(`Pulumi.${name}.yaml`, (input) => {
    if (expected.length === 0) return;
    input.operator = { ...input.operator, addresses: ["198.51.100.7", "198.51.100.8"] };
    if (name === "huawei-to-tencent") input.target.region = "ap-guangzhou";
  });
  expect(quotaQueries(migration).filter(({ kind }) => kind === "securityGroupRule")).toMatchObject(expected);
});

it.each(["onprem-to-alibaba-vpn", "onprem-to-tencent-vpn"])(
  "%s has the cloud compare the networks behind the device with its own and with routes that exist",
  (name) => {
    const migration = read(`Pulumi.${name}.yaml`);
    expect(vpnQueries(migration)).toMatchObject([{ deviceSubnets: migration.vpn!.deviceSubnets }]);
  },
);
