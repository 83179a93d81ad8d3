import * as pulumi from "@pulumi/pulumi";
import { beforeEach, expect, it, vi } from "vitest";
import { checked, configured } from "../../stacks/configuration";
import { certificate } from "../support/certificate";
import { NOW, smallestMigration } from "../support/smallestMigration";

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

const CA = certificate({ name: "source CA", authority: true }).cert;
const LOGIN = {
  host: "10.1.0.7",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH",
  firewall: "nftables",
};
const throughSsh = (phase: string, sourceSshKey?: string) =>
  checked({
    migration: smallestMigration((input) => {
      input.source = {
        place: "onprem",
        host: "198.51.100.20",
        databases: ["shop"],
        admin: { user: "dba" },
        ca: CA,
      };
      input.source.ssh = LOGIN;
    }) as any,
    phase,
    passwords: { source: "one", target: "two", ...(sourceSshKey === undefined ? {} : { sourceSshKey }) },
  });

it("the key of a host's login is asked for while something is open there, and hidden as a password is", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  pulumi.runtime.setAllConfig({});
  expect(() => throughSsh("prepare")).toThrow(
    /1 problem\n {2}- sourceSshKey: nothing; needed: the private key that source\.ssh logs in with, as a secret/,
  );
  expect(throughSsh("prepare", "key").passwords.sourceSshKey).toBe("key");
  throughSsh("done");
  vi.useRealTimers();
  pulumi.runtime.setAllConfig({ "app:sourceSshKey": "-----BEGIN" }, []);
  expect(configured().problems).toMatchObject([{ path: "sourceSshKey", seen: "a key in plain text" }]);
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
