import { describe } from "vitest";
import { TencentClient } from "../../provider/clouds/tencentcloud/client";
import { tencentDtsDriver } from "../../provider/drivers/tencentDts";
import { roleArn } from "../../sandbox/tencentcloud/sts";
import { liveThrough } from "./dayTwoLife";
import { tencentField } from "./tencentField";

describe("changes to a running migration by Tencent DTS", () => {
  liveThrough({
    name: "tencentcloud dts",
    async open() {
      const { field, sandbox } = await tencentField();
      const { secretId: accessKey, secretKey } = sandbox.credentials.tencentcloud;
      const { region } = sandbox.target;
      const endpoints = sandbox.endpoints.tencentcloud;
      field.project.env["TENCENTCLOUD_ASSUME_ROLE_ARN"] = roleArn(sandbox.credentials.tencentcloud.accountId);
      return { field, driver: tencentDtsDriver(new TencentClient({ accessKey, secretKey, region, endpoints })) };
    },
    hides: {
      call: "tencentcloud .*DescribeMigration(Jobs|Detail)",
      status: 200,
      body: {
        Response: { Error: { Code: "UnauthorizedOperation", Message: "you may not see it" }, RequestId: "r-1" },
      },
    },
    reschedule: { migrate: /Tencent DTS cannot move the start once a task is configured.*dbferry cancel/ },
    rotate: /Tencent DTS does not accept a new password .*only before it has started; change it after the cutover/,
  });
});
