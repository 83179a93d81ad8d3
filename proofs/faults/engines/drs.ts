import { Field } from "../../../test/e2e/harness";
import { type EngineRow, type Step, stepsAt } from "../fault";
import { ALIBABA_SOURCE } from "./source";

const drs = stepsAt("huaweicloud", (call) => `huaweicloud \\S+ /drs/${call}`);
const status = (by: string): Step["lie"] => ({
  replace: '"(status|transfer_status)":"[A-Z_]+"',
  by: `"$1":"${by}"`,
  says: new RegExp(by),
});
const failed: Step["lie"] = { replace: '"status":"success"', by: '"status":"failed"', says: /status failed/ };
const STATE = /reading task|state that dbferry does not know/;

const STEPS: readonly Step[] = [
  drs("prepare", "list", "v3/[^/]+/jobs \\{", /listing tasks/),
  drs("prepare", "create", "v3/[^/]+/jobs/batch-creation", /creating the task/),
  drs("prepare", "describe", "v3/[^/]+/jobs/batch-detail", STATE, status("NO_SUCH_STATE")),
  drs("migrate", "test the connection", "v3/[^/]+/jobs/batch-connection", /testing the connection|connection test/, {
    replace: '"success":true',
    by: '"success":false',
    says: /connection test failed/,
  }),
  drs("migrate", "configure", "v3/[^/]+/jobs/batch-modification", /configuring task|describing task/, failed),
  drs("migrate", "check", "v3/[^/]+/jobs/batch-precheck ", /starting the precheck/, failed),
  drs("migrate", "read the check", "v3/[^/]+/jobs/batch-precheck-result", /precheck/, {
    replace: '"PASSED"',
    by: '"MAYBE"',
    says: /result unknown; found: .*MAYBE/,
  }),
  drs("migrate", "start", "v3/[^/]+/jobs/batch-starting", /starting task/, failed),
  drs("migrate", "progress", "v3/[^/]+/jobs/batch-progress", /progress|watching|state that/, status("NO_SUCH_STATE")),
  drs("cutover", "end", "v3/[^/]+/jobs/batch-jobs .*terminate", /ending task|could not end/, failed),
  drs("cutover", "describe before the end", "v3/[^/]+/jobs/batch-detail", STATE, status("NO_SUCH_STATE")),
  drs("done", "delete the record", 'v3/[^/]+/jobs/batch-jobs .*delete_type":"delete', /deleting the record/, failed),
];

export const DRS: EngineRow = {
  engine: "drs",
  steps: [...STEPS, ...ALIBABA_SOURCE],
  open: () => Field.open(),
  tasks: async (field) =>
    (await field.tasks()).map(({ id, state }) => ({ id, bills: !["ended", "createFailed"].includes(state) })),
};
