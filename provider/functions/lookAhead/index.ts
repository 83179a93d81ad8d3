import { z } from "zod";
import { seriesOf } from "../../../model/mysql/series";
import { parseVersion } from "../../../model/mysql/server";
import type { Problem } from "../../../model/problems";
import type { Clouds, InstanceSeen } from "../../core/clouds";
import type { FunctionType } from "../function";
import { problem } from "../problem";
import { lookAtAdopted } from "./adopted";
import { lookAtConnections } from "./connections";
import { Findings } from "./findings";
import { inputs } from "./inputs";
import { lookAtInstances } from "./instances";
import { lookAtLogins } from "./logins";
import { lookAtQuotas } from "./quotas";
import { lookAtSharedGroups } from "./sharedGroups";
import { judgeVersions } from "./versions";
import { lookAtVpns } from "./vpns";

export const lookAhead = {
  description:
    "Before anything is created, checks everything that clouds and servers can already answer: instances, endpoints, quotas, logins, what is to be adopted. " +
    "Reads only.",
  inputs,
  outputs: z.object({
    problems: z.array(problem).describe("the problems found; empty if there are none"),
    notLookedAt: z.array(z.string()).describe("what could not be checked, and why; its state is unknown"),
  }),
  secrets: ["logins"],
  async call(clouds: Clouds, given: unknown): Promise<{ problems: Problem[]; notLookedAt: string[] }> {
    const request = inputs.parse(given);
    const findings = new Findings(request.preview);
    const seen = await lookAtInstances(clouds, request, findings);
    const [read] = await Promise.all([
      lookAtLogins(clouds.mysql, request, seen, findings),
      lookAtQuotas(clouds, request, findings),
      lookAtConnections(clouds, request, findings),
      lookAtAdopted(clouds, request, findings),
      lookAtVpns(clouds, request, findings),
      lookAtSharedGroups(clouds, request, findings),
    ]);
    judgeVersions(
      request,
      { source: seriesIn(seen.source) ?? read.source, target: seriesIn(seen.target) ?? read.target },
      findings,
    );
    return findings.told();
  },
} satisfies FunctionType;

function seriesIn(instance: InstanceSeen | undefined): string | undefined {
  const version = parseVersion(instance?.version ?? "");
  return version && seriesOf(version);
}
