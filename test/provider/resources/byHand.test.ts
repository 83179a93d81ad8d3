import { describe, expect, it } from "vitest";
import type { Values } from "../../../plugin/values";
import { bare, stage } from "../support/fake";

const asked = (from: string, until = "2030-01-01T00:00:00Z") => ({ server: "db.example.com", from, port: 3306, until });
const RECORD = (phase: string, byHand: object[] = []): Values =>
  ({ migration: "shop", phase, engine: "drs", taskId: "job-1", byHand }) as Values;

describe("what a person was asked to open, in the record of a migration,", () => {
  it("stays there when the phase no longer needs it, because nothing shows that it was closed", async () => {
    const s = stage();
    s.driver.put("ended", { id: "job-1" });
    const made = await s.create("MigrationRecord", RECORD("cutover", [asked("203.0.113.10")]));
    const before = bare(made.outputs) as Values;
    expect(before["byHand"]).toEqual([asked("203.0.113.10")]);
    const done = await s.update("MigrationRecord", "shop", RECORD("cutover"), before, RECORD("done"));
    expect(bare(done)["byHand"]).toEqual([asked("203.0.113.10")]);
  });

  it("gains what a later update asks for, and has each once", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-1" });
    const first = RECORD("prepare", [asked("203.0.113.10")]);
    const before = bare((await s.create("MigrationRecord", first)).outputs) as Values;
    const now = RECORD("prepare", [asked("203.0.113.10"), asked("203.0.113.11")]);
    const after = await s.update("MigrationRecord", "shop", first, before, now);
    expect(bare(after)["byHand"]).toEqual([asked("203.0.113.10"), asked("203.0.113.11")]);
  });

  it("is told once more when a destroy forgets it", async () => {
    const s = stage();
    const outputs = { phase: "done", byHand: [asked("203.0.113.10")] } as Values;
    await s.remove("MigrationRecord", "shop", RECORD("done"), outputs);
    const told = s.log.kept("warning").join("\n");
    expect(told).toContain("iptables -D INPUT -s 203.0.113.10 -p tcp --dport 3306");
    // An update that asked for another address and then failed has left no record of it.
    expect(told).toContain("# and whatever else was opened for this migration");
  });

  it("is not recorded where nobody was asked", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-1" });
    expect(bare((await s.create("MigrationRecord", RECORD("prepare"))).outputs)).not.toHaveProperty("byHand");
  });
});
