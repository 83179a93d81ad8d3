import type { WorldErrorWhy } from "../../world/worldError";
import { WorldError } from "../../world/worldError";
import { gatewayShape, neutronShape, Refusal } from "../errors";
import type { BodyProblem, ErrorStyle } from "../service";

/** The vendor's wording of field errors: all problems in one message. */
export function fieldText(problems: BodyProblem[]): string {
  return problems
    .map(({ path, kind, detail }) => {
      if (kind === "missing") return `${path} is empty`;
      return kind === "unknown" ? `${path} is not a known parameter` : `${path} is invalid: ${detail}`;
    })
    .join("; ");
}

function style(shape: ErrorStyle["shape"], invalidCode: string): ErrorStyle {
  return {
    shape,
    invalid: (problems) => new Refusal(400, invalidCode, `Param is invalid. ${fieldText(problems)}`),
    wrongProject: () => new Refusal(403, "VPC.2701", "Token not allowed to do this action."),
  };
}

/** v1 and v2.0, public addresses. */
export const eipStyle = style(neutronShape, "VPC.0501");
/** v2.0, tags. */
export const tagStyle = style(neutronShape, "VPC.1801");
/** v1, bandwidths. */
export const bandwidthStyle = style(neutronShape, "VPC.0301");
/** v1, security groups and rules. */
export const groupStyle = style(neutronShape, "VPC.0601");
/** v1, networks. */
export const networkStyle = style(neutronShape, "VPC.0101");
/** v2.0, peerings. */
export const peeringStyle = style(neutronShape, "VPC.1500");
/** v1, route tables. */
export const routeTableStyle = style(neutronShape, "VPC.2801");
/** v3 of all of them. */
export const v3Style = style(gatewayShape, "VPC.9902");

/** Runs `work` and translates refusals of the world into the vendor's responses. */
export function translate<T>(work: () => T, answers: Partial<Record<WorldErrorWhy, [number, string, string?]>>): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    const answer = answers[error.why];
    if (!answer) throw error;
    const [status, code, message] = answer;
    throw new Refusal(status, code, message ?? error.message);
  }
}
