import type { Cloud } from "../../sandbox/huaweicloud/stage";

/** Makes a VPN, reads every part of it as dbferry does, and removes it. */
export async function madeAndRemoved(cloud: Cloud): Promise<void> {
  const send = (path: string, body?: object) =>
    cloud.send("vpn", `/v5/{p}/${path}`, body ? { method: "POST", body } : {});
  const eips = [];
  for (const name of ["first", "second"]) {
    const { publicip } = await cloud.send("vpc", "/v1/{p}/publicips", {
      method: "POST",
      body: {
        publicip: { type: "5_bgp" },
        bandwidth: { name, size: 5, share_type: "PER", charge_mode: "traffic" },
      },
    });
    eips.push(publicip.id as string);
  }
  const [eip1, eip2] = eips as [string, string];
  const { vpn_gateway: gateway } = await send("vpn-gateways", {
    vpn_gateway: {
      name: "gateway",
      vpc_id: cloud.subnet.vpcId,
      connect_subnet: cloud.subnet.id,
      local_subnets: [cloud.subnet.cidr],
      availability_zone_ids: ["cn-north-4a"],
      ha_mode: "active-standby",
      eip1: { id: eip1 },
      eip2: { id: eip2 },
    },
  });
  const { customer_gateway: device } = await send("customer-gateways", {
    customer_gateway: { name: "device", id_type: "ip", id_value: "192.0.2.1" },
  });
  const { vpn_connection: connection } = await send("vpn-connection", {
    vpn_connection: {
      name: "connection",
      vgw_id: gateway.id,
      vgw_ip: eip1,
      style: "policy",
      cgw_id: device.id,
      peer_subnets: ["10.1.0.0/24"],
      policy_rules: [{ source: cloud.subnet.cidr, destination: ["10.1.0.0/24"] }],
      psk: "a_Key_that_nobody_Guesses",
    },
  });
  const parts = [`vpn-connection/${connection.id}`, `customer-gateways/${device.id}`, `vpn-gateways/${gateway.id}`];
  for (const path of ["vpn-gateways", "customer-gateways", "vpn-connection", ...parts]) await send(path);
  await cloud.send("vpc", `/v1/{p}/subnets/${cloud.subnet.id}`);
  for (const id of eips)
    await cloud.send("vpc", `/v3/{p}/eip/publicips/${id}/disassociate-instance`, { method: "POST" });
  for (const path of parts) await cloud.send("vpn", `/v5/{p}/${path}`, { method: "DELETE" });
}
