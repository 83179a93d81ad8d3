import type { Peering } from "../core/facets";
import { text, texts } from "../core/read";
import { type Known, Unknown } from "../core/values";
import { type Graph, type Link, type Node, referenceKey } from "./node";

/** How each cloud writes a peering, its networks and the routes over it. */
interface Shape {
  cloud: Peering["cloud"];
  type: string;
  left: string;
  right: string;
  /** Property that names the region of the far network. */
  rightRegion?: string;
  network: string;
  blocks: readonly string[];
  route: { type: string; next: string; table: string };
  crossRegion: boolean;
}

const SHAPES: readonly Shape[] = [
  {
    cloud: "huaweicloud",
    type: "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection",
    left: "vpcId",
    right: "peerVpcId",
    network: "huaweicloud:index/vpc:Vpc",
    blocks: ["cidr", "secondaryCidrs"],
    route: { type: "huaweicloud:index/vpcRoute:VpcRoute", next: "nexthop", table: "vpcId" },
    crossRegion: false,
  },
  {
    cloud: "tencentcloud",
    type: "tencentcloud:index/vpcPeerConnectManager:VpcPeerConnectManager",
    left: "sourceVpcId",
    right: "destinationVpcId",
    network: "tencentcloud:index/vpc:Vpc",
    blocks: ["cidrBlock", "assistantCidrs"],
    route: { type: "tencentcloud:index/routeTableEntry:RouteTableEntry", next: "nextHub", table: "routeTableId" },
    crossRegion: true,
  },
  {
    cloud: "alicloud",
    type: "alicloud:vpc/peerConnection:PeerConnection",
    left: "vpcId",
    right: "acceptingVpcId",
    network: "alicloud:vpc/network:Network",
    blocks: ["cidrBlock", "secondaryCidrBlocks"],
    route: { type: "alicloud:vpc/routeEntry:RouteEntry", next: "nexthopId", table: "routeTableId" },
    crossRegion: true,
  },
];

/** Types that only matter together with others. */
export const PEERING_TYPES: readonly string[] = SHAPES.flatMap((shape) => [
  shape.type,
  shape.network,
  shape.route.type,
]);

/** Every peering with its networks, its twins and the routes over it. */
export function peerings(graph: Graph): Link[] {
  return SHAPES.flatMap((shape) => {
    const seen = new Map<string, string[]>();
    return graph.ofType(shape.type).map((node) => linkOf(graph, shape, node, seen));
  });
}

function linkOf(graph: Graph, shape: Shape, node: Node, seen: Map<string, string[]>): Link {
  const keys = [referenceKey(node, shape.left), referenceKey(node, shape.right)];
  const pair = keys.every((key) => key !== undefined) ? [...keys].sort().join(" ") : undefined;
  const twins = pair ? (seen.get(pair) ?? []) : [];
  if (pair) seen.set(pair, [...twins, node.name]);
  const left = networkOf(graph, shape, node, shape.left);
  const right = networkOf(graph, shape, node, shape.right);
  const routes = graph
    .ofType(shape.route.type)
    .filter((route) => graph.referred(route, shape.route.next)?.urn === node.urn);
  const tables = new Set(routes.map((route) => referenceKey(route, shape.route.table) ?? route.urn));
  const peering: Peering = {
    property: shape.right,
    cloud: shape.cloud,
    twins,
    routedSides: tables.size,
    crossRegion: shape.crossRegion,
    ...(left ? { left } : {}),
    ...(right ? { right } : {}),
  };
  const overlap =
    left && right
      ? {
          overlap: [
            {
              property: shape.right,
              left: { what: `"${left.name}"`, blocks: left.blocks },
              right: { what: `"${right.name}"`, blocks: right.blocks },
            },
          ],
        }
      : {};
  return { node, facts: { peering: [peering], ...overlap }, rules: ["NET-12", "NET-13"] };
}

function networkOf(graph: Graph, shape: Shape, node: Node, property: string): Peering["left"] {
  const network = graph.referred(node, property, [shape.network]);
  if (!network) return undefined;
  const blocks = shape.blocks.flatMap((name): Known<string>[] => {
    const found = texts(network.inputs, name);
    return found instanceof Unknown ? (name === shape.blocks[0] ? [found] : []) : (found ?? []);
  });
  const region = text(network.inputs, "region");
  return { name: network.name, blocks, ...(typeof region === "string" ? { region } : {}) };
}
