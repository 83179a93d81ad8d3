import { Code } from "../core/fix/edit";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** Minimum length of a pre-shared key. */
export const SHORTEST_KEY = 32;
/** Minimum number of distinct characters in a key of that length; a random one has far more. */
const FEWEST_DIFFERENT = 12;

const KEY = new Code(
  'new random.RandomPassword("psk", { length: 48 }).result',
  "q7Rk2vXw9ZtBn4Lm8Pd3Hs6Yc1Fg5JaUeT0oKi.Mx8sQv2Lp",
);

/**
 * NET-15: a pre-shared key that can be guessed or that a second tunnel also uses. TSK-02 judges whether it is kept
 * secret.
 */
export const net15 = defineRule<"tunnel">({
  id: "NET-15",
  title: "A pre-shared key is short, simple or used twice",
  severity: "high",
  why: "The key is all that proves who is on the other end. Vendors accept eight characters, samples print the key in clear, and one key for two tunnels opens both when one leaks.",
  remedy: "One random key of at least 32 characters per connection, as a secret.",
  tags: ["vpn", "secret"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'psk: "Welcome1"',
    passes: 'psk: new random.RandomPassword("psk", { length: 48 }).result',
  },
  facet: "tunnel",
  judge(tunnel) {
    const { psk } = tunnel;
    const needed = `a random key of at least ${SHORTEST_KEY} characters, used for one connection`;
    if (psk === undefined) return [];
    if (psk instanceof Unknown) return [undecided(tunnel.pskProperty, needed, psk)];
    const refuse = (seen: string): Finding[] => [
      violation({
        property: tunnel.pskProperty,
        seen,
        needed,
        fix: `generate one of ${SHORTEST_KEY} characters or more and keep it as a secret`,
        edits: [{ at: tunnel.pskProperty, to: KEY, secret: true }],
      }),
    ];
    // A value hidden by the stack's analysis cannot be judged.
    if (psk === "[secret]") return [];
    if (psk.length < SHORTEST_KEY) return refuse(`a key of ${psk.length} characters`);
    const different = new Set(psk).size;
    if (different < FEWEST_DIFFERENT) return refuse(`a key of only ${different} different characters`);
    if (tunnel.pskSharedWith) return refuse(`the key of "${tunnel.pskSharedWith}" as well`);
    return [];
  },
});
