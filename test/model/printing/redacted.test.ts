import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redacted } from "../../../model/printing/redacted";

describe("redaction", () => {
  it("leaves no secret in a text, even if one contains another", () => {
    const word = fc.stringMatching(/^[a-c$&]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(word), (secrets, parts) => {
        const shown = redacted(parts.flatMap((part, i) => [part, secrets[i % secrets.length]!]).join(" "), secrets);
        // Looks only between the marks, whose own letters could match.
        const rest = shown.split("[secret]");
        for (const secret of secrets) if (secret.length > 2) expect(rest.join("\n")).not.toContain(secret);
      }),
    );
  });

  it("redacts a longer secret as a whole, and one with characters of a pattern", () => {
    expect(redacted("key abcdef, key abc", ["abc", "abcdef"])).toBe("key [secret], key [secret]");
    expect(redacted("sent $& and .*", ["$&!", ".*?"])).toBe("sent $& and .*");
    expect(redacted("sent $&! and .*?", ["$&!", ".*?"])).toBe("sent [secret] and [secret]");
  });

  it("keeps what is too short to be redacted", () => {
    expect(redacted("a banana", ["", "a", "an"])).toBe("a banana");
  });
});
