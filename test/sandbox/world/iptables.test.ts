import { describe, expect, test } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import { Iptables } from "../../../sandbox/world/iptables";
import type { ServerRef } from "../../../sandbox/world/types";

const ACCEPT = "-s 203.0.113.10 -p tcp --dport 3306 -m comment --comment 'dbferry until 2030' -j ACCEPT";

describe("the firewall of a host on premises", () => {
  test("drops everything until a rule accepts it, and only that", () => {
    const host = new Iptables();
    expect(host.admits("203.0.113.10", 3306)).toBe(false);
    host.run(`iptables -I INPUT 1 ${ACCEPT}`);
    expect(host.admits("203.0.113.10", 3306)).toBe(true);
    expect(host.admits("203.0.113.11", 3306)).toBe(false);
    expect(host.admits("203.0.113.10", 3307)).toBe(false);
    host.run(`iptables -D INPUT ${ACCEPT}`);
    expect(host.admits("203.0.113.10", 3306)).toBe(false);
  });

  test("the first rule that matches decides", () => {
    const host = new Iptables();
    host.run("iptables -A INPUT -s 203.0.113.0/24 -p tcp --dport 3306 -j DROP");
    host.run("iptables -A INPUT -s 203.0.113.10 -p tcp --dport 3306 -j ACCEPT");
    expect(host.admits("203.0.113.10", 3306)).toBe(false);
    host.run(`iptables -I INPUT ${ACCEPT}`);
    expect(host.admits("203.0.113.10", 3306)).toBe(true);
  });

  test.each([
    ["a rule that is not there", `iptables -D INPUT ${ACCEPT}`],
    ["another comment", "iptables -D INPUT -s 203.0.113.10 -p tcp --dport 3306 -j ACCEPT"],
    ["another chain", `iptables -I FORWARD 1 ${ACCEPT}`],
    ["another program", `nft -I INPUT 1 ${ACCEPT}`],
    ["no source", "iptables -A INPUT -p tcp --dport 3306 -j ACCEPT"],
    ["a source that is no address", "iptables -A INPUT -s example -p tcp --dport 3306 -j ACCEPT"],
    ["another protocol", "iptables -A INPUT -s 203.0.113.10 -p udp --dport 3306 -j ACCEPT"],
    ["no port", "iptables -A INPUT -s 203.0.113.10 -p tcp -j ACCEPT"],
    ["an unknown match", "iptables -A INPUT -s 203.0.113.10 -p tcp --dport 3306 -m state -j ACCEPT"],
    ["an unknown target", "iptables -A INPUT -s 203.0.113.10 -p tcp --dport 3306 -j QUEUE"],
    ["a position beyond the end", `iptables -I INPUT 3 ${ACCEPT}`],
    ["a second command", `iptables -A INPUT ${ACCEPT}; iptables -A INPUT ${ACCEPT}`],
    [
      "a comment without its quotes",
      "iptables -A INPUT -s 203.0.113.10 -p tcp --dport 3306 -m comment --comment a b -j ACCEPT",
    ],
  ])("%s is refused, and changes nothing", (_, line) => {
    const host = new Iptables();
    expect(() => host.run(line)).toThrow();
    expect(host.list()).toEqual([]);
    expect(host.admits("203.0.113.10", 3306)).toBe(false);
  });
});

describe("a server on premises, from the internet", () => {
  const mysql: ServerRef = { host: "127.0.0.1", port: 1, admin: { user: "a", password: "secret" }, version: "5.6.24" };
  const stage = () => {
    const world = newWorld();
    const add = {
      id: "db-1",
      name: "db.onprem.example",
      address: "192.0.2.20",
      privateAddress: "10.1.0.7",
      port: 3306,
      mysql,
    };
    const { address } = world.huaweicloud.eips.allocate({ region: "cn-north-4" });
    return { world, server: world.onprem.add(add), caller: { address } };
  };
  const accepting = ({ address }: { address: string }, port = 3306) =>
    `iptables -A INPUT -s ${address} -p tcp --dport ${port} -j ACCEPT`;

  test("is reached by its name and its address once its host lets the caller in", () => {
    const { world, server, caller } = stage();
    for (const host of ["192.0.2.20", "db.onprem.example"])
      expect(world.reach(caller, host, 3306)).toMatchObject({ ok: false, why: "hostFirewall" });
    server.firewall.run(accepting(caller));
    for (const host of ["192.0.2.20", "db.onprem.example"])
      expect(world.reach(caller, host, 3306)).toMatchObject({ ok: true, server: mysql });
    const other = world.huaweicloud.eips.allocate({ region: "cn-north-4" });
    expect(world.reach({ address: other.address }, "192.0.2.20", 3306)).toMatchObject({ why: "hostFirewall" });
    expect(world.reach({ address: "10.0.0.9" }, "192.0.2.20", 3306)).toMatchObject({ why: "noRoute" });
  });

  test("an open firewall does not make a server listen on another port", () => {
    const { world, server, caller } = stage();
    server.firewall.run(accepting(caller, 3307));
    expect(world.reach(caller, "192.0.2.20", 3307)).toMatchObject({ ok: false, why: "refused" });
  });

  test("the dump shows its rules and no password", () => {
    const { world, server } = stage();
    server.firewall.run(`iptables -I INPUT 1 ${ACCEPT}`);
    const text = JSON.stringify(world.dump());
    expect(text).toContain("dbferry until 2030");
    expect(text).not.toContain("secret");
  });
});
