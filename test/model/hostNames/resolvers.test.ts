import { describe, expect, it } from "vitest";
import { PUBLIC_RESOLVERS, readResolvers } from "../../../model/hostNames";

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

  it("never fall back to the public ones where an entry is no resolver", () => {
    const wrong = ["dns.example.com", "10.0.0.2:0", "10.0.0.2:70000", "[10.0.0.2]", "https://10.0.0.2"];
    expect(readResolvers(wrong.join(","))).toEqual({ resolvers: [], unreadable: wrong });
  });
});
