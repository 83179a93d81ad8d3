import { describe } from "vitest";
import { alibabaDtsDriver } from "../../provider/drivers/alibabaDts";
import { ROLE_ARN } from "../../sandbox/alicloud/sts";
import { alibabaField } from "./alibabaField";
import { liveThrough } from "./dayTwoLife";

const NO_TIME =
  /Alibaba DTS cannot start a task at a set time; run `dbferry up --phase migrate` when you want it to start/;

describe("changes to a running migration by Alibaba DTS", () => {
  liveThrough({
    name: "alicloud dts",
    async open() {
      const { field, sandbox } = await alibabaField();
      const { accessKey, secretKey } = sandbox.credentials.alicloud;
      const { region } = sandbox.target;
      const { rds, dts } = sandbox.endpoints.alicloud;
      field.project.env["ALIBABA_CLOUD_ROLE_ARN"] = ROLE_ARN;
      return { field, driver: alibabaDtsDriver({ accessKey, secretKey, region, endpoints: { rds, dts } }) };
    },
    hides: {
      call: "alicloud .*DescribeDtsJob",
      status: 403,
      body: { Code: "Forbidden.RAM", Message: "you may not see it", RequestId: "r-1", HostId: "dts.aliyuncs.com" },
    },
    within: /resume it within 6 hours, where it replicates/,
    reschedule: { prepare: NO_TIME, migrate: NO_TIME },
  });
});
