import type { Iptables } from "../../world/iptables";
import type { ServerRef } from "../../world/types";

/** An EIP of Huawei Cloud. */
export interface Eip {
  id: string;
  region: string;
  address: string;
  /** Alias of the address ("" when none was given). */
  name: string;
  /** Line type, default "5_bgp". */
  type: string;
  bandwidthId: string;
  bandwidthName: string;
  tags: Record<string, string>;
  bandwidthSize: number;
  /** Id of the DRS task (or port) it is bound to. */
  boundTo?: string;
  /** Private address that it maps to while bound. */
  boundPrivateIp?: string;
  createdAt: string;
}

/** A VPC of Huawei Cloud. */
export interface Vpc {
  id: string;
  region: string;
  name: string;
  cidr: string;
}

export interface Subnet {
  id: string;
  vpcId: string;
  name: string;
  cidr: string;
  gatewayIp: string;
}

/** A private address in use in a subnet. */
export interface PrivateIp {
  address: string;
  subnetId: string;
  vpcId: string;
  /** Its holder: an instance id or a DRS task id. */
  owner: string;
  securityGroupIds: string[];
}

export interface SecurityGroupRule {
  id: string;
  securityGroupId: string;
  direction: "ingress" | "egress";
  ethertype: "IPv4" | "IPv6";
  /** Absent: any protocol. */
  protocol?: string;
  /** "3306", "3306-3310", "80,443"; absent: all ports. */
  ports?: string;
  /** Absent together with remoteGroupId: any address, as in the cloud. */
  remoteIpPrefix?: string;
  remoteGroupId?: string;
  action: "allow" | "deny";
  priority: number;
  description: string;
  createdAt: string;
}

export interface SecurityGroup {
  id: string;
  region: string;
  name: string;
  description: string;
  createdAt: string;
}

/** A Huawei Cloud RDS for MySQL instance. */
export interface HuaweiRdsInstance {
  id: string;
  name: string;
  region: string;
  engineVersion: string;
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
  port: number;
  volumeGb: number;
  /** ACTIVE, or another status of the vendor: BACKING UP, FROZEN, STORAGE FULL, … */
  status: string;
  /** Absent: this is not a read replica. */
  replicaOf?: string;
  mysql: ServerRef;
}

/** A machine of Huawei ECS with a MySQL server on it. */
export interface Machine {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
  port: number;
  mysql: ServerRef;
  /** Only commands typed on the machine change it. */
  firewall: Iptables;
}

/** A VPC peering connection. */
export interface Peering {
  id: string;
  region: string;
  name: string;
  description: string;
  vpcId: string;
  peerVpcId: string;
  /** ACTIVE, or another status of the vendor: PENDING_ACCEPTANCE, REJECTED, … */
  status: string;
  createdAt: string;
}

export interface Route {
  type: string;
  destination: string;
  nexthop: string;
  description?: string;
}

export interface RouteTable {
  id: string;
  region: string;
  vpcId: string;
  name: string;
  routes: Route[];
}

/** A VPN gateway of Huawei Cloud: an active and a standby address, attached to one VPC. */
export interface VpnGateway {
  id: string;
  region: string;
  name: string;
  vpcId: string;
  /** Networks of the VPC that its connections carry. */
  localSubnets: string[];
  connectSubnet: string;
  availabilityZones: string[];
  haMode: "active-standby" | "active-active";
  asn: number;
  /** Ids of its addresses. */
  eips: [string, string];
  tags: Record<string, string>;
  createdAt: string;
  updatedAt: string;
}

/** A customer gateway: how the cloud identifies the on-premises device. */
export interface VpnDevice {
  id: string;
  region: string;
  name: string;
  idType: "ip";
  idValue: string;
  asn: number;
  tags: Record<string, string>;
  createdAt: string;
  updatedAt: string;
}

/** What a connection negotiates, under the vendor's names. */
export type VpnPolicy = Readonly<Record<string, unknown>>;

/** A connection of one address of a gateway to a device, by policy. */
export interface VpnConnection {
  id: string;
  region: string;
  name: string;
  gatewayId: string;
  /** Id of the gateway's address. */
  eipId: string;
  deviceId: string;
  style: "POLICY";
  peerSubnets: string[];
  policyRules: { source: string; destination: string[] }[];
  /** Never shown. */
  psk: string;
  ike: VpnPolicy;
  ipsec: VpnPolicy;
  haRole: "master" | "slave";
  tags: Record<string, string>;
  createdAt: string;
  updatedAt: string;
}
