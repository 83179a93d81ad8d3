import { TencentClient } from "../../../provider/clouds/tencentcloud/client";
import { list } from "../../../provider/drivers/tencentDts/tasks";
import type { Sandbox } from "../../../sandbox";
import { tencentField } from "../../../test/e2e/tencentField";
import { type EngineRow, type Step, stepsAt } from "../fault";
import { ALIBABA_SOURCE } from "./source";

const dts = stepsAt("tencentcloud", (action) => `tencentcloud \\S+ \\S+ ${action}\\b`);
const status: Step["lie"] = {
  replace: '"Status":"(created|readyRun|running|readyComplete)"',
  by: '"Status":"dreaming"',
  says: /dreaming/,
};
const READS = /reading task|state that dbferry does not know/;

const STEPS: readonly Step[] = [
  dts("prepare", "list", "DescribeMigrationJobs", /listing tasks/),
  dts("prepare", "create", "CreateMigrationService", /creating/),
  dts("prepare", "describe", "DescribeMigrationDetail", READS, status),
  dts("migrate", "configure", "ModifyMigrationJob", /configuring task/),
  dts("migrate", "check", "CreateMigrateCheckJob", /starting the check/),
  dts("migrate", "read the check", "DescribeMigrationCheckJob", /reading the check|precheck/, {
    replace: '"StepStatus":"pass"',
    by: '"StepStatus":"maybe"',
    says: /result unknown; found: /,
  }),
  dts("migrate", "start", "StartMigrateJob", /starting task/),
  dts("migrate", "describe", "DescribeMigrationDetail", /watching|reading task|state that dbferry does not/, status),
  dts("cutover", "complete", "CompleteMigrateJob", /completing task|could not end/),
  dts("cutover", "describe before the end", "DescribeMigrationDetail", READS, status),
  dts("done", "isolate", "IsolateMigrateJob", /releasing task/),
  dts("done", "destroy", "DestroyMigrateJob", /destroying task/),
];

const GONE: ReadonlySet<string> = new Set(["offlining", "offlined"]);

export const TENCENT_DTS: EngineRow = {
  engine: "tencent-dts",
  steps: [...STEPS, ...ALIBABA_SOURCE],
  open: async () => (await tencentField()).field,
  async tasks(field) {
    const { endpoints, credentials } = field.sandbox as unknown as Sandbox<"alicloud", "tencentcloud">;
    const { secretId: accessKey, secretKey, region } = credentials.tencentcloud;
    const client = new TencentClient({ accessKey, secretKey, region, endpoints: endpoints.tencentcloud });
    // The vendor keeps listing destroyed tasks for some days.
    const listed = (await list(client)).filter(({ TradeInfo }) => !GONE.has(TradeInfo?.TradeStatus ?? ""));
    return listed.map(({ JobId, TradeInfo }) => ({ id: JobId, bills: TradeInfo?.TradeStatus !== "isolated" }));
  },
};
