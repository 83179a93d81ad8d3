import { describe, expect, it } from "vitest";
import { deviceSettings } from "../../../model/vpn/devices";
import { newWorld } from "../../../sandbox/clouds";
import type { ServerRef } from "../../../sandbox/world/types";

const REGION = "cn-north-4";
const KEY = "a_Key_that_nobody_Guesses";
const mysql: ServerRef = { host: "127.0.0.1", port: 1, admin: { user: "a", password: "secret" }, version: "5.6.24" };

/** A VPC with a gateway and one connection to the device, and a server behind that. */
function stage() {
  const world = newWorld();
  const { vpcs, eips, vpns } = world.huaweicloud;
  const vpc = vpcs.add({ region: REGION, name: "vpc", cidr: "192.168.0.0/16" });
  const eip = eips.allocate({ region: REGION });
  const gateway = vpns.gateways.add({
    region: REGION,
    name: "gateway",
    vpcId: vpc.id,
    localSubnets: ["192.168.10.0/24"],
    connectSubnet: "subnet",
    availabilityZones: ["cn-north-4a"],
    haMode: "active-standby",
    asn: 64512,
    eips: [eip.id, "none"],
    tags: {},
  });
  eips.bind(eip.id, gateway.id);
  const device = vpns.devices.add({
    region: REGION,
    name: "device",
    idType: "ip",
    idValue: "192.0.2.1",
    asn: 1,
    tags: {},
  });
  const suite = { encryption_algorithm: "aes-256", authentication_algorithm: "sha2-256" };
  const connection = vpns.connections.add({
    region: REGION,
    name: "connection",
    gatewayId: gateway.id,
    eipId: eip.id,
    deviceId: device.id,
    style: "POLICY",
    peerSubnets: ["10.1.0.0/24"],
    policyRules: [{ source: "192.168.10.0/24", destination: ["10.1.0.0/24"] }],
    psk: KEY,
    ike: { ...suite, ike_version: "v2", dh_group: "group14" },
    ipsec: { ...suite, pfs: "group14" },
    haRole: "master",
    tags: {},
  });
  const add = {
    id: "db-1",
    name: "db.onprem.example",
    address: "192.0.2.20",
    privateAddress: "10.1.0.7",
    port: 3306,
    mysql,
  };
  const server = world.onprem.add(add);
  server.firewall.run("iptables -A INPUT -s 192.168.10.11 -p tcp --dport 3306 -j ACCEPT");
  const file = deviceSettings({
    name: "dbferry-shop",
    deviceAddress: "192.0.2.1",
    deviceSubnets: ["10.1.0.0/24"],
    server: { address: "10.1.0.7" },
    cloudSubnets: ["192.168.10.0/24"],
    gateways: [{ address: eip.address, keyIn: "a test" }],
  }).strongSwan.replaceAll("<KEY-1>", KEY);
  const reach = (address = "192.168.10.11", ip = "10.1.0.7") => {
    const found = world.reach({ address, vpcId: vpc.id }, ip, 3306);
    return found.ok ? "open" : `${found.why}: ${found.detail}`;
  };
  return { world, vpns, gateway, device, connection, server, file, reach, onprem: world.onprem.device };
}

describe("a tunnel", () => {
  it("takes packets once the device has the printed settings, and none after they are removed", () => {
    const { onprem, file, reach, world } = stage();
    expect(reach()).toMatch(/noRoute: .*nothing answers at 192\.0\.2\.1/);
    onprem.load("dbferry-shop", file);
    expect(reach()).toBe("open");
    expect(JSON.stringify(world.dump())).not.toContain(KEY);
    onprem.unload("dbferry-shop");
    expect(reach()).toMatch(/nothing answers/);
  });

  it("does not come up with another key, a weak proposal or other networks on the device", () => {
    const { onprem, file, reach } = stage();
    for (const [from, to, why] of [
      [`secret = "${KEY}"`, `secret = "${KEY}x"`, "the pre-shared keys differ"],
      [/^ {4}proposals = .*$/m, "    proposals = aes256-sha256-modp1024", "no proposal chosen for IKE"],
      [/esp_proposals = .*$/m, "esp_proposals = aes128-sha1-modp1024", "no proposal chosen for IPsec"],
      ["version = 2", "version = 1", "no proposal chosen for IKE"],
      ["remote_ts = 192.168.10.0/24", "remote_ts = 192.168.11.0/24", "the traffic selectors differ"],
    ] as const) {
      const other = file.replace(from, to);
      expect(other).not.toBe(file);
      onprem.load("dbferry-shop", other);
      expect(reach(), String(to)).toContain(why);
    }
  });

  it("carries nothing to a server whose host firewall lets somebody else in", () => {
    const { onprem, file, reach, server } = stage();
    onprem.load("dbferry-shop", file);
    server.firewall.run("iptables -D INPUT -s 192.168.10.11 -p tcp --dport 3306 -j ACCEPT");
    server.firewall.run("iptables -A INPUT -s 192.168.10.12 -p tcp --dport 3306 -j ACCEPT");
    expect(reach()).toMatch(/^hostFirewall: /);
  });

  it("carries only the networks that gateway and connection name, on both sides", () => {
    const { onprem, file, reach, vpns, gateway, connection } = stage();
    onprem.load("dbferry-shop", file);
    expect(reach("192.168.20.5")).toMatch(/the gateway of connection does not carry 192\.168\.20\.5/);
    expect(reach("192.168.10.11", "10.9.0.7")).toMatch(/^noRoute: /);
    vpns.gateways.update(gateway.id, { localSubnets: ["192.168.20.0/24"] });
    expect(reach()).toMatch(/the gateway of connection does not carry/);
    vpns.gateways.update(gateway.id, { localSubnets: ["192.168.10.0/24"] });
    vpns.connections.update(connection.id, {
      policyRules: [{ source: "192.168.10.0/25", destination: ["10.1.0.0/24"] }],
    });
    expect(reach()).toMatch(/the traffic selectors differ/);
  });

  it("needs its gateway's address, and the device that the customer gateway names", () => {
    const { onprem, file, reach, vpns, device, connection, world } = stage();
    onprem.load("dbferry-shop", file);
    vpns.devices.update(device.id, { idValue: "192.0.2.99" });
    expect(reach()).toMatch(/nothing answers at 192\.0\.2\.99/);
    vpns.devices.update(device.id, { idValue: "192.0.2.1" });
    expect(reach()).toBe("open");
    world.huaweicloud.eips.unbind(connection.eipId);
    expect(reach()).toMatch(/it is not complete/);
  });

  it.each([
    ["without the key", (file: string) => file.replaceAll(KEY, "<KEY-1>")],
    ["of another device", (file: string) => file.replaceAll("192.0.2.1", "192.0.2.2")],
    [
      "with an option that the device does not know",
      (file: string) => file.replace("version = 2", "version = 2\n    mobike = yes"),
    ],
    ["with an algorithm that it does not have", (file: string) => file.replaceAll("aes256", "3des")],
    ["that is cut off", (file: string) => file.slice(0, file.indexOf("secrets {"))],
  ])("a file %s is refused, and changes nothing", (_, change) => {
    const { onprem, file, reach } = stage();
    expect(() => onprem.load("dbferry-shop", change(file))).toThrow(/swanctl/);
    expect(reach()).toMatch(/nothing answers/);
  });
});
