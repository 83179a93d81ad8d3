import * as pulumi from "@pulumi/pulumi";
import { type Problem, ProblemsError } from "../../model/problems";
import { withWays } from "../../model/ways";

/** A refusal of a program, shown without a stack trace: it says how to continue and how to get out. */
export function refusal(text: string): pulumi.RunError {
  return new pulumi.RunError(withWays(text));
}

/** The same for a list of problems. */
export function refusalOf(what: string, problems: readonly Problem[]): pulumi.RunError {
  return refusal(new ProblemsError(what, problems).message);
}
