import { alibabaField } from "./alibabaField";

/** The company's VPC, and its vSwitches in two zones. */
export const VPC = "vpc-bp1company";
const VSWITCHES = ["vsw-bp1first", "vsw-bp1second"] as const;
const REGION = "cn-hangzhou";

/** A migration from a server on premises to Alibaba Cloud by its DTS over a VPN, on a sandbox of its own. */
export async function alibabaVpnField(change: (migration: any) => void = () => {}) {
  const { field, sandbox } = await alibabaField((migration) => {
    migration.path = "vpn";
    migration.source.host = "10.1.0.7";
    delete migration.task.plainSource;
    migration.vpn = {
      ...{ deviceAddress: "192.0.2.1", deviceSubnets: ["10.1.0.0/24"], cloudSubnets: ["100.104.0.0/16"] },
      ...{ vpcId: VPC, subnetId: VSWITCHES[0], standbySubnetId: VSWITCHES[1] },
    };
    change(migration);
  }, "onprem");
  const { vswitches } = sandbox.world.alicloud.vpns;
  for (const [at, id] of VSWITCHES.entries()) {
    const place = { zone: `${REGION}-${at === 0 ? "h" : "i"}`, cidr: `172.16.${at}.0/24` };
    vswitches.put({ id, region: REGION, vpcId: VPC, ...place });
  }
  const { onprem } = sandbox.world;
  return { field, sandbox, server: onprem.list()[0]!, device: onprem.device };
}
