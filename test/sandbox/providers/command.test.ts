import { expect, test } from "vitest";
import { UNKNOWN } from "../../../plugin/values";
import { planned } from "../../../sandbox/providers/schema/plan";
import { commandSchema } from "../../../sandbox/providers/vendors/command/schema";

test("the preview of a changed command does not know what it prints, as in the vendor's provider", () => {
  const properties = commandSchema.resources["command:remote:Command"]!;
  const connection = { host: "10.1.0.7" };
  const before = { connection, stdin: "one", stdout: "printed by one", stderr: "" };
  expect(planned(commandSchema, properties, { connection, stdin: "two" }, before)).toMatchObject({
    stdin: "two",
    stdout: UNKNOWN,
    stderr: UNKNOWN,
  });
});
