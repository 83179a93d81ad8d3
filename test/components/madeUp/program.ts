import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../../../components/migration";
import { locationsOf, providerKey } from "../../../components/migration/providers";
import { instanceQueries, leftoverQueries } from "../../../components/migration/queries";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";

class Provider extends pulumi.ProviderResource {}

/**
 * Builds a migration on mocks, in a copy of dbferry that includes the fictitious cloud; returns the registered
 * resources.
 */
export async function build(input: unknown, phase: Phase, now: Date) {
  const registered: { type: string; name: string; inputs: Record<string, unknown> }[] = [];
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: ({ type, name, inputs }) => {
        if (!type.startsWith("pulumi:providers:")) registered.push({ type, name, inputs });
        return { id: `${name}-id`, state: { ...inputs, password: "made-here", taskId: "task-1" } };
      },
    },
    "dbferry",
    "test",
    false,
  );
  const { migration } = parseMigration(input, phase, now);
  const passwords = { source: "source-secret", target: "target-secret" };
  const locations = locationsOf(migration);
  const keys = locations.map((at) => [providerKey(at, locations), at.cloud] as const);
  const providers = Object.fromEntries(keys.map(([key, cloud]) => [key, new Provider(cloud, key, {})]));
  const built = new Migration("shop", { spec: migration, phase, passwords }, { providers });
  await new Promise((done) => pulumi.all([built.urn, built.egressCidrs, built.taskId]).apply(done));
  await pulumi.runtime.disconnect();
  return {
    registered,
    asked: [
      ...leftoverQueries(migration, phase, { organization: "acme", project: "dbferry", stack: "test" }),
      ...instanceQueries(migration),
    ],
  };
}
