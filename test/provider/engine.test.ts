import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Cloud, CREDENTIALS, REGION, type ScriptedMover } from "../sandbox/huaweicloud/stage";
import { PATIENCE } from "../support/patience";
import { Project } from "./support/project";

const SOURCE_PASSWORD = "src-Pa55-canary";
const TARGET_PASSWORD = "tgt-Pa55-canary";

let cloud: Cloud;
let project: Project;

/** A task and its run; `change` is code that may modify `task` and `run` before they are registered. */
function program(change = ""): string {
  const eip = cloud.world.huaweicloud.eips.list(REGION)[0]!;
  const ends = {
    source: { cloud: "onprem", host: "db.example.test", port: 3306 },
    target: {
      cloud: "huaweicloud",
      region: REGION,
      instanceId: cloud.rds.id,
      host: cloud.rds.privateIp,
      port: 3306,
      vpcId: cloud.rds.vpcId,
      subnetId: cloud.subnet.id,
      securityGroupId: cloud.groupId,
    },
  };
  return `
    const ends = ${JSON.stringify(ends)};
    const provider = new d.Provider("main", {
      huaweicloud: { region: "${REGION}", endpoints: ${JSON.stringify(cloud.services.endpoints)} },
      pollSeconds: 0.05,
    });
    let withRun = true;
    const task = { name: "dbferry-shop", engine: "drs", ...ends, eip: ${JSON.stringify({ id: eip.id, address: eip.address })}, whenLive: "end",
      description: "dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z" };
    const run = { engine: "drs", whenLive: "end", connectWindowSeconds: 0,
      source: { ...ends.source, user: "df_shop", password: "${SOURCE_PASSWORD}" },
      target: { ...ends.target, user: "df_shop", password: pulumi.secret("${TARGET_PASSWORD}") } };
    ${change}
    const made = new d.ReplicationTask("task", task, { provider });
    if (withRun) new d.TaskRun("run", { taskId: made.taskId, ...run }, { provider });
    return { egress: made.egressCidrs, task: made.taskId };
  `;
}

beforeAll(async () => {
  cloud = await Cloud.scripted({ speed: 3000 });
  cloud.eip("dbferry-shop");
  project = await Project.make(program(), {
    HW_ACCESS_KEY: CREDENTIALS.accessKey,
    HW_SECRET_KEY: CREDENTIALS.secretKey,
    HW_PROJECT_ID: CREDENTIALS.projectId,
  });
});
afterAll(async () => {
  project?.remove();
  await cloud?.close();
});

/** Destroys the rest of the stack, so that the next test starts from scratch. */
beforeEach(async () => {
  if (project.hasResources())
    expect(await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "test")).toMatchObject({ code: 0 });
  cloud.movers.length = 0;
  project.program(program());
});

const mover = () => cloud.movers.at(-1)!;
const tasks = async () => (await cloud.jobs("", { cur_page: 1, per_page: 10, db_use_type: "migration" })).jobs;

/** The mover enters a state as soon as the task has started it. */
async function whenStarted(state: Parameters<ScriptedMover["set"]>[0], more: Parameters<ScriptedMover["set"]>[1] = {}) {
  await vi.waitFor(() => expect(cloud.movers.at(-1)?.started.length).toBe(1), PATIENCE);
  mover().set(state, more);
}

