import type { KeyRing } from "../world/keyRing";
import type { Rds } from "./action";
import { ACTIONS } from "./actions";
import type { AlicloudWorld } from "./facts";
import { type Listening, listen } from "./listen";
import type { Parameters } from "./parameters";

/** Regions that share one endpoint, `rds.aliyuncs.com`: the vendor's SDK sends their calls there. */
const CENTRAL: ReadonlySet<string> = new Set([
  "cn-qingdao",
  "cn-beijing",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-shenzhen",
  "cn-heyuan",
  "cn-hongkong",
  "ap-southeast-1",
  "us-west-1",
  "us-east-1",
]);

/** RDS (RPC, version 2014-08-15); slow state changes follow the world's clock. */
export async function startRds(world: AlicloudWorld, keys: KeyRing, region: string): Promise<Listening> {
  const closing = new AbortController();
  const rds: Rds = {
    world,
    region,
    pendingPrefixes: new Map(),
    groupAttributes: new Map(),
    tags: new Map(),
    after(vendorSeconds, work) {
      world.clock.sleep(vendorSeconds, closing.signal).then(work, () => {});
    },
  };
  /** Calls on one instance may omit its region. */
  const regionOf = (parameters: Parameters): string => {
    const asked = parameters.get("RegionId") ?? world.alicloud.rds.find(parameters.get("DBInstanceId") ?? "")?.region;
    return asked !== undefined && CENTRAL.has(region) && CENTRAL.has(asked) ? asked : region;
  };
  const { url, close } = await listen(
    keys,
    {
      code: "Rds",
      version: "2014-08-15",
      host: "rds.aliyuncs.com",
      actions: ACTIONS,
      run: (action, parameters) => ACTIONS[action]!.run(parameters, { ...rds, region: regionOf(parameters) }),
    },
    world,
  );
  return {
    url,
    async close() {
      closing.abort(new Error("the sandbox closed"));
      await close();
    },
  };
}
