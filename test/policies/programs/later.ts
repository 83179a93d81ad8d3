import * as hw from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import * as tc from "@pulumi/tencentcloud";
import { rds } from "./alicloud";
import type { Program } from "./program";

/** A value that behaves like another resource's output: unknown in a preview, known in the update. */
const known = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(pulumi.runtime.isDryRun() ? (pulumi.unknown as unknown as T) : value) as pulumi.Output<T>;

const hwRule = (remoteIpPrefix: pulumi.Input<string>) =>
  new hw.NetworkingSecgroupRule("in", {
    securityGroupId: "sg-1",
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix,
  });

/**
 * Programs whose fault only shows in the update: the preview passes, and the update is refused before the cloud is
 * called.
 */
export const later: Record<string, Program> = {
  "hw-later-world": {
    cloud: "huaweicloud",
    rule: "NET-01",
    resource: "in",
    seen: '"0.0.0.0/0"',
    later: true,
    make: () => void hwRule(known("0.0.0.0/0")),
  },
  "ali-later-halves": {
    cloud: "alicloud",
    rule: "NET-02",
    resource: "source",
    seen: '"0.0.0.0/1", "128.0.0.0/1"',
    later: true,
    make: () => void rds({ securityIps: known(["0.0.0.0/1", "128.0.0.0/1"]) }),
  },
  "tc-later-quarter": {
    cloud: "tencentcloud",
    rule: "NET-02",
    resource: "in",
    seen: '"64.0.0.0/2"',
    later: true,
    make: () =>
      void new tc.SecurityGroupRule("in", {
        securityGroupId: "sg-1",
        type: "ingress",
        policy: "ACCEPT",
        ipProtocol: "TCP",
        portRange: "3306",
        cidrIp: known("64.0.0.0/2"),
      }),
  },
};

/** With `onUnknown` set to refuse, a preview refuses what it cannot decide, whatever the value turns out to be. */
export const denied: Record<string, Program> = {
  "hw-unknown-denied": {
    cloud: "huaweicloud",
    rule: "NET-01",
    resource: "in",
    seen: "known only during the update",
    config: { onUnknown: "deny" },
    make: () => void hwRule(known("203.0.113.7/32")),
  },
};
