import { describe, expect, it } from "vitest";
import type { Clouds } from "../../../provider/core/clouds";
import { FUNCTIONS } from "../../../provider/functions";

describe("a task of the migration's name with another id", () => {
  it.each([
    [
      "created by this stack under another state id",
      "acme/shop/dev",
      "4f1c0d9be2a7",
      /^if this stack .*: pulumi config set dbferry:stateId 4f1c0d9be2a7-[0-9a-f]{6}; otherwise/,
    ],
    ["of another stack", "acme/shop/prod", "4f1c0d9be2a7", /^choose another name/],
    ["whose id is not one of ours, and so is in no command", "acme/shop/dev", "$(id)", /^choose another name/],
  ])("is reported with what to do for a task %s", async (_, stack, state, fix) => {
    const description = `dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=${state} migrate-stack=${stack}`;
    const task = { id: "job-1", name: "dbferry-shop", description, state: "running", vendorState: "RUNNING" };
    const clouds = { driver: () => ({ find: async () => [task] }) } as unknown as Clouds;
    const given = {
      migration: "shop",
      engine: "drs",
      task: "dbferry-shop",
      queries: [],
      stateId: "0123456789ab",
      stack: "acme/shop/dev",
    };
    expect(await FUNCTIONS["dbferry:index:findLeftovers"]!.call(clouds, given)).toMatchObject({
      problems: [{ path: "name", fix: expect.stringMatching(fix) }],
    });
  });
});

it("if the state has the task, no other one is searched for, and the queries get that one", async () => {
  const task = { id: "job-1", name: "dbferry-shop", description: "", state: "incremental", privateIp: "10.0.0.9" };
  let mark = "";
  const driver = {
    describe: async (id: string) => ({ ...task, id, description: mark }),
    find: async () => {
      throw new Error("looked for by its name");
    },
  };
  const seen: object[] = [];
  const cloud = {
    leftover: async ({ tasks }: { tasks(name: string): Promise<object[]> }) => {
      seen.push(...(await tasks("dbferry-shop")));
      return undefined;
    },
  };
  const clouds = { driver: () => driver, cloud: () => cloud } as unknown as Clouds;
  const query = { key: "rule", kind: "securityGroupRule", cloud: "huaweicloud", region: "cn-north-4" };
  const given = {
    migration: "shop",
    engine: "drs",
    task: "dbferry-shop",
    taskId: "job-1",
    queries: [query],
    stateId: "0123456789ab",
    stack: "acme/shop/dev",
  };
  expect(await FUNCTIONS["dbferry:index:findLeftovers"]!.call(clouds, given)).toEqual({ found: {}, problems: [] });
  expect(seen).toMatchObject([{ id: "job-1", privateIp: "10.0.0.9" }]);
  // Another stack has taken it over: nothing that serves it is changed.
  mark = "dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=4f1c0d9be2a7";
  expect(await FUNCTIONS["dbferry:index:findLeftovers"]!.call(clouds, given)).toMatchObject({
    problems: [{ path: "name", seen: expect.stringMatching(/job-1.*it is not touched/) }],
  });
});

it.each([
  ["is gone", undefined],
  ["has ended", "ended"],
])("if the task in the state %s, another stack's task of that name is found and reported", async (_, state) => {
  const description =
    "dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=4f1c0d9be2a7 migrate-stack=acme/shop/prod";
  const other = { id: "job-2", name: "dbferry-shop", description, state: "configuring", vendorState: "CONFIGURATION" };
  const driver = {
    describe: async (id: string) => (state ? { ...other, id, description: "", state } : undefined),
    find: async () => [other],
  };
  const clouds = { driver: () => driver } as unknown as Clouds;
  const given = {
    migration: "shop",
    engine: "drs",
    task: "dbferry-shop",
    taskId: "job-1",
    queries: [],
    stateId: "0123456789ab",
    stack: "acme/shop/dev",
  };
  expect(await FUNCTIONS["dbferry:index:findLeftovers"]!.call(clouds, given)).toMatchObject({
    problems: [{ path: "name", seen: expect.stringMatching(/job-2.*it is not touched/) }],
  });
});
