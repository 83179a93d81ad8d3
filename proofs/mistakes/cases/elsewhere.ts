import { STACK } from "../../../cli/demo/workspace";
import type { Outcome } from "../../../test/e2e/harness";
import type { Ground } from "../ground";
import type { Mistake, MistakeList } from "../mistake";
import { urn } from "./hands";
import { literal } from "./stackFile";

const up = ["up", "--yes", "--skip-preview"];

/** Written by the command rather than an editor; the command converts values to numbers or strings itself. */
const configSet = (path: string, value: string, says: RegExp): Mistake => ({
  name: `pulumi config set --path ${path} ${value}`,
  at: "running",
  ends: "refused",
  run: async (ground) => {
    const done = await ground.field.pulumi("config", "set", "--path", path, value, "--stack", STACK);
    return done.code === 0 ? ground.update() : done;
  },
  says: [says],
});

// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
const checkout = (name: string, change: (config: any) => void, says: readonly RegExp[], command = up): Mistake => ({
  name: `another checkout: ${name}`,
  at: "running",
  ends: says.length > 0 ? "refused" : "either",
  run: (ground) => ground.elsewhere(change, ...command),
  says,
});

const env = (name: string, change: Record<string, string | undefined>, says: readonly RegExp[]): Mistake => ({
  name: `the environment: ${name}`,
  at: "running",
  ends: "refused",
  says,
  run: (ground) => ground.withEnv(change, () => ground.update()),
});

/** An engine command that bypasses the program. */
const engine = (name: string, run: (ground: Ground) => Promise<Outcome>, says: readonly RegExp[] = []): Mistake => ({
  name: `the engine: ${name}`,
  at: "running",
  ends: "either",
  run,
  says,
  // Nothing to undo: the next update must succeed whatever the command left.
  undo: async () => {},
});

const TASK = "dbferry:index:ReplicationTask";
const BACK = [/phase: prepare, but migration shop has reached migrate/, /dbferry cancel/];

export const ELSEWHERE: MistakeList = {
  name: "elsewhere",
  mistakes: [
    configSet("dbferry:phase", "prepare", BACK[0]!),
    configSet("dbferry:phase", "migrate ", /phase: "migrate "; needed: one of .+; did you mean migrate\?/),
    configSet("dbferry:migration.drs.nodeType", "medium", /- drs\.nodeType: .+moves data with/),
    configSet("dbferry:migration.target.port", "3307", /- target\.port: .+moves data with/),
    configSet("dbferry:migration.cutover.quietSeconds", "soon", /- cutover\.quietSeconds: "soon"; needed: .+/),
    configSet("dbferry:migration.protectLiveTask", "nope", /- protectLiveTask: "nope"; needed: .+/),
    configSet("dbferry:migration.source.databases", "shop", /- source\.databases: "shop"; needed: .+/),
    configSet(
      "dbferry:migration.taks.bandwidth",
      "5",
      new RegExp(`- ${literal("taks")}: unknown key.+did you mean task`),
    ),
    checkout("is behind, in the phase prepare", (config) => (config["dbferry:phase"] = "prepare"), BACK),
    checkout("has no phase", (config) => delete config["dbferry:phase"], [/nothing, which means prepare/, BACK[1]!]),
    checkout("has another target", ({ "dbferry:migration": own }) => (own.target.securityGroupId = "another-group"), [
      /- target\.securityGroupId: .+moves data with/,
    ]),
    checkout("has no passwords", (config) => delete config["dbferry:targetAdminPassword"], [
      /- targetAdminPassword: nothing/,
    ]),
    checkout("has another migration", ({ "dbferry:migration": own }) => (own.name = "crm"), [
      /this stack has the migration shop/,
    ]),
    checkout("has no migration", (config) => delete config["dbferry:migration"], [/- migration: nothing; needed: .+/]),
    checkout(
      "extends the date",
      ({ "dbferry:migration": own }) => (own.expires = new Date(Date.now() + 9 * 86_400_000).toISOString()),
      [],
    ),
    checkout("destroys", () => {}, [/still moves data/, /dbferry cancel/], ["destroy", "--yes", "--skip-preview"]),
    env("no keys of Huawei Cloud", { HW_ACCESS_KEY: undefined, HW_SECRET_KEY: undefined }, [/HW_ACCESS_KEY/]),
    env("no keys of Alibaba Cloud", { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALICLOUD_ACCESS_KEY: undefined }, [
      /ALIBABA_CLOUD_ACCESS_KEY_ID/,
    ]),
    env("a wrong key of Huawei Cloud", { HW_SECRET_KEY: "not it" }, [/HW_SECRET_KEY|HW_ACCESS_KEY/]),
    env("a wrong key of Alibaba Cloud", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not it", ALICLOUD_SECRET_KEY: "not it" }, [
      /ALIBABA_CLOUD_ACCESS_KEY/,
    ]),
    env("the endpoints are not permitted", { DBFERRY_ALLOW_ENDPOINTS: undefined }, [/DBFERRY_ALLOW_ENDPOINTS/]),
    engine("pulumi refresh", ({ field }) => field.pulumi("refresh", "--yes", "--skip-preview", "--stack", STACK)),
    engine("pulumi up --replace of the task", async (ground) =>
      ground.field.pulumi(...up, "--replace", await urn(ground, TASK), "--stack", STACK),
    ),
    {
      ...engine("pulumi destroy --target of the task", async (ground) =>
        ground.field.pulumi(
          "destroy",
          "--yes",
          "--skip-preview",
          "--target",
          await urn(ground, TASK),
          "--target-dependents",
          "--stack",
          STACK,
        ),
      ),
      engineSays: true,
    },
    engine("pulumi state delete of the run, then an update", async (ground) => {
      const run = await urn(ground, "dbferry:index:TaskRun");
      await ground.field.pulumi("state", "delete", run, "--yes", "--force", "--target-dependents", "--stack", STACK);
      return ground.update();
    }),
  ],
};
