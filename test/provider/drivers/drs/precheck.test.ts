import { describe, expect, it } from "vitest";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/client";
import { drsDriver } from "../../../../provider/drivers/drs";

/** A driver of a DRS whose every answer is this. */
function driverOf(answer: object | HuaweiError) {
  const send = async () => {
    if (answer instanceof HuaweiError) throw answer;
    return answer;
  };
  return drsDriver({ projectId: "p", send } as unknown as HuaweiClient);
}

const refusal = (error_code: string, error_msg: string) => ({
  results: [{ precheck_id: "t1", error_code, error_msg }],
  count: 1,
});
const thrown = (code: string, status?: number) => new HuaweiError("Huawei DRS", code, "no", status, undefined);

describe("the report from before a precheck of Huawei DRS", () => {
  it.each([
    ["DRS.M00303", "The corresponding parameter is not obtained from the cache."],
    ["DRS.M00002", "The returned result is empty."],
  ])("is none where the service has no result (%s), in the answer or as an error", async (code, text) => {
    expect(await driverOf(refusal(code, text)).shownPrecheck!("t1")).toBeUndefined();
    expect(await driverOf(thrown(code, 400)).shownPrecheck!("t1")).toBeUndefined();
  });

  it("is none where the answer has neither progress nor items", async () => {
    expect(await driverOf({ results: [{ precheck_id: "t1" }], count: 1 }).shownPrecheck!("t1")).toBeUndefined();
  });

  it.each<[string, object | HuaweiError, RegExp]>([
    ["the task is gone", refusal("DRS.M00289", "The task does not exist."), /DRS\.M00289: The task does not exist/],
    ["the state does not allow it", refusal("DRS.M00304", "no"), /reading the precheck of task t1: DRS\.M00304/],
    ["its code is not known", refusal("DRS.M99999", "no"), /DRS\.M99999.*none was ordered.*in its console/],
    ["permission is missing", thrown("DRS.M00102", 403), /DRS\.M00102.*docs\/permissions\.md/],
    ["the keys are refused", thrown("APIGW.0301", 401), /APIGW\.0301.*valid access keys/],
    ["it has no code", thrown("", 404), /HTTP 404/],
    ["the answer has no result", { results: [], count: 0 }, /the response contains no result/],
  ])("is not known, and an error, where %s", async (_, answer, told) => {
    await expect(driverOf(answer).shownPrecheck!("t1")).rejects.toThrow(told);
  });
});
