/** The time at which the tests on `smallestMigration` take place. */
export const NOW = new Date("2026-11-21T00:00:00Z");

/** The least that a user has to write, with a change applied; nothing is validated. */
export function smallestMigration(change: (input: any) => void = () => {}): any {
  const input = {
    name: "shop",
    owner: "dba@example.com",
    expires: "2026-12-10T00:00:00Z",
    engine: "drs",
    source: {
      place: "alicloud-rds",
      region: "cn-hangzhou",
      instanceId: "rm-bp1x",
      databases: ["shop"],
      admin: { user: "dba" },
      ca: "source-ca.pem",
    },
    target: {
      place: "huaweicloud-rds",
      region: "cn-north-4",
      instanceId: "0f1e2d",
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      securityGroupId: "sg-1",
      privateIp: "192.168.10.5",
      admin: { user: "root" },
    },
  };
  change(input);
  return input;
}
