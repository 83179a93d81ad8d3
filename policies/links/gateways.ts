import { texts } from "../core/read";
import type { Graph, Link } from "./node";

const CONNECTION = "huaweicloud:index/vpnConnection:VpnConnection";
export const HUAWEI_GATEWAY = "huaweicloud:index/vpnGateway:VpnGateway";

/** NET-12: a Huawei connection names only the far networks; the near ones stand at its gateway. */
export function gatewayOverlaps(graph: Graph): Link[] {
  return graph.ofType(CONNECTION).flatMap((node): Link[] => {
    const gateway = graph.referred(node, "gatewayId", [HUAWEI_GATEWAY]);
    const near = gateway && texts(gateway.inputs, "localSubnets");
    const far = texts(node.inputs, "peerSubnets");
    if (!near || !far) return [];
    const left = { what: `the gateway "${gateway.name}"`, blocks: near };
    const overlap = [{ property: "peerSubnets", left, right: { what: "peerSubnets", blocks: far } }];
    return [{ node, facts: { overlap }, rules: ["NET-12"] }];
  });
}
