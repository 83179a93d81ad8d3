import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { API_DOMAINS, CLOUDS } from "../../../model/clouds";
import { endpointFault, readAllowed } from "../../../model/endpoints";
import { parseClouds } from "../../../model/spec/clouds";

const NOBODY = readAllowed(undefined);
const huawei = (url: string, allowed = NOBODY) => endpointFault("huaweicloud", "drs", url, allowed);
const alicloud = (url: string, allowed = NOBODY) => endpointFault("alicloud", "rds", url, allowed);

describe("an endpoint", () => {
  it("may be the vendor's own, over https", () => {
    const own = [
      "https://drs.cn-north-4.myhuaweicloud.com",
      "drs.eu-west-101.myhuaweicloud.eu",
      "https://drs.myhuaweicloud.com/",
    ];
    for (const url of own) expect(huawei(url), url).toBeUndefined();
    const rds = [
      "https://rds.aliyuncs.com",
      "rds.ap-southeast-1.aliyuncs.com",
      "https://rds-vpc.cn-hangzhou.aliyuncs.com:443",
    ];
    for (const url of rds) expect(alicloud(url), url).toBeUndefined();
    expect(endpointFault("tencentcloud", "cdb", "https://cdb.tencentcloudapi.com", NOBODY)).toBeUndefined();
  });

  it.each([
    "http://drs.cn-north-4.myhuaweicloud.com",
    "https://drs.cn-north-4.myhuaweicloud.com:8443",
    "https://drs.cn-north-4.myhuaweicloud.com.example.org",
    "https://drs.cn-north-4.myhuaweicloud.com@example.org",
    "https://example.org/drs.cn-north-4.myhuaweicloud.com",
    "https://example.org#.myhuaweicloud.com",
    "https://example.org?.myhuaweicloud.com",
    "https://evilmyhuaweicloud.com",
    "https://drs.xmyhuaweicloud.com",
    "https://myhuaweicloud.com",
    "https://bucket.obs.cn-north-4.myhuaweicloud.com",
    "https://drs.bucket.obs.myhuaweicloud.com",
    "https://vpc.cn-north-4.myhuaweicloud.com",
    "https://drs.cn-north-4.myhuaweicloud.com/elsewhere",
    "https://drs.cn-north-4.myhuaweicloud.com\\@example.org",
    "https://127.0.0.1:1",
    "ftp://drs.cn-north-4.myhuaweicloud.com",
    "//example.org",
    "",
  ])("elsewhere is refused: %s", (url) => {
    expect(huawei(url)).toBeDefined();
  });

  it("is refused at a customer's name under Alibaba's domain", () => {
    expect(alicloud("https://bucket.oss-cn-hangzhou.aliyuncs.com")).toBeDefined();
    expect(alicloud("https://rm-1.mysql.rds.aliyuncs.com")).toBeDefined();
  });

  it("is refused at a bucket that a customer has named like the service", () => {
    for (const url of ["https://rds.oss-cn-hangzhou.aliyuncs.com", "https://rds-vpc.oss-us-west-1.aliyuncs.com"])
      expect(alicloud(url), url).toBeDefined();
    expect(huawei("https://drs.obs.myhuaweicloud.com")).toBeDefined();
    expect(huawei("https://drs.obs.myhuaweicloud.eu")).toBeDefined();
  });

  it("may be the vendor's own in a region with any form of name", () => {
    const regions = ["cn-hangzhou", "cn-shanghai-finance-1", "us-east-1", "rus-west-1", "cn-north-2-gov-1"];
    for (const region of regions) expect(alicloud(`https://rds.${region}.aliyuncs.com`), region).toBeUndefined();
    for (const region of ["cn-north-4", "eu-west-101", "my-kualalumpur-1", "sa-brazil-1"])
      expect(huawei(`https://drs.${region}.myhuaweicloud.com`), region).toBeUndefined();
  });

  it("is permitted only by the environment, and without TLS only if that says so", () => {
    const allowed = readAllowed("proxy.example.org, http://127.0.0.1:8080");
    expect(huawei("https://proxy.example.org", allowed)).toBeUndefined();
    expect(huawei("https://proxy.example.org:8443/drs", allowed)).toBeUndefined();
    expect(huawei("http://proxy.example.org", allowed)).toBeDefined();
    expect(huawei("http://127.0.0.1:8080/drs", allowed)).toBeUndefined();
    expect(huawei("http://127.0.0.1:8081", allowed)).toBeDefined();
    expect(huawei("https://other.example.org", allowed)).toBeDefined();
  });

  it("is refused with what would permit it, and following that permits it", () => {
    const url = "http://127.0.0.1:8080/drs";
    const fault = huawei(url)!;
    const [, value] = /DBFERRY_ALLOW_ENDPOINTS=(\S+)/.exec(fault.fix)!;
    expect(huawei(url, readAllowed(value))).toBeUndefined();
    expect(huawei("http://drs.cn-north-4.myhuaweicloud.com")!.fix).toBe(
      "write https://drs.cn-north-4.myhuaweicloud.com",
    );
  });

  it("is not permitted by an unreadable entry, which is named", () => {
    for (const text of ["*", "*.example.org", "https://user@example.org", "example.org/path"]) {
      const allowed = readAllowed(text);
      expect(allowed.endpoints).toEqual([]);
      expect(huawei("https://example.org", allowed)!.fix).toContain(text);
    }
  });

  it("is never accepted with a host outside a documented domain", () => {
    const suffixes = CLOUDS.flatMap((cloud) => API_DOMAINS[cloud].map(({ suffix }) => suffix));
    fc.assert(
      fc.property(
        fc.constantFrom(...CLOUDS),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.constantFrom(...suffixes),
        (cloud, url, suffix) => {
          for (const text of [url, `${url}.${suffix}`, `${url}@${suffix}`, `${url}#${suffix}`]) {
            if (endpointFault(cloud, "rds", text, NOBODY)) continue;
            expect(new URL(text).hostname).toMatch(
              /^(rds|rds-vpc)\.([^.]+\.)?(aliyuncs\.com|myhuaweicloud\.(com|eu)|tencentcloudapi\.com)$/,
            );
            expect(new URL(text).protocol).toBe("https:");
          }
        },
      ),
    );
  });
});

it("a stack file cannot send credentials elsewhere", () => {
  const endpoints = {
    drs: "https://example.org",
    vpc: "http://vpc.cn-north-4.myhuaweicloud.com",
    rds: "https://rds.cn-north-4.myhuaweicloud.com",
    iam: "https://iam.myhuaweicloud.com",
  };
  const { clouds, problems } = parseClouds(
    { huaweicloud: { endpoints }, alicloud: { endpoints: { rds: "https://example.org" } } },
    NOBODY,
  );
  expect(clouds).toEqual({});
  expect(problems.map(({ path }) => path).sort()).toEqual([
    "clouds.alicloud.endpoints.rds",
    "clouds.huaweicloud.endpoints.drs",
    "clouds.huaweicloud.endpoints.vpc",
  ]);
});
