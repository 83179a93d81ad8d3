import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { checkStep } from "../../../components/migration/step";
import { fixedOf } from "../../../model/fixed";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const spec = parseMigration(smallestMigration(), "done", NOW).migration;

/** The state of a program whose component has another name than its migration. */
async function stateOf(component: string, phase: string): Promise<void> {
  const outputs = Object.fromEntries(
    [
      ["Migration", component, {}],
      ["Cutover", `${component}-cutover`, { taskId: "job-1" }],
      ["MigrationRecord", `${component}-record`, { phase, taskId: "job-1", fixed: fixedOf(spec) }],
    ].map(([kind, name, known]) => [
      `urn:pulumi:test::app::dbferry:index:${kind}::${name}`,
      { type: `dbferry:index:${kind}`, outputs: known },
    ]),
  );
  await pulumi.runtime.setMocks(
    { call: () => ({ outputs }), newResource: ({ name, inputs }) => ({ id: name, state: inputs }) },
    "app",
    "test",
  );
}

it("is judged by the state of the component, whatever the program calls it", async () => {
  expect(spec.name).toBe("shop");
  await stateOf("orders-to-huawei", "done");
  const back = checkStep({ spec, component: "orders-to-huawei", phase: "prepare" });
  await expect(back).rejects.toThrow(/phase: prepare, but migration shop has reached done/);
  await checkStep({ spec, component: "orders-to-huawei", phase: "done" });
});
