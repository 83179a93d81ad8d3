import { taskName } from "../../../model/names";
import type { Clouds, QuotaSeen } from "../../core/clouds";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

type Asked = LookAheadInputs["quotas"][number];

const THINGS = {
  eip: { many: "EIPs", fix: "release one that is no longer needed, or ask the vendor for a larger quota" },
  securityGroupRule: {
    many: "security group rules",
    fix: "remove rules that nobody needs, give the instance a security group of its own, or ask the vendor for a larger quota",
  },
  task: { many: "tasks", fix: "delete an ended one in the console, or ask the vendor for a larger quota" },
} as const;

/** Checks whether the account may have as many more of each. */
export async function lookAtQuotas(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  // One that already exists does not count again.
  const looks = request.quotas
    .filter(({ kind, made }) => !made && !(request.removing && kind === "securityGroupRule"))
    .map(async (query) => {
      const { many, fix } = THINGS[query.kind];
      const what = `the quota of ${many} in ${query.region}`;
      try {
        const seen = await (query.kind === "task" ? tasks : limited)(clouds, request, query);
        if (request.removing || seen === undefined || seen.ours) return;
        const count = query.counted ? query.count : query.count + (await callers(clouds, request, query));
        if (seen.used + count <= seen.limit) return;
        const there = `${seen.used} of ${seen.limit} in ${query.region}`;
        const needed = `room for ${count === 1 ? "one" : count} more`;
        if (seen.usual)
          findings.unseen(
            what,
            `${there}, which is the vendor's usual limit, and yours may be another; needed: ${needed}; ${fix}`,
          );
        else findings.add({ path: `${query.cloud}, quota of ${many}`, seen: there, needed, fix });
      } catch (error) {
        findings.failed(query.cloud, what, error, request.removing);
      }
    });
  await Promise.all(looks);
}

async function limited(clouds: Clouds, { migration }: LookAheadInputs, at: Asked): Promise<QuotaSeen | undefined> {
  if (at.kind === "task") return undefined;
  return clouds.cloud(at).quota?.({ ...at, kind: at.kind, migration });
}

/** How many more the service says. */
async function callers(clouds: Clouds, request: LookAheadInputs, { region }: Asked): Promise<number> {
  const at = request.quotas.find(({ kind }) => kind === "task");
  const driver = at && clouds.driver(request.engine, at);
  return (await driver?.callers?.(region)) ?? 0;
}

async function tasks(clouds: Clouds, request: LookAheadInputs, at: Asked): Promise<QuotaSeen | undefined> {
  const driver = clouds.driver(request.engine, at);
  const seen = await driver.quota?.();
  if (!seen || seen.used < seen.limit) return seen && { ...seen, ours: false };
  const living = (await driver.find(taskName(request.migration))).some(({ state }) => state !== "createFailed");
  return { ...seen, ours: living };
}
