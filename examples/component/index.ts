import * as pulumi from "@pulumi/pulumi";
import { HuaweicloudTaskEip } from "dbferry";
import { Provider } from "dbferry/huaweicloud";

const config = new pulumi.Config();
const region = config.require("region");

const huaweicloud = new Provider("huaweicloud", { region, ...config.getObject<object>("huaweicloud") });

// A public address for a migration task that somebody else runs: tagged with whose it is and when it must be gone, and never open to
// more than the task.
const eip = new HuaweicloudTaskEip(
  "shop",
  {
    eipName: "dbferry-shop",
    region,
    migration: "shop",
    owner: "dba@example.com",
    expires: config.require("expires"),
  },
  { provider: huaweicloud },
);

export const address = eip.address;
export const cidr = eip.cidr;
