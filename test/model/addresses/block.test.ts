import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import {
  asAccountHost,
  asAddress,
  asBlock,
  canonical,
  isBlock,
  normalized,
  prefixOf,
} from "../../../model/addresses/block";

describe("an address and a block", () => {
  const addresses = fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((text) => ipaddr.IPv6.isValid(text)),
  );

  it("an address is the block that contains only it, and back", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const block = asBlock(address);
        expect(isBlock(address) && isBlock(block)).toBe(true);
        expect(prefixOf(address)).toBe(address.includes(":") ? 128 : 32);
        expect(asBlock(block)).toBe(block);
        expect(asAddress(block)).toBe(address);
      }),
    );
  });

  it("an address has one canonical spelling", () => {
    const written = ["2001:DB8:0:0::53", "2001:db8::53", "::ffff:192.0.2.7", "192.0.2.7", "db.example.com"];
    expect(written.map(canonical)).toEqual([
      "2001:db8::53",
      "2001:db8::53",
      "192.0.2.7",
      "192.0.2.7",
      "db.example.com",
    ]);
  });

  it("a block is unchanged", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 31 }), (address, prefix) => {
        const block = `${address}/${prefix}`;
        expect([asBlock(block), asAddress(block), prefixOf(block)]).toEqual([block, block, prefix]);
      }),
    );
  });

  it("the host of an account is the same block, in a form that every MySQL accepts", () => {
    expect(["203.0.113.9", "203.0.113.9/32", "198.51.100.7/28", "2001:db8::1/128"].map(asAccountHost)).toEqual([
      "203.0.113.9",
      "203.0.113.9",
      "198.51.100.0/255.255.255.240",
      "2001:db8::1",
    ]);
    expect(asAccountHost("10.1.0.0/255.255.0.0")).toBe("10.1.0.0/255.255.0.0");
  });

  it.each(["", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/8/8", "10.0.0.1/-1", "::1/129", "db.example.com", "10.0.0.1/08"])(
    "%j is not one",
    (text) => expect(isBlock(text)).toBe(false),
  );

  it("entries of a list compare whatever their spelling", () => {
    expect(normalized("203.0.113.9/32")).toBe(normalized(" 203.0.113.9 "));
    expect(normalized("203.0.113.9/24")).toBe("203.0.113.0/24");
  });
});
