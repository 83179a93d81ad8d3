import { taskName } from "../../../model/names";
import type { Clouds, QuotaSeen } from "../../core/clouds";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

type Asked = LookAheadInputs["quotas"][number];

const THINGS = {
  eip: { many: "EIPs", fix: "release one that is no longer needed, or ask the vendor for a larger quota" },
  task: { many: "tasks", fix: "delete an ended one in the console, or ask the vendor for a larger quota" },
} as const;

/** Checks whether the account may have as many more of each. */
export async function lookAtQuotas(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  // One that already exists does not count again.
  const looks = request.quotas
    .filter(({ made }) => !made)
    .map(async (query) => {
      const { many, fix } = THINGS[query.kind];
      const what = `the quota of ${many} in ${query.region}`;
      try {
        const seen = await (query.kind === "task" ? tasks : addresses)(clouds, request, query);
        if (request.removing || seen === undefined || seen.ours || seen.used + query.count <= seen.limit) return;
        findings.add({
          path: `${query.cloud}, quota of ${many}`,
          seen: `${seen.used} of ${seen.limit} in ${query.region}`,
          needed: `room for ${query.count === 1 ? "one" : query.count} more`,
          fix,
        });
      } catch (error) {
        findings.failed(query.cloud, what, error, request.removing);
      }
    });
  await Promise.all(looks);
}

async function addresses(clouds: Clouds, { migration }: LookAheadInputs, at: Asked): Promise<QuotaSeen | undefined> {
  return clouds.cloud(at).quota?.({ ...at, kind: "eip", migration });
}

async function tasks(clouds: Clouds, request: LookAheadInputs, at: Asked): Promise<QuotaSeen | undefined> {
  const driver = clouds.driver(request.engine, at);
  const seen = await driver.quota?.();
  if (!seen || seen.used < seen.limit) return seen && { ...seen, ours: false };
  const living = (await driver.find(taskName(request.migration))).some(({ state }) => state !== "createFailed");
  return { ...seen, ours: living };
}
