import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { LocalWorkspace, type PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { RESOLVERS_VARIABLE } from "../../model/hostNames";
import { SANDBOX_VARIABLE } from "../../model/sandbox";
import { writePrivateFile } from "../../system/files";
import { claimFolder, emptySubfolder, subfolder } from "../../system/folders";
import { saidByEngine } from "../engine/project";
import { UserError } from "../terminal/errors";
import type { SandboxFacts } from "./sandboxProcess";

export const STACK = "alibaba-to-huawei";

/** The project of a sandbox migration, beside the clone's own. Same program, provider and worked example. */
export interface SandboxProject {
  folder: string;
  env: Record<string, string>;
}

/** Environment that the engine needs for a sandbox project, even before the clouds run. */
function engineEnvironment(root: string, folder: string): Record<string, string> {
  return {
    PATH: [join(root, "sandbox/bin"), join(root, "node_modules/.bin"), process.env.PATH].join(":"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "the sandbox keeps no secrets",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** Everything that differs between the sandbox and real clouds: addresses, credentials, passwords, the PATH. */
export function environmentOf(facts: SandboxFacts, root: string, folder: string): Record<string, string> {
  const { huaweicloud, alicloud } = facts.credentials;
  return {
    ...engineEnvironment(root, folder),
    HW_ACCESS_KEY: huaweicloud.accessKey,
    HW_SECRET_KEY: huaweicloud.secretKey,
    HW_PROJECT_ID: huaweicloud.projectId,
    ALIBABA_CLOUD_ACCESS_KEY_ID: alicloud.accessKey,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: alicloud.secretKey,
    ALICLOUD_ACCESS_KEY: alicloud.accessKey,
    ALICLOUD_SECRET_KEY: alicloud.secretKey,
    [ALLOW_VARIABLE]: endpointsOf(facts).join(","),
    [RESOLVERS_VARIABLE]: facts.endpoints.resolvers.join(","),
    [SANDBOX_VARIABLE]: facts.endpoints.control,
  };
}

/** Endpoints of the sandbox's clouds: outside the vendors' domains, and without TLS. */
function endpointsOf({ endpoints }: SandboxFacts): string[] {
  const urls = [...Object.values(endpoints.alicloud), ...Object.values(endpoints.huaweicloud)];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

/** Changes the worked example's values, in place. */
// biome-ignore lint/suspicious/noExplicitAny: a document that is only parsed later
type ChangeStack = (migration: any, clouds: { pollSeconds: number }) => void;

/**
 * Writes the project: the worked example with the sandbox's ids and addresses instead of real ones.
 * @throws ProblemsError if the folder exists and is neither empty nor left by an earlier sandbox
 */
export function writeProject(
  facts: SandboxFacts,
  root: string,
  folder: string,
  change: ChangeStack = () => {},
): SandboxProject {
  writeManifest(root, folder);
  return configure(facts, root, folder, change);
}

function writeManifest(root: string, folder: string): void {
  emptyProject(folder);
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  const up = relative(folder, root);
  project.main = join(up, "stacks");
  project.plugins.providers[0].path = join(up, "provider");
  writePrivateFile(join(folder, "Pulumi.yaml"), stringify(project));
  writePrivateFile(stackFile(folder), stringify({ config: {} }));
}

const stackFile = (folder: string) => join(folder, `stacks/Pulumi.${STACK}.yaml`);

/** Keeps what the engine has added to the file: how the stack's secrets are encrypted. */
function configure(facts: SandboxFacts, root: string, folder: string, change: ChangeStack): SandboxProject {
  const written = parse(readFileSync(stackFile(folder), "utf8"));
  writePrivateFile(stackFile(folder), stringify({ ...written, ...stackFor(facts, root, change) }));
  return { folder, env: environmentOf(facts, root, folder) };
}

function emptyProject(folder: string): void {
  claimFolder(folder, "sandbox project");
  // The state of an earlier sandbox refers to servers and clouds that no longer exist.
  emptySubfolder(folder, "state");
  for (const name of ["home", "stacks"]) subfolder(folder, name);
}

/** The worked example's stack, with the sandbox's ids and addresses. */
export function stackFor(
  facts: SandboxFacts,
  root: string,
  change: ChangeStack = () => {},
): { config: Record<string, unknown> } {
  const example = parse(readFileSync(join(root, `stacks/Pulumi.${STACK}.yaml`), "utf8"));
  const migration = example.config["dbferry:migration"];
  const { source, target } = facts;
  Object.assign(migration.source, { region: source.region, instanceId: source.instanceId, connect: source.connect });
  migration.source.admin.user = source.admin.user;
  const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect } = target;
  Object.assign(migration.target, { instanceId, region, vpcId, subnetId, securityGroupId, privateIp, connect });
  migration.target.admin.user = target.admin.user;
  migration.expires = new Date(Date.now() + 14 * 86_400_000).toISOString();
  Object.assign(migration.task.plainSource, {
    reason: "the sandbox's MySQL 5.6 serves no TLS, and its internet is this machine",
    expires: migration.expires,
  });
  migration.cutover.quietSeconds = 1;
  const accepted = { owner: migration.owner, expires: migration.expires };
  migration.cutover.exemptions = [
    { gate: "G05", reason: "the sandbox has no application and no application account", ...accepted },
    { gate: "G07", reason: "the operator's read_only is not the customer's to set on this cloud", ...accepted },
  ];
  const clouds = {
    alicloud: { endpoints: facts.endpoints.alicloud },
    huaweicloud: { projectId: facts.credentials.huaweicloud.projectId, endpoints: facts.endpoints.huaweicloud },
    // The sandbox's clock runs faster than the vendors'.
    pollSeconds: 0.25,
  };
  example.config["dbferry:clouds"] = clouds;
  change(migration, clouds);
  return example;
}

/** Creates the stack and sets the passwords as secrets. */
export async function makeStack(project: SandboxProject, facts: SandboxFacts, engine?: PulumiCommand): Promise<Stack> {
  const stack = await create(STACK, project.folder, project.env, engine);
  await setPasswords(stack, facts);
  return stack;
}

async function setPasswords(stack: Stack, facts: SandboxFacts): Promise<void> {
  await stack.setAllConfig({
    sourceAdminPassword: { value: facts.source.admin.password, secret: true },
    targetAdminPassword: { value: facts.target.admin.password, secret: true },
  });
}

/** Creates the stack before its sandbox runs. @throws ProblemsError like `writeProject` */
export async function makeStackAhead(root: string, folder: string, engine: PulumiCommand): Promise<Stack> {
  writeManifest(root, folder);
  return await create(STACK, folder, engineEnvironment(root, folder), engine);
}

/** Writes the project of a stack that was created in advance, and sets the passwords as secrets. */
export async function furnishStack(
  stack: Stack,
  facts: SandboxFacts,
  root: string,
  folder: string,
  change: ChangeStack,
): Promise<SandboxProject> {
  const project = configure(facts, root, folder, change);
  stack.workspace.envVars = project.env;
  await setPasswords(stack, facts);
  return project;
}

/** Sets the phase for the next update. */
export function writePhase({ folder }: SandboxProject, phase: string): void {
  const file = stackFile(folder);
  const stack = parse(readFileSync(file, "utf8"));
  stack.config["dbferry:phase"] = phase;
  writePrivateFile(file, stringify(stack));
}

/** A project with careless code for the policy pack to refuse; it needs no sandbox. */
export async function makeRefusedStack(folder: string, root: string, engine?: PulumiCommand): Promise<Stack> {
  emptyProject(folder);
  const manifest = parse(readFileSync(join(root, "stacks/refused/Pulumi.yaml"), "utf8"));
  const up = relative(folder, root);
  manifest.main = join(up, "stacks/refused");
  writePrivateFile(join(folder, "Pulumi.yaml"), stringify(manifest));
  const config = {
    "alicloud:region": "cn-hangzhou",
    "huaweicloud:region": "cn-north-4",
    "alicloud:accountType": "Domestic",
    "alicloud:protocol": "HTTP",
    "alicloud:endpoints": [{ rds: NOWHERE, sts: NOWHERE, vpc: NOWHERE }],
    "huaweicloud:endpoints": { iam: `http://${NOWHERE}`, vpc: `http://${NOWHERE}` },
    "huaweicloud:authUrl": `http://${NOWHERE}/v3`,
    "huaweicloud:skipCheckWebsiteType": true,
  };
  writePrivateFile(join(folder, "Pulumi.refused.yaml"), stringify({ config }));
  return await create("refused", folder, { ...engineEnvironment(root, folder), ...ANY_CREDENTIALS }, engine);
}

/** Where nothing listens, on this machine: a preview calls no cloud, and a provider that did would reach none. */
const NOWHERE = "127.0.0.1:9";

/** The providers only require some value. */
const ANY_CREDENTIALS = Object.fromEntries(
  ["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_PROJECT_ID", "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"].map((name) => [
    name,
    "not-used-in-a-preview",
  ]),
);

interface Recorded {
  type: string;
  outputs?: Record<string, unknown>;
}

/** Resources in a stack's state. Read from the file, because starting the engine's command takes longer. */
function recorded(folder: string, project: string, stack: string): Recorded[] {
  const file = join(folder, `state/.pulumi/stacks/${project}/${stack}.json`);
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8"));
  return checkpoint.latest?.resources ?? [];
}

const isStack = ({ type }: Recorded) => type === "pulumi:pulumi:Stack";

/** Number of resources in a stack's state, excluding the stack itself. */
export const recordedIn = (folder: string, project: string, stack: string): number =>
  recorded(folder, project, stack).filter((one) => !isStack(one)).length;

/** Outputs of the migration's stack; secrets stay encrypted. */
export const outputsIn = ({ folder }: SandboxProject): Record<string, unknown> =>
  recorded(folder, "dbferry", STACK).find(isStack)?.outputs ?? {};

/** @throws UserError with the engine's own message; the Automation API's error would repeat the whole output */
async function create(
  stackName: string,
  workDir: string,
  envVars: Record<string, string>,
  pulumiCommand?: PulumiCommand,
): Promise<Stack> {
  try {
    return await LocalWorkspace.createStack({ stackName, workDir }, { envVars, pulumiCommand });
  } catch (error) {
    throw new UserError(
      `the stack ${stackName} could not be created in ${workDir}: ${saidByEngine(error as Error)}; \`npm run toolchain\` gets the engine and its plugins`,
    );
  }
}