describe("with the real engine", () => {
  it("a preview creates nothing and reports what is known by then", async () => {
    const { code, text } = await project.pulumi("preview", "--stack", "test", "--diff");
    expect(code, text).toBe(0);
    expect(text).toContain(`${cloud.world.huaweicloud.eips.list(REGION)[0]!.address}/32`);
    expect(text).not.toContain(SOURCE_PASSWORD);
    expect(text).not.toContain(TARGET_PASSWORD);
    expect(await tasks()).toEqual([]);
  });

  it("bad inputs are reported all at once by property path, and nothing is created", async () => {
    project.program(program('task.drs = { nodeType: "huge" }; task.source = { cloud: "moon", colour: "red" };'));
    const { code, text } = await project.up();
    expect(code).not.toBe(0);
    for (const path of ["drs.nodeType", "source.cloud", "source.host", "source.colour"]) expect(text).toContain(path);
    expect(text).toMatch(/source\.cloud value .* problem: needed: one of alicloud/);
    expect(await tasks()).toEqual([]);
  });

  it("a run completes; a second update changes nothing, a refresh shows no drift, a destroy leaves nothing", async () => {
    const [first] = await Promise.all([project.up(), whenStarted("incremental")]);
    expect(first.code, first.text).toBe(0);
    const second = await project.up();
    expect(second.text).toMatch(/\d+ unchanged/);
    expect(second.text).not.toMatch(/created|updated|replaced/);
    const refresh = await project.pulumi("refresh", "--yes", "--skip-preview", "--stack", "test");
    expect(refresh.text).not.toMatch(/\d+ (updated|deleted)/);

    const shown = [first, second, refresh].map(({ text }) => text).join("") + project.stateText();
    for (const secret of [SOURCE_PASSWORD, TARGET_PASSWORD, CREDENTIALS.secretKey]) expect(shown).not.toContain(secret);
    expect(JSON.stringify(project.resources("TaskRun")[0]!.outputs)).not.toMatch(/password/);

    const destroyed = await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "test");
    expect(destroyed.code, destroyed.text).toBe(0);
    expect(await tasks()).toEqual([]);
    expect(mover().stops).toEqual([{ force: false }]);
  });

  it("a failed run stays in the state with its reason, and the next update continues from there", async () => {
    const text = "Duplicate entry '7' for key 'PRIMARY'";
    const failure = { during: "incremental", why: "replication", text } as const;
    const [failed] = await Promise.all([project.up(), whenStarted("failed", { failure })]);
    expect(failed.code).not.toBe(0);
    expect(failed.text).toMatch(/INCRE_TRANSFER_FAILED.*Duplicate entry '7'/);
    const [run] = project.resources("TaskRun");
    expect(run!.initErrors!.join()).toContain("Duplicate entry '7'");
    expect(run!.id).toBe(project.resources("ReplicationTask")[0]!.outputs["taskId"]);

    const again = await project.up();
    expect(again.code, again.text).toBe(0);
    expect(project.resources("TaskRun")[0]!.initErrors ?? []).toEqual([]);
    expect(await tasks()).toHaveLength(1);
    expect(mover().started).toHaveLength(1);
  });

  it("Ctrl-C ends an update at once, keeps the run in the state, and the next update finishes it", async () => {
    const update = project.start("up", "--yes", "--skip-preview", "--stack", "test");
    await whenStarted("full");
    const since = Date.now();
    update.kill("SIGINT");
    const { exitCode, all } = await update;
    expect(exitCode).not.toBe(0);
    expect(Date.now() - since).toBeLessThan(60_000);
    expect(String(all)).toMatch(/cancelled while watching the task/);
    expect(project.resources("TaskRun")).toHaveLength(1);
    mover().set("incremental");
    const again = await project.up();
    expect(again.code, again.text).toBe(0);
  });

  it("a task that the vendor released before it ran is noticed by a refresh and recreated by the next update", async () => {
    project.program(program("withRun = false;"));
    expect((await project.up()).code).toBe(0);
    const lost = project.resources("ReplicationTask")[0]!.id;
    await cloud.end(lost, "terminate");
    await cloud.until(lost, "RELEASE_RESOURCE_COMPLETE");
    await project.pulumi("refresh", "--yes", "--skip-preview", "--stack", "test");
    const again = await project.up();
    expect(again.code, again.text).toBe(0);
    const [task] = project.resources("ReplicationTask");
    expect(task!.id).not.toBe(lost);
    expect((await tasks()).map((one: { id: string }) => one.id)).toEqual([task!.id]);
  });
});

describe("the provider's process", () => {
  /** The provider as a child process of a simulated engine. */
  async function started(): Promise<{ engine: ChildProcess; pid: number }> {
    const executable = JSON.stringify(join(project.folder, "provider/pulumi-resource-dbferry"));
    const script = [
      `const p = require("node:child_process").spawn(${executable}, ["127.0.0.1:1"]);`,
      'p.stdout.once("data", (port) => process.stdout.write(p.pid + " " + port));',
      "setInterval(() => {}, 1000);",
    ].join("\n");
    const engine = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise<string>((resolve) => engine.stdout!.once("data", (data) => resolve(String(data))));
    const [pid, port] = line.trim().split(" ").map(Number);
    expect(port).toBeGreaterThan(1024);
    return { engine, pid: pid! };
  }
  const isGone = (pid: number) => expect(() => process.kill(pid, 0)).toThrow();

  it("ends with the engine that started it, however the engine ended", async () => {
    const { engine, pid } = await started();
    engine.kill("SIGKILL");
    await vi.waitFor(() => isGone(pid), PATIENCE);
  });

  it("ends at once when the engine requests it", async () => {
    const { engine, pid } = await started();
    process.kill(pid, "SIGINT");
    await vi.waitFor(() => isGone(pid), PATIENCE);
    engine.kill("SIGKILL");
  });
});
