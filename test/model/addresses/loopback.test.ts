import { expect, it } from "vitest";
import { isLoopback } from "../../../model/addresses/loopback";

it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "[::1]", "::ffff:127.0.0.1"])("%s", (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each([
  "",
  "127",
  "127.0.0",
  "127.0.0.1.example.com",
  "127.0.0.256",
  "10.0.0.1",
  "::",
  "::2",
  "::ffff:10.0.0.1",
  "localhost.example.com",
])("'%s' may be another machine", (host) => {
  expect(isLoopback(host)).toBe(false);
});
