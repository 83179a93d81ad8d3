import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACTIONS } from "../../sandbox/alicloud/actions";
import { DTS_ACTIONS } from "../../sandbox/alicloud/dts";
import { ECS_ACTIONS } from "../../sandbox/alicloud/ecs";
import { verdictsOf as alicloudVerdicts } from "../../sandbox/alicloud/parameters";
import { STS_ACTIONS } from "../../sandbox/alicloud/sts";
import { VPC_ACTIONS } from "../../sandbox/alicloud/vpc";
import { newWorld } from "../../sandbox/clouds";
import { type HuaweicloudServices, startHuaweicloud } from "../../sandbox/huaweicloud";
import { startTencentcloud, type TencentcloudServices } from "../../sandbox/tencentcloud";
import { type Verdicts as TypeVerdicts, verdictOf } from "../../sandbox/tencentcloud/verdicts";
import type { WireModel } from "../../sandbox/wire/model";
import { plain, requestPaths } from "../../sandbox/wire/paths";
import type { Verdicts } from "../../sandbox/wire/verdicts";
import { BEYOND_MODEL, OF_EVERY_ACTION } from "./support/beyond";
import { find } from "./support/contract";
import { SERVICES } from "./support/services";

/** How the sandbox treats each field of each call, by service and action. */
const tables: Record<string, Map<string, Verdicts>> = {};
let services: HuaweicloudServices;
let tencent: TencentcloudServices;

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
  tencent = await startTencentcloud({
    world: newWorld(),
    servers: { setReplicationFilter: async () => {} },
    credentials: { secretId: "id", secretKey: "secret", region: "ap-guangzhou", accountId: "1" },
  });
  for (const { name, model, verdicts } of tencent.services) {
    tables[`tencentcloud ${name}`] = new Map(
      Object.entries(model.actions).map(([action, { body }]) => [action, pathsOf(model as WireModel, verdicts, body)]),
    );
  }
  for (const [name, actions] of Object.entries({
    rds: ACTIONS,
    dts: DTS_ACTIONS,
    ecs: ECS_ACTIONS,
    sts: STS_ACTIONS,
    vpc: VPC_ACTIONS,
  })) {
    tables[`alicloud ${name}`] = new Map(
      Object.entries(actions).map(([action, { parameters }]) => [action, alicloudVerdicts(parameters)]),
    );
  }
});
afterAll(async () => {
  await services.close();
  await tencent.close();
});

/** Tencent Cloud's table is by type; this lists it by path, starting at a request's type. */
function pathsOf(
  model: WireModel,
  verdicts: TypeVerdicts,
  type: string,
  path = "",
  into: Verdicts = new Map(),
): Verdicts {
  for (const [field, of] of Object.entries(model.types[type] ?? {})) {
    const place = path ? `${path}.${field}` : field;
    const verdict = verdictOf(verdicts, type, field);
    const inside = of.replace("[]", "");
    const container = typeof model.types[inside] === "object" && verdict !== "refused" && verdict !== "no effect";
    if (container) pathsOf(model, verdicts, inside, of.startsWith("[]") ? `${place}[]` : place, into);
    else if (verdict) into.set(place, verdict === "must" ? "implemented" : verdict);
  }
  return into;
}

/** A path's own verdict, or that of the object around it. */
function verdictOnPath(verdicts: Verdicts, path: string): string | undefined {
  for (let at = path; at !== ""; at = at.replace(/(^|\.)[^.]*$/, "")) {
    const verdict = verdicts.get(plain(at)) ?? verdicts.get(at);
    if (verdict && (at === path || verdict !== "implemented")) return verdict;
  }
  return undefined;
}

function judge(models: WireModel[], action: string, verdicts: Verdicts): string[] {
  const found = find(models, action);
  if (!found) return [`${action}: the vendor's models do not have it`];
  const wanted = requestPaths(found.model, found.action);
  const known = new Map([...verdicts].map(([path, verdict]) => [plain(path), verdict]));
  const unjudged = [...wanted].filter((path) => verdictOnPath(known, path) === undefined);
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
  test.each(Object.keys(SERVICES))("%s judges each field of the vendor's model, and no other", (service) => {
    const table = tables[service] ?? expect.unreachable(`no table of ${service}`);
    expect(table.size).toBeGreaterThan(0);
    const problems = [...table].flatMap(([action, verdicts]) => judge(SERVICES[service]!.models, action, verdicts));
    expect(problems).toEqual([]);
  });

  test.each(Object.keys(SERVICES))("%s simulates each action of its models", (service) => {
    const actions = SERVICES[service]!.models.flatMap(({ actions }) => Object.keys(actions)).sort();
    expect([...tables[service]!.keys()].sort()).toEqual(actions);
  });
});
