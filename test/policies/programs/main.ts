import * as pulumi from "@pulumi/pulumi";
import { FINE, REFUSED } from ".";

/** The Pulumi program: the environment, or the stack's name, selects which one to run. */
const name = process.env["DBFERRY_PROGRAM"] || pulumi.getStack();
const program = REFUSED[name] ?? FINE[name];
if (!program)
  throw new Error(`no program "${name}"; needed: one of ${Object.keys({ ...REFUSED, ...FINE }).join(", ")}`);
program.make();
