import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import type { Sandbox } from "../../sandbox";
import type { OnpremServer } from "../../sandbox/onprem/facts";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";

/** A migration from a server on premises to Huawei Cloud by its DRS, on a sandbox of its own. */
export async function onpremField(change: (migration: any) => void = () => {}) {
  const { folder, sandbox } = await demoSandbox({ place: { source: "onprem" } });
  const facts = sandbox.facts();
  // The worked example has another source, so that it is replaced.
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    onPremises(migration, facts.source);
    migration.task = { ...migration.task, connectWindowSeconds: 1 };
    change(migration);
  });
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    delete config["dbferry:clouds"].alicloud;
  });
  for (const name of Object.keys(project.env)) if (/^ALI(BABA_)?CLOUD_/.test(name)) delete project.env[name];
  return { field, sandbox: sandbox as Sandbox<"onprem">, server: sandbox.world.onprem.list()[0]! };
}

/** Puts the source of the worked example on premises. */
export function onPremises(migration: any, { host, port }: { host: string; port: number }): void {
  const { admin, connect } = migration.source;
  migration.source = { place: "onprem", host, port, databases: "all", admin, connect };
}

/** Runs on the server's host what was printed for iptables. @returns the commands */
export function typed(server: Pick<OnpremServer, "firewall">, text: string, verb: "-I" | "-D"): string[] {
  const commands = text.split("\n").flatMap((line) => /^\s*(iptables -[ID] INPUT .*)$/.exec(line)?.[1] ?? []);
  const wanted = [...new Set(commands.filter((line) => line.startsWith(`iptables ${verb} `)))];
  for (const line of wanted) server.firewall.run(line);
  return wanted;
}
