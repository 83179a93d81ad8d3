import { afterEach, describe, expect, it, vi } from "vitest";
import { REVIEW_VARIABLE } from "../../../../model/review";
import { passwordRefusal, refusePassword } from "../../../../provider/resources/run/password";
import { runOf, stage } from "../../support/fake";

afterEach(() => vi.unstubAllEnvs());

const IN_RUN = ["full", "incremental", "paused"] as const;

describe("a new password for one of a task's logins", () => {
  const seen = (state: Parameters<ReturnType<typeof stage>["driver"]["put"]>[0], passwordIn?: typeof IN_RUN) => {
    const { driver } = stage();
    driver.can = { ...driver.can, passwordIn };
    return passwordRefusal(driver, driver.put(state, { vendorState: "THE_STATE" }));
  };

  it.each(["creating", "configuring", "ended"] as const)(
    "is accepted by a task that is %s: it does not log in",
    (state) => {
      expect(seen(state)).toBeUndefined();
    },
  );

  it("is accepted in the states that the service names, and in no other", () => {
    expect(seen("incremental", IN_RUN)).toBeUndefined();
    expect(seen("scheduled", IN_RUN)).toMatch(/THE_STATE \(accepted in: full, incremental, paused\); wait/);
  });

  it("is never accepted by a service without a call for it: the message names what to do instead", () => {
    expect(seen("incremental")).toMatch(/only before it has started; change it after the cutover/);
    expect(seen("paused")).toMatch(/Fake DTS does not accept a new password for a task in the state THE_STATE/);
  });

  it("is refused in the plan, before the server has it", async () => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1" });
    delete s.driver.can.passwordIn;
    expect(() => refusePassword(s.driver, undefined, "x")).not.toThrow();
    const type = "dbferry:index:TaskRun";
    const given = (change = {}) => s.handlers.check(type, undefined, runOf("job-1", change)).inputs;
    const news = given({ source: { ...(runOf("job-1")["source"] as object), password: "new" } });
    const { changes } = s.handlers.diff(type, given(), {}, news);
    const allowed = s.handlers.allow({ urn: "u", type }, "job-1", given(), {}, news, changes);
    await expect(allowed).rejects.toThrow(/source.password: .*put the old one back.*dbferry cancel/s);
  });

  it("is ignored in a review, whose passwords are placeholders: the service is not called", async () => {
    vi.stubEnv(REVIEW_VARIABLE, "1");
    const s = stage();
    s.driver.describe = () => expect.unreachable("the service was asked");
    const type = "dbferry:index:TaskRun";
    const given = (password: string) => ({ source: { ...(runOf("job-1")["source"] as object), password } });
    const inputs = (change = {}) => s.handlers.check(type, undefined, runOf("job-1", change)).inputs;
    const news = inputs(given("a placeholder"));
    const { changes } = s.handlers.diff(type, inputs(), {}, news);
    expect(changes.map(({ path }) => path)).toContain("source.password");
    await s.handlers.allow({ urn: "u", type }, "job-1", inputs(), {}, news, changes);
  });
});
