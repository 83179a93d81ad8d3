import { plainShape, Refusal } from "../errors";
import type { BodyProblem, ErrorStyle } from "../service";

/**
 * DRS error messages are fixed texts with one placeholder (vendor's error code table). Several problems share one
 * response.
 */
export const drsStyle: ErrorStyle = {
  shape: plainShape,
  invalid: (problems) => {
    const [first] = problems;
    const code = first?.kind === "missing" ? "DRS.M00201" : first?.kind === "unknown" ? "DRS.M00305" : "DRS.M00202";
    return new Refusal(400, code, problems.map(text).join(" "));
  },
  wrongProject: () => new Refusal(403, "DRS.M00261", "Invalid project ID."),
};

function text({ path, kind, detail }: BodyProblem): string {
  if (kind === "missing") return `The parameter ${path} is empty.`;
  if (kind === "unknown") return `Parameter error:unknown parameter ${path}.`;
  return `The value of parameter ${path} is invalid. (${detail})`;
}

export const invalidValue = (name: string, detail = "") =>
  new Refusal(400, "DRS.M00202", `The value of parameter ${name} is invalid.${detail && ` (${detail})`}`);
export const invalidRequest = (detail: string) => new Refusal(400, "DRS.M00300", `Invalid request, ${detail}`);
export const unsupportedSchema = (detail: string) =>
  new Refusal(
    400,
    "DRS.M00302",
    `The transfer schema is invalid, please refer to supported transfer schema. (${detail})`,
  );
export const notCached = () =>
  new Refusal(400, "DRS.M00303", "The corresponding parameter is not obtained from the cache.");
export const wrongStatus = () =>
  new Refusal(400, "DRS.M00304", "This API cannot be called in the current task status.");
export const nameTaken = () => new Refusal(422, "DRS.M00277", "The task name already exists.");
export const unknownJob = () => new Refusal(400, "DRS.M00289", "The task does not exist.");
export const unknownComparison = () => new Refusal(400, "DRS.M00202", "The value of compareJobId is invalid.");
export const deletedJob = () =>
  new Refusal(400, "DRS.M05004", "The task has been deleted or the resource has been released.");
export const busy = () =>
  new Refusal(
    202,
    "DRS.M01504",
    "Another operation is being performed on the migration task or the migration task is abnormal. Try again later.",
  );
export const noReEdit = () =>
  new Refusal(400, "DRS.M00401", "The task is not support re-editing of synchronization tasks.");
export const badInstance = () => new Refusal(422, "DRS.M05006", "Invalid RDS DB instance.");
export const noInstance = () => new Refusal(400, "DRS.M06007", "The DB instance cannot be left blank.");
export const precheckAgain = () => new Refusal(400, "DRS.10010047", "Service error. Perform the precheck again.");
