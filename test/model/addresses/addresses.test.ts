import { describe, expect, test } from "vitest";
import { readAddress, readAddressList, readMysqlHost, sizeOf, splitList } from "../../../model/addresses";

const blocks = (text: string) => readAddress(text).blocks;

describe("an address in every form that the clouds accept", () => {
  test.each([
    ["203.0.113.7", ["203.0.113.7/32"]],
    ["203.0.113.77/24", ["203.0.113.0/24"]],
    ["203.0.113.0/255.255.255.0", ["203.0.113.0/24"]],
    ["10.0.0.1-10.0.0.3", ["10.0.0.1/32", "10.0.0.2/31"]],
    [" 10.0.0.1 - 10.0.0.1 ", ["10.0.0.1/32"]],
    ["2001:db8::/48", ["2001:db8::/48"]],
    ["[2001:db8::1]", ["2001:db8::1/128"]],
    ["::ffff:203.0.113.7", ["::ffff:cb00:7107/128", "203.0.113.7/32"]],
    ["::ffff:203.0.113.0/120", ["::ffff:cb00:7100/120", "203.0.113.0/24"]],
    ["64:ff9b::203.0.113.7", ["64:ff9b::cb00:7107/128", "203.0.113.7/32"]],
    ["2002:cb00:7107::/48", ["2002:cb00:7107::/48", "203.0.113.7/32"]],
  ])("%s", (text, expected) => expect(blocks(text)).toEqual(expected));

  test.each([
    ["010.0.0.1", ["8.0.0.1/32", "10.0.0.1/32"]],
    ["0x0a.0.0.1", ["10.0.0.1/32"]],
    ["1.2.3", ["1.2.0.3/32", "1.2.3.0/32"]],
    ["128/1", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["10.0.0.0/010", ["10.0.0.0/10", "10.0.0.0/8"]],
  ])("%s counts in each of its readings", (text, expected) =>
    expect(blocks(text).sort()).toEqual([...expected].sort()),
  );

  test.each(["0.0.0.0", "::", "%", "*", "ANY", "all", "０.０.０.０"])("%s means everyone", (text) =>
    expect(readAddress(text).kind).toBe("any"),
  );
  test.each([
    "0.0.0.0/0",
    "0/0",
    "0.0/0",
    "000.000.000.000/0",
    "0x0.0x0.0x0.0x0/0",
    "0.0.0.0/00",
    "0.0.0.0/0.0.0.0",
    "::/0",
    "0::0/0",
    "::ffff:0:0/96",
    "::/80",
    "0.0.0.0-255.255.255.255",
    "0.0.0.0​/0",
  ])("%s covers every IPv4 address", (text) => expect(sizeOf(blocks(text)).v4).toBe(2n ** 32n));
  test.each([
    "203.0.113.7/33",
    "::1/129",
    "1.2.3.4.5",
    "10.0.0.9-10.0.0.1",
    "10.0.0.1-",
    "a b",
    "0.0.0.0⁄0",
    "256.1.1.1",
    "1.2.3.4/x",
    "1.1.1.1/0.255.0.255",
    "",
  ])("%j cannot be parsed", (text) => expect(readAddress(text).kind).toBe("unreadable"));
  test("names and ids are distinguished from addresses", () => {
    expect(readAddress("db.example.com").kind).toBe("host");
    expect(readAddress("sg-0a1b2c").kind).toBe("reference");
    expect(readAddress("ipm-0a1b2c").kind).toBe("reference");
    expect(readAddress("localhost").blocks).toContain("127.0.0.0/8");
  });
});

test("a list in one string is split into its entries", () => {
  expect(splitList("10.0.0.1, 10.0.0.2;10.0.0.3\n10.0.0.4 - 10.0.0.9 | ::1")).toEqual([
    "10.0.0.1",
    "10.0.0.2",
    "10.0.0.3",
    "10.0.0.4-10.0.0.9",
    "::1",
  ]);
  expect(sizeOf(readAddressList(["10.0.0.0/31,10.0.0.1", "10.0.0.0/32"]).flatMap((one) => one.blocks)).v4).toBe(2n);
});

describe("hosts of MySQL accounts", () => {
  test.each([
    ["10.1.%", ["10.1.0.0/16"]],
    ["10.1.2.%", ["10.1.2.0/24"]],
    ["10.1.2.3_", ["10.1.2.0/24"]],
    ["192.168.1.0/255.255.255.0", ["192.168.1.0/24"]],
    ["203.0.113.7", ["203.0.113.7/32"]],
  ])("%s", (text, expected) => expect(readMysqlHost(text).blocks).toEqual(expected));
  test.each(["%", "", "_%", "%.%", "h%", "%.com", "%com"])("%j means everyone", (text) =>
    expect(readMysqlHost(text).kind).toBe("any"),
  );
  test("a pattern below a domain is a name", () => expect(readMysqlHost("%.corp.example.com").kind).toBe("host"));
});
