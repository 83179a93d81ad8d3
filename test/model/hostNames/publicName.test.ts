import { describe, expect, it } from "vitest";
import { findsByPublicName, isPublicName } from "../../../model/hostNames";

describe("a name that public resolvers are asked for", () => {
  it.each(["shop.mysql.rds.aliyuncs.com", "DB.Example.com.", "a_b.example.net", "xn--bcher-kva.example"])(
    "%s is one",
    (name) => expect(isPublicName(name)).toBe(true),
  );

  it.each([
    "203.0.113.20",
    "::1",
    "2001:db8::1",
    "db",
    "localhost",
    "db.local",
    "db.corp",
    "db.internal.",
    "db.home.arpa",
    "db.example.test",
    "db.service.consul",
    "mysql.shop.svc",
    "db..example.com",
    "-db.example.com",
    "1.2.3",
    `${"a".repeat(64)}.example.com`,
    `${"a.".repeat(130)}com`,
    "",
  ])("%s is none, and stays in its network", (name) => expect(isPublicName(name)).toBe(false));

  it("matters only where the task uses the internet", () => {
    const source = { host: "db.example.com" };
    expect(findsByPublicName({ path: "public", source })).toBe(true);
    for (const path of ["vpn", "vpc", "peering"] as const) expect(findsByPublicName({ path, source })).toBe(false);
  });
});
