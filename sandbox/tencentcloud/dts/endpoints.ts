import type { MoveEnd } from "../../mover/types";
import { errors } from "../errors";
import { serviceName, type TencentcloudWorld } from "../facts";
import { DTS_REGIONS, innerEgress, publicEgress } from "../facts/egress";
import type { EndpointInfo, Job } from "./job";
import { invalid, noInstance } from "./refusals";

/** Fields of `Info` that each access type requires. */
const NEEDS: Record<string, readonly string[]> = {
  extranet: ["Host", "Port"],
  cdb: ["InstanceId"],
  cvm: ["CvmInstanceId", "Port"],
  vpc: ["Host", "Port", "VpcId", "SubnetId"],
  vpncloud: ["Host", "Port", "UniqVpnGwId", "VpcId", "SubnetId"],
  dcg: ["Host", "Port", "UniqDcgId", "VpcId", "SubnetId"],
  ccn: ["Host", "Port", "CcnGwId", "VpcId", "SubnetId"],
};

/** Validates one end of a task. @throws TcError */
export function checkEndpoint(
  world: TencentcloudWorld,
  job: Job,
  side: "SrcInfo" | "DstInfo",
  end: EndpointInfo,
): void {
  const region = side === "SrcInfo" ? job.srcRegion : job.dstRegion;
  if (!DTS_REGIONS.includes(end.Region)) throw invalid(`${side}.Region`, "a region of DTS");
  if (end.Region !== region) throw invalid(`${side}.Region`, `${region}, for which the job was bought`);
  if (end.DatabaseType !== "mysql") throw invalid(`${side}.DatabaseType`, "mysql, for which the job was bought");
  if (end.NodeType && end.NodeType !== "simple") throw invalid(`${side}.NodeType`, "simple");
  const needs = NEEDS[end.AccessType];
  if (!needs && ["ipv6", "intranet"].includes(end.AccessType))
    throw errors.notImplemented(`\`AccessType\` ${end.AccessType}`);
  if (!needs) throw invalid(`${side}.AccessType`, Object.keys(NEEDS).join(", "));
  if (end.Info.length !== 1) throw invalid(`${side}.Info`, "one node");
  const info = end.Info[0]!;
  const missing = [...needs, "User", "Password"].find((name) => !info[name]);
  if (missing) throw errors.missing(`${side}.Info.0.${missing}`);
  if (info.AccountMode === "other") throw errors.notImplemented("`AccountMode` other");
  if (!["", "self", undefined].includes(info.AccountMode as string))
    throw invalid(`${side}.Info.0.AccountMode`, "self or other");
  if (!["", "UnEncrypted", "Encrypted", undefined].includes(info.EncryptConn as string))
    throw invalid(`${side}.Info.0.EncryptConn`, "UnEncrypted or Encrypted");
  if (end.AccessType === "ccn" && !["UserIDC", "TencentVPC"].includes(end.DatabaseNetEnv ?? ""))
    throw invalid(`${side}.DatabaseNetEnv`, "UserIDC or TencentVPC, where AccessType is ccn");
  if (end.AccessType === "cdb") checkInstance(world, end.Region, String(info.InstanceId));
  if (end.AccessType === "vpncloud") checkVpn(world, side, info);
}

/** The gateway and the subnet are those of the VPC. */
function checkVpn({ tencentcloud }: TencentcloudWorld, side: string, info: EndpointInfo["Info"][number]): void {
  const { UniqVpnGwId, VpcId, SubnetId } = info;
  if (tencentcloud.vpns.gateways.find(String(UniqVpnGwId))?.vpcId !== VpcId)
    throw invalid(`${side}.Info.0.UniqVpnGwId`, `a VPN gateway of ${VpcId}`);
  if (tencentcloud.networks.findSubnet(String(SubnetId))?.vpcId !== VpcId)
    throw invalid(`${side}.Info.0.SubnetId`, `a subnet of ${VpcId}`);
}

function checkInstance(world: TencentcloudWorld, region: string, id: string): void {
  if (world.tencentcloud.cdb.find(id)?.region !== region) throw noInstance(id);
}

/**
 * One end for the mover. A public database is accessed from the region's published addresses, in rotation, one behind a
 * VPN from a translated address in the VPC; everything else from the cloud's own network.
 */
export function sideOf(
  world: TencentcloudWorld,
  { Region, AccessType, Info: [info] }: EndpointInfo,
  turn: number,
): MoveEnd {
  const instance = AccessType === "cdb" ? world.tencentcloud.cdb.find(String(info!.InstanceId)) : undefined;
  return {
    origin: originOf(world, AccessType, Region, info!, turn),
    endpoint: {
      host: instance ? serviceName(instance.id) : String(info!.Host ?? ""),
      port: instance?.port ?? Number(info!.Port),
      user: String(info!.User),
      password: String(info!.Password),
      tls: info!.EncryptConn === "Encrypted" ? {} : undefined,
    },
  };
}

function originOf(
  { tencentcloud: { networks } }: TencentcloudWorld,
  access: string,
  region: string,
  { VpcId, SubnetId }: EndpointInfo["Info"][number],
  turn: number,
): MoveEnd["origin"] {
  if (access === "extranet") return { address: publicEgress(region, turn) };
  if (access === "vpncloud") return { address: networks.translated(String(SubnetId)), vpcId: String(VpcId) };
  return { address: innerEgress(turn) };
}
