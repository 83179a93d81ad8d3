import { z } from "zod";
import { CLOUD_NAMES } from "../../model/clouds";
import type { CloudModule, Section } from "../clouds/module";
import { CLOUD_MODULES } from "./clouds";

type Modules = typeof CLOUD_MODULES;
export type ConfiguredCloud = keyof Modules;

/** Clouds that the provider can be configured for. */
export const CONFIGURED = Object.keys(CLOUD_MODULES) as ConfiguredCloud[];
const moduleOf = (cloud: ConfiguredCloud) => CLOUD_MODULES[cloud] as unknown as CloudModule;

const sections = Object.fromEntries(
  CONFIGURED.map((cloud) => [
    cloud,
    moduleOf(cloud).config.optional().describe(`credentials and endpoints of ${CLOUD_NAMES[cloud]}`),
  ]),
) as {
  [C in ConfiguredCloud]: z.ZodOptional<Modules[C]["config"]>;
};

/** The provider's configuration. All of it is optional: a migration needs only the clouds that it uses. */
export const configSchema = z.strictObject({
  ...sections,
  stateId: z
    .string()
    .min(1)
    .optional()
    .describe("id by which the stack that uses the provider knows what it made; made by the provider"),
  pollSeconds: z.number().min(0.05).max(300).optional().describe("polling interval, seconds; default: 5"),
  endLiveTasks: z
    .boolean()
    .optional()
    .describe(
      "deletion ends tasks that still move data, whatever their `whenLive` was: the migration is given up; default: false",
    ),
});

type SectionOf<C extends ConfiguredCloud> = Modules[C] extends CloudModule<infer S> ? S : never;
export type Config = { [C in ConfiguredCloud]?: SectionOf<C> } & {
  stateId?: string;
  pollSeconds?: number;
  endLiveTasks?: boolean;
};

/** Paths that are always secret. */
export const CONFIG_SECRETS = CONFIGURED.flatMap((cloud) =>
  (moduleOf(cloud).secrets as readonly string[]).map((name) => `${cloud}.${name}`),
);

type Env = Readonly<Record<string, string | undefined>>;

/** Fills in what the configuration leaves out from the environment, under the names that the vendors' own tools use. */
export function withEnvironment(config: Config, env: Env = process.env): Config {
  const filled = CONFIGURED.map((cloud) => [cloud, filledIn(cloud, config[cloud], env)]);
  return { ...config, ...Object.fromEntries(filled) };
}

/**
 * A cloud's section for another account: read from the vendors' own variables with `_` and the account's name in
 * capitals appended.
 */
export function ofAccount(config: Config, cloud: ConfiguredCloud, account: string, env: Env = process.env): Section {
  const { accessKey: _, secretKey: __, ...rest } = (config[cloud] ?? {}) as Section & Record<string, unknown>;
  const { securityToken: ___, projectId: ____, projects: _____, ...own } = rest as Record<string, unknown>;
  return filledIn(cloud, own as Section, env, `_${account.toUpperCase()}`);
}

/**
 * A cloud's section for a region and account. Without a region: the section's own; without an account: the default one.
 */
export function sectionAt(
  config: Config,
  cloud: ConfiguredCloud,
  { region, account }: { region?: string; account?: string },
  env: Env = process.env,
): Section {
  if (account !== undefined) {
    // The project in an account's variables belongs to the requested region.
    return { ...ofAccount(config, cloud, account, env), account, ...(region === undefined ? {} : { region }) };
  }
  const { account: _, ...own }: Section = config[cloud] ?? {};
  if (region === undefined || own.region === undefined || region === own.region)
    return region === undefined ? own : { ...own, region };
  const regional: readonly string[] = moduleOf(cloud).regional ?? [];
  const kept = Object.entries(own).filter(([name]) => !regional.includes(name));
  return { ...Object.fromEntries(kept), region };
}

function filledIn(cloud: ConfiguredCloud, section: Section | undefined, env: Env, suffix = ""): Section {
  const picked = Object.entries(moduleOf(cloud).variables).map(([member, names]) => [
    member,
    names.map((name) => env[`${name}${suffix}`]).find((value) => value),
  ]);
  return { ...clean(Object.fromEntries(picked)), ...clean(section ?? {}) };
}

function clean<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
