import { describe, expect, test } from "vitest";
import { withoutDump } from "../../../model/printing/vendorError";
import { RpcFailure } from "../../../sandbox/providers/vendors/alicloud/rpcClient";
import { HuaweiFailure } from "../../../sandbox/providers/vendors/huaweicloud/client";

const ALIBABA = new RpcFailure(400, "NetTypeExists", "Specified net type already existed.", { RequestId: "5B2A-77" });
const HUAWEI = new HuaweiFailure(
  409,
  "POST",
  "http://127.0.0.1:36269/v1/0a/publicips",
  '{"code":"VPC.0501","message":"Quota \\"eip\\" exceeded"}',
);

/** Details that are useless to users. */
const DUMP = /https?:\/\/|127\.0\.0\.1|\b(GET|POST|PUT|DELETE)\b|SDKError|StatusCode|\.go:\d+|[{}]|\n/;

describe("an error of a vendor's Pulumi provider", () => {
  test.each([
    [
      `1 error occurred:\n\t* [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_db_connection.go:143: Resource alicloud_db_connection AllocateInstancePublicConnection Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\n${ALIBABA}\n`,
      "Alibaba Cloud refused AllocateInstancePublicConnection: NetTypeExists: Specified net type already existed. (request 5B2A-77)",
    ],
    [
      `${ALIBABA}`,
      "Alibaba Cloud refused a request: NetTypeExists: Specified net type already existed. (request 5B2A-77)",
    ],
    [`error creating EIP: ${HUAWEI.message}`, 'Huawei Cloud refused creating EIP: VPC.0501: Quota "eip" exceeded'],
    [
      `error creating Security Group rule: Bad request with: [POST http://127.0.0.1:36269POST], request_id: 77ab, error message: {"error_code":"VPC.0601","error_msg":"no such group"}`,
      "Huawei Cloud refused creating Security Group rule: VPC.0601: no such group (request 77ab)",
    ],
    [
      "[TencentCloudSDKError] Code=ResourceInsufficient, Message=no address left, RequestId=9f-1",
      "Tencent Cloud refused a request: ResourceInsufficient: no address left (request 9f-1)",
    ],
  ])("is summarised: %j", (dump, words) => {
    expect(withoutDump(dump)).toBe(words);
    expect(withoutDump(dump)).not.toMatch(DUMP);
  });

  test.each([
    "C57 Target empty: fail; found: 3 objects",
    "the task 'x' of Huawei DRS failed: it cannot reach the source",
    "SDKError: without anything in it",
  ])("is unchanged if it is no dump: %s", (text) => expect(withoutDump(text)).toBe(text));
});
