import type { Field } from "../../test/e2e/harness";

/** Creates resources that are not the migration's and must survive every mistake: openings, accounts, data. */
export async function strangers(field: Field): Promise<void> {
  const { sandbox } = field;
  const { alicloud, huaweicloud } = sandbox.world;
  alicloud.rds.modifyAllowlist(sandbox.source.instanceId, "office", "Append", ["192.0.2.10"]);
  const eip = huaweicloud.eips.allocate({ region: sandbox.target.region, name: "office", bandwidthSize: 5 });
  huaweicloud.eips.bind(eip.id, "port-of-the-office", "192.168.10.99");
  huaweicloud.securityGroups.addRule({
    securityGroupId: sandbox.target.securityGroupId,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ports: "3306",
    remoteIpPrefix: "192.0.2.10/32",
    description: "the office",
  });
  await field.as("source", async (db) => {
    await db.query("CREATE USER office@'192.0.2.10' IDENTIFIED BY 'of the office'");
    await db.query("GRANT SELECT ON shop.* TO office@'192.0.2.10'");
  });
}
