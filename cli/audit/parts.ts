import { describeLocation, type Location } from "../../model/clouds/location";
import { CONFIGURED, type Config, type ConfiguredCloud, partAt } from "../../provider/registry/config";
import type { NotChecked } from "./scope";
import { allResources, type Recorded, sections } from "./state";

/**
 * Parts of a region, such as projects, in which the state's providers worked and in which the audit does not look,
 * because the configuration now selects others.
 */
export function otherParts(recorded: Recorded, config: Config, env: NodeJS.ProcessEnv): NotChecked[] {
  const found = allResources(recorded).flatMap(({ type, inputs = {} }) => {
    const name = /^pulumi:providers:(.*)$/.exec(type)?.[1];
    if (name === undefined) return [];
    const all = name === "dbferry" ? sections(inputs) : [[name, { ...inputs, account: inputs["profile"] }] as const];
    return all.flatMap(([cloud, section]) => (isConfigured(cloud) ? otherPart(cloud, section, config, env) : []));
  });
  return [...new Map(found.map((one) => [one.where, one])).values()];
}

function otherPart(
  cloud: ConfiguredCloud,
  kept: Readonly<Record<string, unknown>>,
  config: Config,
  env: NodeJS.ProcessEnv,
): NotChecked[] {
  const { region, account } = kept;
  if (typeof region !== "string") return [];
  const at: Location = { cloud, region, ...(typeof account === "string" ? { account } : {}) };
  const { account: _, ...own } = kept;
  const was = partAt({ [cloud]: own } as Config, cloud, { region }, {});
  const is = partAt(config, cloud, at, env);
  if (was === undefined || is === undefined || was === is) return [];
  return [
    {
      where: `${describeLocation(at)}, ${was}`,
      reason: `the state names it, and the configuration ${is}; needed: an audit with that one too`,
    },
  ];
}

function isConfigured(name: string): name is ConfiguredCloud {
  return (CONFIGURED as readonly string[]).includes(name);
}
