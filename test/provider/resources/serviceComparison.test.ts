import { beforeEach, describe, expect, it } from "vitest";
import type { Position } from "../../../mysql/position";
import type {
  ComparisonFindings,
  ComparisonInfo,
  ComparisonState,
  ServiceComparison,
} from "../../../provider/core/comparison";
import type { Driver } from "../../../provider/core/driver";
import { UserProblem } from "../../../provider/core/failure";
import type { TaskInfo } from "../../../provider/core/task";
import { comparedBy, nameOf } from "../../../provider/resources/serviceComparison";

const TABLES = [{ database: "shop", table: "orders" }];
const SAME: ComparisonFindings = { tables: [{ ...TABLES[0]!, result: "same" }] };
const HERE: Position = { file: "binlog.000007", position: 4711 };
const TASK = { id: "t-1", state: "incremental", vendorState: "running" } as TaskInfo;

/** A service with comparisons: each look takes the running ones a state further. */
class Service {
  readonly calls: string[] = [];
  list: ComparisonInfo[] = [];
  /** What comes of a comparison that runs. */
  ends: { state: ComparisonState; vendorState: string; reason?: string } = { state: "done", vendorState: "success" };
  found = SAME;
  lost = false;

  add(name: string | undefined, state: ComparisonState): ComparisonInfo {
    const made = { id: `c-${this.list.length + 1}`, ...(name ? { name } : {}), state, vendorState: state };
    this.list.unshift(made);
    return made;
  }

  comparison(named: boolean): ServiceComparison {
    const get = (id: string) => this.list.find((one) => one.id === id)!;
    return {
      list: async () => {
        const shown = this.list.map((one) => ({ ...one }));
        for (const one of this.list) if (one.state === "running") Object.assign(one, this.ends);
        return shown;
      },
      create: async (_, order) => {
        this.calls.push("create");
        const { id } = this.add(named ? order.name : undefined, named ? "created" : "running");
        if (this.lost) throw Object.assign(new UserProblem("no answer"), { transient: true });
        return id;
      },
      ...(named
        ? {
            start: async (_: string, id: string) => {
              this.calls.push(`start ${id}`);
              get(id).state = "running";
            },
            remove: async (_: string, { id }: ComparisonInfo) => {
              this.calls.push(`remove ${id}`);
              this.list = this.list.filter((one) => one.id !== id);
            },
          }
        : {}),
      findings: async () => this.found,
    };
  }
}

let service: Service;
const progress: string[] = [];
beforeEach(() => {
  service = new Service();
  progress.length = 0;
});

function compared(named = true, task: TaskInfo | undefined = TASK) {
  const driver = { title: "Fake DTS", can: { comparison: service.comparison(named) } } as unknown as Driver;
  const ctx = {
    pollSeconds: 0.001,
    signal: new AbortController().signal,
    progress: (line: string) => void progress.push(line),
  };
  return comparedBy(ctx, driver, task, "full")(TABLES, HERE, []);
}

describe("the comparison that a cutover orders", () => {
  it("is created, started, waited for and judged", async () => {
    expect(await compared()).toMatchObject({ status: "pass", found: expect.stringContaining("every row of 1 table") });
    expect(service.calls).toEqual(["create", "start c-1"]);
    expect(progress.join()).toMatch(/Fake DTS compares source and target/);
  });

  it("is started, not created again, if a killed run created it without starting it", async () => {
    service.add(nameOf(HERE, "full"), "created");
    expect(await compared()).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual(["start c-1"]);
  });

  it("is waited for if a killed run started it", async () => {
    service.add(nameOf(HERE, "full"), "running");
    expect(await compared()).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual([]);
  });

  it("is found if the answer to its creation was lost", async () => {
    service.lost = true;
    expect(await compared()).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual(["create", "start c-1"]);
    expect(service.list).toHaveLength(1);
  });

  it("replaces one from before the last write, and a finished one", async () => {
    service.add(nameOf({ ...HERE, position: 4 }, "full"), "running");
    service.add(nameOf(HERE, "full"), "done");
    expect(await compared()).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual(["remove c-2", "remove c-1", "create", "start c-1"]);
  });

  it("waits for somebody else's, and does not touch it", async () => {
    const theirs = service.add("nightly", "running");
    expect(await compared()).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual(["create", "start c-2"]);
    expect(service.list.map(({ id }) => id)).toContain(theirs.id);
    expect(progress.join()).toMatch(/another comparison \(c-1, running\)/);
  });

  it("is a new one after the current one, for a service without names", async () => {
    service.add(undefined, "running");
    expect(await compared(false)).toMatchObject({ status: "pass" });
    expect(service.calls).toEqual(["create"]);
    expect(service.list).toHaveLength(2);
  });

  it.each<[ComparisonState, string, RegExp]>([
    ["failed", "TIMEOUT_INTERRUPT", /did not finish \(TIMEOUT_INTERRUPT: too slow\)/],
    ["stopped", "CANCELLED", /did not finish \(CANCELLED: too slow\)/],
    ["unknown", "PONDERING", /a state that dbferry does not know \(PONDERING: too slow\)/],
  ])("proves nothing if it ends as %s", async (state, vendorState, found) => {
    service.ends = { state, vendorState, reason: "too slow" };
    expect(await compared()).toMatchObject({ status: "undetermined", found: expect.stringMatching(found) });
  });

  it("is not proven if the service refuses it, with the service's words", async () => {
    service.comparison(true);
    const driver = {
      title: "Fake DTS",
      can: {
        comparison: { ...service.comparison(true), create: () => Promise.reject(new UserProblem("E1: not allowed")) },
      },
    } as unknown as Driver;
    const ctx = { pollSeconds: 0.001, signal: new AbortController().signal, progress: () => {} };
    expect(await comparedBy(ctx, driver, TASK, "full")(TABLES, HERE, [])).toMatchObject({
      status: "undetermined",
      found: "E1: not allowed",
    });
  });

  it("is, for an ended task, its finished one of this position, and says so; another one is not proven", async () => {
    const ended = { ...TASK, state: "ended" } as TaskInfo;
    expect(await compared(true, ended)).toMatchObject({ status: "undetermined" });
    for (const earlier of [undefined, nameOf({ ...HERE, position: 4000 }, "full")]) {
      service.add(earlier, "done");
      expect(await compared(true, ended)).toMatchObject({
        status: "undetermined",
        found: expect.stringContaining("that nothing was written after it is not proven"),
      });
    }
    service.add(nameOf(HERE, "full"), "done");
    expect(await compared(true, ended)).toMatchObject({
      status: "pass",
      found: expect.stringContaining("before the task ended"),
    });
    expect(service.calls).toEqual([]);
  });
});
