import type { KeyRing } from "../../world/keyRing";
import type { AlicloudWorld } from "../facts";
import { type Listening, listen } from "../listen";
import type { Vpc, VpcAction } from "./action";
import {
  createVpnConnection,
  deleteVpnConnection,
  describeVpnConnection,
  describeVpnConnections,
  modifyVpnConnectionAttribute,
} from "./connections";
import {
  createCustomerGateway,
  deleteCustomerGateway,
  describeCustomerGateway,
  describeCustomerGateways,
  modifyCustomerGatewayAttribute,
} from "./customerGateways";
import {
  createVpnGateway,
  deleteVpnGateway,
  describeVpnGateway,
  describeVpnGateways,
  modifyVpnGatewayAttribute,
} from "./gateways";
import { describeVpnPbrRouteEntries } from "./policyRoutes";
import { createVpnRouteEntry, deleteVpnRouteEntry, describeVpnRouteEntries, publishVpnRouteEntry } from "./routes";
import { tagResources, unTagResources } from "./tags";
import { describeVSwitchAttributes } from "./vswitches";

/** The actions of VPC 2016-04-28 that the sandbox simulates. */
export const VPC_ACTIONS: Readonly<Record<string, VpcAction>> = {
  CreateCustomerGateway: createCustomerGateway,
  CreateVpnConnection: createVpnConnection,
  CreateVpnGateway: createVpnGateway,
  CreateVpnRouteEntry: createVpnRouteEntry,
  DeleteCustomerGateway: deleteCustomerGateway,
  DeleteVpnConnection: deleteVpnConnection,
  DeleteVpnGateway: deleteVpnGateway,
  DeleteVpnRouteEntry: deleteVpnRouteEntry,
  DescribeCustomerGateway: describeCustomerGateway,
  DescribeCustomerGateways: describeCustomerGateways,
  DescribeVSwitchAttributes: describeVSwitchAttributes,
  DescribeVpnConnection: describeVpnConnection,
  DescribeVpnConnections: describeVpnConnections,
  DescribeVpnGateway: describeVpnGateway,
  DescribeVpnGateways: describeVpnGateways,
  DescribeVpnPbrRouteEntries: describeVpnPbrRouteEntries,
  DescribeVpnRouteEntries: describeVpnRouteEntries,
  ModifyCustomerGatewayAttribute: modifyCustomerGatewayAttribute,
  ModifyVpnConnectionAttribute: modifyVpnConnectionAttribute,
  ModifyVpnGatewayAttribute: modifyVpnGatewayAttribute,
  PublishVpnRouteEntry: publishVpnRouteEntry,
  TagResources: tagResources,
  UnTagResources: unTagResources,
};

/** VPC (RPC, version 2016-04-28): site-to-site VPNs, as far as a migration makes and reads them. */
export async function startVpc(world: AlicloudWorld, keys: KeyRing): Promise<Listening> {
  const closing = new AbortController();
  const after: Vpc["after"] = (vendorSeconds, work) => {
    world.clock.sleep(vendorSeconds, closing.signal).then(work, () => {});
  };
  const { url, close } = await listen(
    keys,
    {
      code: "Vpc",
      version: "2016-04-28",
      host: "vpc.aliyuncs.com",
      actions: VPC_ACTIONS,
      run: (action, parameters) =>
        VPC_ACTIONS[action]!.run(parameters, { world, region: parameters.need("RegionId"), after }),
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
