import { describe, expect, it } from "vitest";
import { PUBLIC_RESOLVERS, readResolvers, witnessOf } from "../../../model/hostNames";

describe("the resolvers of a machine", () => {
  it.each([undefined, "", " , "])("are the public ones by default (%s)", (text) => {
    expect(readResolvers(text)).toEqual({ resolvers: PUBLIC_RESOLVERS, unreadable: [] });
  });

  it("are those that it names, each once", () => {
    expect(
      readResolvers("10.0.0.2, 10.0.0.3:5353,[2001:db8::53]:54,2001:db8::54,10.0.0.2:53,8.8.8.8").resolvers,
    ).toEqual([
      { address: "10.0.0.2", port: 53 },
      { address: "10.0.0.3", port: 5353 },
      { address: "2001:db8::53", port: 54 },
      { address: "2001:db8::54", port: 53 },
      { address: "8.8.8.8", port: 53, operator: "Google" },
    ]);
  });

  it("are each asked once, however they are spelled", () => {
    const { resolvers } = readResolvers("2001:db8::53,[2001:DB8:0::53]:53,10.0.0.2,::ffff:10.0.0.2");
    expect(resolvers).toEqual([
      { address: "2001:db8::53", port: 53 },
      { address: "10.0.0.2", port: 53 },
    ]);
  });

  it.each([
    ["two addresses of an operator", "8.8.8.8,8.8.4.4,2001:4860:4860:0:0:0:0:8888", 1],
    ["two ports of an address", "10.0.0.2,10.0.0.2:5353", 1],
    ["two ports of this machine", "127.0.0.1:5301,127.0.0.1:5302", 2],
    ["two addresses of unknown operators", "10.0.0.2,10.0.0.3", 2],
  ])("count by whose answers they give: %s", (_, text, witnesses) => {
    expect(new Set(readResolvers(text).resolvers.map(witnessOf)).size).toBe(witnesses);
  });

  it("are by default of as many operators as there are", () => {
    expect(new Set(PUBLIC_RESOLVERS.map(witnessOf)).size).toBe(PUBLIC_RESOLVERS.length);
    expect(readResolvers(PUBLIC_RESOLVERS.map(({ address }) => address).join()).resolvers).toEqual(PUBLIC_RESOLVERS);
  });

  it("never fall back to the public ones where an entry is no resolver", () => {
    const wrong = ["dns.example.com", "10.0.0.2:0", "10.0.0.2:70000", "[10.0.0.2]", "https://10.0.0.2", "fe80::1%eth0"];
    expect(readResolvers(wrong.join(","))).toEqual({ resolvers: [], unreadable: wrong });
  });
});
