import { describe, expect, it, vi } from "vitest";
import { AlicloudError } from "../../../provider/clouds/alicloud/client";
import { HuaweiError } from "../../../provider/clouds/huaweicloud/client";
import { EndpointProblem } from "../../../provider/http/problem";
import { retried } from "../../../provider/http/retry";

const refused = new EndpointProblem("listing", "https://x", "refuses connections (ECONNREFUSED)", "wait", true);
const lost = new EndpointProblem("listing", "https://x", "ended the connection (ECONNRESET)", "wait", true);
const slow = new EndpointProblem("listing", "https://x", "took longer than 30 s", "wait", true, false);
const FAILURES: [string, Error, { reads: boolean; changes: boolean }][] = [
  ["Huawei throttles", new HuaweiError("listing", "APIGW.0308", "slow down", 429, "r"), { reads: true, changes: true }],
  [
    "Huawei is out of order",
    new HuaweiError("listing", "APIGW.0500", "oops", 502, "r"),
    { reads: true, changes: false },
  ],
  ["Huawei refuses", new HuaweiError("listing", "APIGW.0301", "no", 401, "r"), { reads: false, changes: false }],
  ["Alibaba throttles", new AlicloudError("listing", "Throttling.User", "slow", 400), { reads: true, changes: true }],
  [
    "Alibaba is out of order",
    new AlicloudError("listing", "ServiceUnavailable", "x", 503),
    { reads: true, changes: false },
  ],
  ["Alibaba refuses", new AlicloudError("listing", "Forbidden.RAM", "no", 403), { reads: false, changes: false }],
  ["a connection is refused", refused, { reads: true, changes: true }],
  ["a connection is lost", lost, { reads: true, changes: false }],
  ["an answer takes its whole time", slow, { reads: false, changes: false }],
];

describe.each(FAILURES)("when %s", (_, failure, again) => {
  it.each(["reads", "changes"] as const)("a call that %s is repeated, or not", async (kind) => {
    let tries = 0;
    const call = async () => {
      tries += 1;
      if (tries === 1) throw failure;
      return "done";
    };
    const result = retried(call, kind === "reads", (error) => error as HuaweiError);
    if (again[kind]) expect(await result).toBe("done");
    else await expect(result).rejects.toBe(failure);
    expect(tries).toBe(again[kind] ? 2 : 1);
  });
});

it("a service that throttles without end is called five times, with growing pauses, and then its refusal counts", async () => {
  vi.useFakeTimers();
  try {
    const throttled = new AlicloudError("listing", "Throttling.User", "slow", 400);
    const at: number[] = [];
    const began = Date.now();
    const result = retried(
      async () => {
        at.push(Date.now() - began);
        throw throttled;
      },
      false,
      (error) => error as AlicloudError,
    );
    const refused = expect(result).rejects.toBe(throttled);
    await vi.runAllTimersAsync();
    await refused;
    const pauses = at.slice(1).map((time, index) => time - at[index]!);
    expect(pauses).toEqual([250, 500, 1000, 2000]);
  } finally {
    vi.useRealTimers();
  }
});
