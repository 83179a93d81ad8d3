import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACTIONS } from "../../sandbox/alicloud/actions";
import { verdictsOf as alicloudVerdicts } from "../../sandbox/alicloud/parameters";
import { newWorld } from "../../sandbox/clouds";
import { type HuaweicloudServices, startHuaweicloud } from "../../sandbox/huaweicloud";
import type { WireModel } from "../../sandbox/wire/model";
import { plain, requestPaths } from "../../sandbox/wire/paths";
import type { Verdicts } from "../../sandbox/wire/verdicts";
import { BEYOND_MODEL, OF_EVERY_ACTION } from "./support/beyond";
import { find } from "./support/contract";
import { SERVICES } from "./support/services";

/** What the sandbox does with each field of each call, by service and action. */
const tables: Record<string, Map<string, Verdicts>> = {};
let services: HuaweicloudServices;

beforeAll(async () => {
  const credentials = { accessKey: "key", secretKey: "secret", projectId: "project", region: "cn-north-4" };
  services = await startHuaweicloud({
    world: newWorld(),
    servers: { setReplicationFilter: async () => {} },
    credentials,
  });
  for (const [name, calls] of Object.entries(services.verdicts)) {
    tables[`huaweicloud ${name}`] = new Map(
      [...calls].map(([action, { query, body }]) => [action, new Map([...query, ...body])]),
    );
  }
  tables["alicloud rds"] = new Map(
    Object.entries(ACTIONS).map(([action, { parameters }]) => [action, alicloudVerdicts(parameters)]),
  );
});
afterAll(() => services.close());

/** The verdict on a path is its own, or that of the object around it. */
function verdictOn(verdicts: Verdicts, path: string): string | undefined {
  for (let at = path; at !== ""; at = at.replace(/(^|\.)[^.]*$/, "")) {
    const verdict = verdicts.get(plain(at)) ?? verdicts.get(at);
    if (verdict && (at === path || verdict !== "played")) return verdict;
  }
  return undefined;
}

function judge(models: WireModel[], action: string, verdicts: Verdicts): string[] {
  const found = find(models, action);
  if (!found) return [`${action}: the vendor's models do not have it`];
  const wanted = requestPaths(found.model, found.action);
  const known = new Map([...verdicts].map(([path, verdict]) => [plain(path), verdict]));
  const unjudged = [...wanted].filter((path) => verdictOn(known, path) === undefined);
  const beyond = [...known.keys()].filter(
    (path) =>
      ![...wanted].some(
        (one) => one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[`) || one.startsWith(`${path}{`),
      ),
  );
  return [
    ...unjudged.map((path) => `${action}: ${path} is not judged`),
    ...beyond
      .filter((path) => !BEYOND_MODEL[`${action} ${path}`] && !OF_EVERY_ACTION.has(path))
      .map((path) => `${action}: ${path} is not the vendor's`),
  ];
}

describe("what the sandbox does with every field of a request", () => {
  test.each(Object.keys(SERVICES))("%s judges each field that the vendor's model has, and no other", (service) => {
    const table = tables[service] ?? expect.unreachable(`no table of ${service}`);
    expect(table.size).toBeGreaterThan(0);
    const problems = [...table].flatMap(([action, verdicts]) => judge(SERVICES[service]!.models, action, verdicts));
    expect(problems).toEqual([]);
  });

  test.each(Object.keys(SERVICES))("%s plays each action of its models", (service) => {
    const actions = SERVICES[service]!.models.flatMap(({ actions }) => Object.keys(actions)).sort();
    expect([...tables[service]!.keys()].sort()).toEqual(actions);
  });
});
