import * as pulumi from "@pulumi/pulumi";
import { migrate } from "dbferry/program";

const config = new pulumi.Config();

/** Where the two servers are: `pulumi config set --path source.instanceId rm-bp1...` and so on. */
interface Source {
  region: string;
  instanceId: string;
  connect?: string;
}
interface Target extends Source {
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
}

// Each phase is one `pulumi up`: prepare, migrate, cutover, done.
export = async () => {
  const owner = "dba@example.com";
  const expires = config.require("expires");
  const accepted = { owner, expires };
  const shop = await migrate({
    migration: {
      name: "shop",
      owner,
      expires,
      engine: "drs",
      path: "public",
      source: {
        place: "alicloud-rds",
        ...config.requireObject<Source>("source"),
        databases: "all",
        admin: { user: "dba" },
      },
      target: { place: "huaweicloud-rds", ...config.requireObject<Target>("target"), admin: { user: "root" } },
      // Every row crosses the internet in plain. A source with TLS has `ca: "source-ca.pem"` instead.
      task: { plainSource: { reason: "MySQL 5.6 without TLS; the rows are public", ...accepted } },
      cutover: {
        quietSeconds: config.getNumber("quietSeconds"),
        exemptions: [
          { gate: "G05", reason: "the application's accounts are tried by hand", ...accepted },
          { gate: "G07", reason: "read_only is the operator's on RDS", ...accepted },
        ],
      },
    },
    phase: config.get("phase"),
    clouds: config.getObject("clouds"),
    passwords: { source: config.requireSecret("sourcePassword"), target: config.requireSecret("targetPassword") },
  });
  return shop.summary;
};
