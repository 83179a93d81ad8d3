import { z } from "zod";
import type { Problem } from "../../../model/problems";
import type { Clouds } from "../../core/clouds";
import type { FunctionType } from "../function";
import { problem } from "../problem";
import { Findings } from "./findings";
import { inputs } from "./inputs";
import { lookAtInstances } from "./instances";
import { lookAtLogins } from "./logins";
import { lookAtQuotas } from "./quotas";

export const lookAhead = {
  description:
    "Asks the clouds and the servers, before anything is made, for everything that can be known by then: instances, endpoints, quotas, logins. " +
    "Reads only.",
  inputs,
  outputs: z.object({
    problems: z.array(problem).describe("what stands in the way; empty when nothing does"),
    notLookedAt: z.array(z.string()).describe("what could not be looked at, and why: nothing is known of it"),
  }),
  secrets: ["logins"],
  async call(clouds: Clouds, given: unknown): Promise<{ problems: Problem[]; notLookedAt: string[] }> {
    const asked = inputs.parse(given);
    const findings = new Findings(asked.preview);
    const seen = await lookAtInstances(clouds, asked, findings);
    await Promise.all([lookAtQuotas(clouds, asked, findings), lookAtLogins(clouds.mysql, asked, seen, findings)]);
    return findings.told();
  },
} satisfies FunctionType;
