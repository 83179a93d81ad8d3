import { describe, expect, it } from "vitest";
import { type Look, lookAtSessions, openedByTask, openedSince } from "../../../cli/dayTwo/sessions";

const row = (Id: number, Host: string, User = "dba") => ({ Id, User, Host });
const look = (threadId: number, ...rows: object[]): Promise<Look> =>
  lookAtSessions({ threadId, query: async () => rows as never }, "dba");
const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id);

describe("sessions that a task has opened with an administrator's account", () => {
  const paused = () => look(10, row(10, "192.0.2.1:5000"), row(4, "10.0.0.8:4000"), row(5, "10.0.0.7:1", "app"));

  it("are those from an address where nobody was logged in with it during the pause", async () => {
    const now = await look(
      20,
      row(20, "192.0.2.1:5001"),
      row(4, "10.0.0.8:4000"),
      row(12, "10.0.0.5:1"),
      row(13, "10.0.0.7:2"),
    );
    expect(ids(openedByTask(await paused(), now))).toEqual([12, 13]);
  });

  it.each<[string, object]>([
    ["opened before the pause", row(9, "10.0.0.5:1")],
    ["from an address from which somebody else is logged in", row(12, "10.0.0.8:4001")],
    ["from this machine", row(12, "192.0.2.1:5002")],
    ["of another account", row(12, "10.0.0.5:1", "app")],
  ])("are none that are %s", async (_, session) => {
    expect(openedByTask(await paused(), await look(20, row(20, "192.0.2.1:5001"), session))).toEqual([]);
  });

  it("are those from the task's own address where the service shows it, whoever else logs in meanwhile", async () => {
    const from = (...rows: object[]) => look(20, row(20, "192.0.2.1:5001"), ...rows);
    const colleague = row(12, "198.51.100.7:1");
    const before = await look(10, row(10, "192.0.2.1:5000"), row(4, "10.0.0.5:1"));
    expect(openedByTask(before, await from(colleague), "10.0.0.5")).toEqual([]);
    expect(ids(openedByTask(before, await from(colleague, row(13, "10.0.0.5:2")), "10.0.0.5"))).toEqual([13]);
  });

  it("are seen on loopback, where everybody has one address", async () => {
    const before = await look(10, row(10, "127.0.0.1:5000"));
    expect(ids(openedByTask(before, await look(20, row(20, "127.0.0.1:5001"), row(12, "127.0.0.1:1"))))).toEqual([12]);
  });

  it("of an account that only the task uses are all that are newer", async () => {
    const before = await look(10, row(10, "192.0.2.1:5000"), row(4, "10.0.0.5:1"));
    expect(ids(openedSince(before, await look(20, row(20, "192.0.2.1:1"), row(12, "10.0.0.5:2"))))).toEqual([12]);
  });
});
