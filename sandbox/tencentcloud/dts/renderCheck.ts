import { beijing } from "../paging";
import { CONNECT, STEPS } from "./check/run";
import type { StepVerdict } from "./check/step";
import type { Job } from "./job";

/** DescribeMigrationCheckJob. */
export function renderCheck({ check, trouble }: Job): object {
  if (!check) return { Status: "notStarted", BriefMsg: "", StepInfo: [], CheckFlag: "" };
  const ended = check.status !== "running";
  return {
    Status: check.status,
    BriefMsg: ended ? (trouble?.text ?? check.status) : "",
    CheckFlag: ended ? (check.status === "success" ? "checkPass" : "checkNotPass") : "",
    StepInfo: ended ? check.steps.map(renderStep) : known().map(({ id }, index) => renderStep(notStarted(id), index)),
  };
}

function renderStep({ id, status, findings }: StepVerdict, StepNo: number): object {
  const { name, doc } = known().find((one) => one.id === id)!;
  return {
    StepNo,
    StepId: id,
    StepName: name,
    StepStatus: status,
    HasSkipped: false,
    StepMessage: findings.find(({ result }) => result === "failed")?.text ?? "",
    DetailCheckItems: findings.map(({ result, text, solution }) => ({
      CheckItemName: name,
      Description: "",
      CheckResult: result,
      FailureReason: result === "failed" ? text : "",
      ErrorLog: [text],
      Solution: solution,
      HelpDoc: [doc],
      SkipInfo: "",
    })),
  };
}

/** The same in the format of a task's detail. */
export function renderCheckProgress({ check }: Job): object | null {
  if (!check) return null;
  const ended = check.status !== "running";
  const steps = ended ? check.steps : known().map(({ id }) => notStarted(id));
  const tip = (message: string, Solution: string, doc: string) => ({ Message: message, Solution, HelpDoc: doc });
  return {
    StartAt: beijing(check.startedAt),
    EndAt: check.endedAt ? beijing(check.endedAt) : "",
    Progress: {
      Status: check.status,
      Message: ended ? check.status : "",
      Percent: ended ? 100 : 0,
      StepAll: steps.length,
      StepNow: ended ? steps.length : 0,
      Steps: steps.map(({ id, status, findings }) => {
        const { name, doc } = known().find((one) => one.id === id)!;
        const tips = (wanted: string) =>
          findings.filter(({ result }) => result === wanted).map(({ text, solution }) => tip(text, solution, doc));
        const state = { pass: "finished", warning: "finished", blocked: "notStarted" }[status as string] ?? status;
        return {
          StepNo: 0,
          StepId: id,
          StepName: name,
          Status: state,
          Percent: state === "notStarted" ? 0 : 100,
          StartTime: "",
          FinishTime: "",
          StepMessage: "",
          Errors: tips("failed"),
          Warnings: tips("warning"),
        };
      }),
    },
  };
}

const known = () => [CONNECT, ...STEPS];

function notStarted(id: string): StepVerdict {
  return { id, status: "notStarted", findings: [] };
}
