import { describe, expect, it } from "vitest";
import { isPem, readCertificates } from "../../model/certificates";
import { selfSigned } from "../support/certificate";

describe("certificates in PEM text", () => {
  const { cert, key } = selfSigned("a CA");

  it("are parsed, one or several", () => {
    expect(readCertificates(cert)?.map(({ subject }) => subject)).toEqual(["CN=a CA"]);
    expect(readCertificates(`# the vendor's chain\n${cert}\n${selfSigned("another").cert}`)).toHaveLength(2);
  });

  it("are not what is broken, absent, or contains a key", () => {
    for (const text of [
      "",
      "source-ca.pem",
      cert.slice(0, -40),
      cert.replace(/[A-Z]{2}/g, "AA"),
      key,
      `${cert}${key}`,
    ]) {
      expect(readCertificates(text), text.slice(0, 40)).toBeUndefined();
    }
    expect(isPem("source-ca.pem")).toBe(false);
    expect(isPem(cert)).toBe(true);
  });
});
