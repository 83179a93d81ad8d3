import * as hw from "@pulumi/huaweicloud";
import { type Program, soon } from "../program";

const rule = (remoteIpPrefix: string) =>
  new hw.NetworkingSecgroupRule("in", {
    securityGroupId: "sg-1",
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix,
  });
/** A harmless program with a configuration that must be refused. */
const configured = (policy: string, seen: string, config: object): Program => ({
  cloud: "huaweicloud",
  rule: policy,
  seen,
  config: { ...config },
  make: () => void rule("203.0.113.7/32"),
});
/** A program that opens the world, with a configuration that tries to permit it. */
const opened = (config: object): Program => ({
  cloud: "huaweicloud",
  rule: "NET-01",
  resource: "in",
  seen: '"0.0.0.0/0"',
  config: { ...config },
  make: () => void rule("0.0.0.0/0"),
});
const grant = { reason: "because", owner: "dba@example.com", expires: soon() };
const exemption = (more: object) => ({ exemptions: [{ policy: "NET-01", resource: "in", ...grant, ...more }] });
const range = (block: string) => ({ vendorRanges: [{ block, source: "a page", date: "2026-11-01" }] });

/** Kind 9: rules weakened by the configuration. */
export const configuration: Record<string, Program> = {
  "config-disabled": opened({ rules: { "NET-01": "disabled" } }),
  "config-disabled-told": configured("configuration", "without saying who decided", {
    rules: { "NET-01": "disabled" },
  }),
  "config-exempt-all": opened(exemption({ resource: "*" })),
  "config-exempt-all-told": configured("exemptions", "names no resource", exemption({ resource: "*" })),
  "config-year-9999": opened(exemption({ expires: "9999-01-01T00:00:00Z" })),
  "config-year-9999-told": configured("exemptions", "more than", exemption({ expires: "9999-01-01T00:00:00Z" })),
  "config-february-29": opened(exemption({ expires: "2027-02-29T00:00:00Z" })),
  "config-february-29-told": configured("exemptions", "not an instant", exemption({ expires: "2027-02-29T00:00:00Z" })),
  "config-range-world": opened(range("0.0.0.0/0")),
  "config-range-world-told": configured("configuration", "vendorRanges", range("0.0.0.0/0")),
  "config-range-word": configured("configuration", "vendorRanges", range("everything")),
  "config-range-list": configured("configuration", "vendorRanges", range("10.0.0.0/8,0.0.0.0/0")),
  "config-unknown-rule": configured("configuration", "NET-99", { rules: { "NET-99": "mandatory" } }),
};
