import * as pulumi from "@pulumi/pulumi";
import { beforeEach, expect, it } from "vitest";
import { configured } from "../../stacks/configuration";

const PASSWORDS = ["sourceAdminPassword", "targetAdminPassword", "accountPassword"];
const all = Object.fromEntries(PASSWORDS.map((key) => [`app:${key}`, "not-for-everybody"]));

beforeEach(() =>
  pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ name }) => ({ id: name, state: {} }) }, "app"),
);

it("every password that the stack file has in plain text is refused, with the command that hides it", () => {
  pulumi.runtime.setAllConfig(all, []);
  expect(configured().problems).toEqual(
    PASSWORDS.map((path) => ({
      ...{ path, seen: "a password in plain text", needed: "a secret" },
      fix: expect.stringContaining(`pulumi config set --secret ${path}`),
    })),
  );
  pulumi.runtime.setAllConfig(all, Object.keys(all));
  expect(configured().problems).toEqual([]);
});

it.each(["", "short", "x".repeat(33)])(
  "a password of the account that has no valid length is refused by its key: %j",
  (given) => {
    pulumi.runtime.setAllConfig({ "app:accountPassword": given }, ["app:accountPassword"]);
    expect(configured().problems).toMatchObject([
      {
        path: "accountPassword",
        seen: `${given.length} characters`,
        fix: expect.stringContaining("config rm accountPassword"),
      },
    ]);
  },
);
