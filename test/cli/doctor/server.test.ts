import { afterEach, describe, expect, it } from "vitest";
import { lookAtServer } from "../../../cli/doctor/server";
import { play, type Recording } from "../../mysql/checks/recorded/server";

const CALLER = "203.0.113.10/32";
const ACCOUNT = "df_shop";
let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

async function look(answers: Recording["answers"], callers = [CALLER], account: string | undefined = ACCOUNT) {
  const server = await play({
    version: "8.0.36",
    variables: { skip_name_resolve: "OFF", performance_schema: "ON", max_connect_errors: 100 },
    answers,
  });
  stop = () => server.stop();
  const seen = await lookAtServer({ options: server.options, callers, ...(account ? { account } : {}) });
  return { ...seen, states: Object.fromEntries(seen.hops.map(({ hop, state }) => [hop, state])) };
}

const host = (Host: string, more: object = {}) => [/mysql\.user/i, [{ Host, ssl_type: "", ...more }]] as const;
const session = (Host: string) => [/PROCESSLIST/i, [{ Id: 7, User: ACCOUNT, Host }]] as const;
const errors = (ip: string, n: number) => [/host_cache/i, [{ ip, n }]] as const;
const none = [/host_cache|PROCESSLIST/i, []] as const;

describe("what the source says about its task", () => {
  it("proves the account and the list of blocked hosts, but not the task's own way", async () => {
    const { states, session: seen } = await look([host("203.0.113.10"), none]);
    expect(states).toMatchObject({ endpoint: "open", hostBlock: "open", account: "open" });
    expect(states["tls"]).not.toBe("open");
    expect(seen).toBeUndefined();
  });

  it("names the account that does not admit the task's address", async () => {
    const { states, hops } = await look([host("198.51.100.1"), none]);
    expect(states["account"]).toBe("shut");
    expect(JSON.stringify(hops)).toContain("198.51.100.1");
    expect((await look([host("203.0.113.%"), none])).states["account"]).toBe("open");
    expect((await look([host("dts.example.com"), none])).states["account"]).toBe("unknown");
    expect((await look([none], [CALLER], "")).states["account"]).toBe("unknown");
  });

  it.each(["account_locked", "password_expired"])("takes no account for open whose %s is Y", async (column) => {
    const { states, hops } = await look([host("203.0.113.10", { [column]: "Y" }), none]);
    expect(states["account"]).toBe("shut");
    expect(JSON.stringify(hops)).toContain("locked, or its password has expired: 'df_shop'@'203.0.113.10'");
    expect((await look([host("203.0.113.10", { [column]: "N" }), none])).states["account"]).toBe("open");
  });

  it("recognises an address that max_connect_errors has blocked, and no other's", async () => {
    const mine = await look([host("203.0.113.10"), errors("203.0.113.10", 100), none]);
    expect([mine.states["hostBlock"], mine.blocked]).toEqual(["shut", true]);
    const ofBlock = await look([host("203.0.113.%"), errors("203.0.113.77", 100), none], ["203.0.113.0/24"]);
    expect([ofBlock.states["hostBlock"], ofBlock.blocked]).toEqual(["shut", true]);
    expect(JSON.stringify(mine.hops)).toContain("TRUNCATE TABLE performance_schema.host_cache");
    const others = await look([host("203.0.113.10"), errors("198.51.100.7", 100), none]);
    expect([others.states["hostBlock"], others.blocked]).toEqual(["open", false]);
    const denied = { errno: 1142, message: "SELECT command denied to user 'ferry' for table 'host_cache'" };
    const hidden = await look([host("203.0.113.10"), [/host_cache/i, denied], none]);
    expect([hidden.states["hostBlock"], hidden.states["endpoint"], hidden.blocked]).toEqual(["unknown", "open", false]);
  });

  it("reports a session from the task's address, and none from elsewhere", async () => {
    const mine = await look([host("203.0.113.10"), session("203.0.113.10:50123"), none]);
    expect(mine.session).toBe("session 7 of df_shop from 203.0.113.10");
    expect((await look([host("203.0.113.10"), session("198.51.100.1:50123"), none])).session).toBeUndefined();
  });

  it("concludes nothing about the task from a login of this machine that fails, except that nothing listens", async () => {
    const denied = await play({ version: "8.0.36", refuse: { errno: 1045, message: "Access denied" } });
    stop = () => denied.stop();
    const failed = await lookAtServer({ options: denied.options, callers: [CALLER], account: ACCOUNT });
    expect(failed.hops.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    await denied.stop();
    stop = undefined;
    const gone = await lookAtServer({ options: denied.options, callers: [CALLER], account: ACCOUNT });
    expect(gone.hops[0]).toMatchObject({ hop: "endpoint", state: "shut" });
  });
});
