import { describe, expect, it } from "vitest";
import { sourceGateOf } from "../../../cli/engine/sourceGate";
import type { StackMigration } from "../../../cli/engine/stackMigration";
import type { NameSeen } from "../../../model/hostNames";
import { agreed } from "../../provider/support/fake";

const SEEN: NameSeen = {
  name: "db.example.com",
  address: "203.0.113.20",
  at: "2026-11-30T12:00:00.000Z",
  by: ["a", "b"],
  given: "name",
};

const clouds = () => {
  throw new Error("missing: huaweicloud.secretKey");
};
const stack = (taskId?: string) => ({ migration: {}, clouds, taskId }) as unknown as StackMigration;
const names = (address: string) => ({ answers: async () => agreed(address), here: async () => undefined });

describe("gate G10 of dbferry cutover", () => {
  it.each([
    ["as it was given", "db.example.com", "pass"],
    ["that somebody has put in its place", "other.example.com", "fail"],
  ])("with the task's source %s", async (_, shown, status) => {
    const read = async () => ({ shown });
    const gate = sourceGateOf(stack("job-1"), names("203.0.113.20"), SEEN, "127.0.0.1", read);
    expect(await gate()).toMatchObject({ status });
  });

  it.each([
    [
      "its service cannot be asked",
      "job-1",
      /203\.0\.113\.20.*not known which source.*missing: huaweicloud\.secretKey/,
    ],
    ["the state has no task", undefined, /not known which source.*state has no task/],
  ])("is not proven if %s", async (_, taskId, found) => {
    const outcome = await sourceGateOf(stack(taskId), names("203.0.113.20"), SEEN, "127.0.0.1")();
    expect(outcome).toMatchObject({ status: "undetermined", found: expect.stringMatching(found) });
    expect(outcome.remedy).toMatch(/credentials of the update/);
  });

  it("tells a move, and what an exemption of it must name, whether or not the task can be read", async () => {
    const outcome = await sourceGateOf(stack("job-1"), names("203.0.113.21"), SEEN, "127.0.0.1")();
    expect(outcome).toMatchObject({ status: "undetermined", acceptNaming: "203.0.113.21" });
  });
});
