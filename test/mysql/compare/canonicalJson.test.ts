import { expect, test } from "vitest";
import { canonicalJson } from "../../../mysql/compare/canonicalJson";

test.each([
  ['{"a": 1.10, "b": [null, true]}', '{"b":[null,true],"a":11e-1}'],
  ['"\\u00e9"', '"é"'],
  ['{"isLosslessNumber": true, "value": "1"}', '{"value": "1", "isLosslessNumber": true}'],
])("%s and %s are the same value", (one, other) => {
  expect(canonicalJson(one)).toBe(canonicalJson(other));
});

test.each([
  ["null", null],
  ["1", '"1"'],
  ["9007199254740993", "9007199254740992"],
  ['{"__proto__": {"a": 1}}', '{"__proto__": {"a": 2}}'],
  ['{"__proto__": 1}', "{}"],
  ['{"a": 1, "a": 2}', '{"a": 2, "a": 1}'],
  // What a library that keeps exact numbers writes when it is given its own object.
  ['{"isLosslessNumber": true, "value": "1", "price": 5}', '{"isLosslessNumber": true, "value": "1", "price": 6}'],
  ['{"isLosslessNumber": true, "value": "1"}', "1"],
])("%s and %s are different values", (one, other) => {
  expect(canonicalJson(one)).not.toBe(canonicalJson(other));
});
