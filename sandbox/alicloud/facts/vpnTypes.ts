/** A vSwitch: a subnet of a VPC, in one zone. */
export interface AlibabaVSwitch {
  id: string;
  region: string;
  vpcId: string;
  zone: string;
  cidr: string;
}

/** A VPN gateway of the dual-tunnel kind: one address in each of two vSwitches. */
export interface AlibabaVpnGateway {
  id: string;
  region: string;
  name: string;
  description: string;
  vpcId: string;
  vswitchIds: [string, string];
  addresses: [string, string];
  /** Megabits per second. */
  bandwidth: number;
  /** Only `active` takes changes. */
  status: "provisioning" | "active" | "updating" | "deleting";
  tags: Record<string, string>;
  /** Milliseconds, as the API shows it. */
  createdAt: number;
}

/** How the cloud identifies the on-premises device. */
export interface AlibabaCustomerGateway {
  id: string;
  region: string;
  name: string;
  description: string;
  address: string;
  tags: Record<string, string>;
  createdAt: number;
}

/** Of one tunnel, under the vendor's names. */
export type AlibabaPolicy = Readonly<Record<string, string>>;

export interface AlibabaTunnel {
  id: string;
  role: "master" | "slave";
  customerGatewayId: string;
  enableDpd: boolean;
  enableNatTraversal: boolean;
  /** With the pre-shared key, which the API shows. */
  ike: AlibabaPolicy;
  ipsec: AlibabaPolicy;
}

/** An IPsec-VPN connection, with a tunnel from each address of its gateway. */
export interface AlibabaVpnConnection {
  id: string;
  region: string;
  name: string;
  gatewayId: string;
  localSubnets: string[];
  remoteSubnets: string[];
  effectImmediately: boolean;
  tunnels: [AlibabaTunnel, AlibabaTunnel];
  tags: Record<string, string>;
  createdAt: number;
}

/** A policy-based route of a gateway, which comes before every destination-based one. */
export interface AlibabaPolicyRoute extends AlibabaVpnRoute {
  source: string;
  priority: number;
}

/** A destination-based route of a gateway. */
export interface AlibabaVpnRoute {
  id: string;
  region: string;
  gatewayId: string;
  destination: string;
  /** Id of a connection. */
  nextHop: string;
  weight: number;
  /** Into the route table of the VPC. */
  published: boolean;
  /** The gateway has learned it by BGP, from the device at the other end of a connection. */
  learned?: boolean;
  createdAt: number;
}
