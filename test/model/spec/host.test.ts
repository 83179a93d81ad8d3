import { describe, expect, it } from "vitest";
import { readMigration } from "../../../model/spec";
import { smallestMigration } from "../../support/smallestMigration";

const problems = (host: string, more: (input: any) => void = () => {}) => {
  const input = smallestMigration((one) => {
    one.source = { place: "onprem", host, databases: ["shop"], admin: { user: "dba" }, ca: "source-ca.pem" };
    more(one);
  });
  return readMigration(input, "done").problems.filter(({ path }) => path.endsWith(".host"));
};

describe("the host of an on-premises source", () => {
  it.each(["198.51.100.20", "db.example.com", "db1.shop.example.", "DB-1.example.com"])("%s is accepted", (host) => {
    expect(problems(host)).toEqual([]);
  });

  it.each([
    "10.1.0.7",
    "192.168.1.20",
    "172.20.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.1.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "2001:db8::7",
    "198.51.100.0/24",
    "198.51.100.20:3306",
    "db.example.com:3306",
    "mysql://db.example.com",
    "db example.com",
    "localhost",
    "10.1",
    "3232235777",
    "-db.example.com",
    "db..example.com",
  ])("%s is refused: the task would not reach it", (host) => {
    expect(problems(host)).toMatchObject([
      { path: "source.host", seen: JSON.stringify(host), needed: expect.stringContaining("a public IPv4 address") },
    ]);
  });

  it("says where a private address belongs", () => {
    expect(problems("10.1.0.7")[0]?.fix).toContain("source.connect");
  });

  it("is not judged on another path, which is refused as such", () => {
    expect(problems("10.1.0.7", (input) => (input.path = "vpn"))).toEqual([]);
  });
});
