import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NimbusProject } from "./fourthCloud/project";

const root = resolve(__dirname, "../..");

describe("a made-up fourth cloud, by new files and one line in each table, under the real engine", () => {
  let project: NimbusProject;
  beforeAll(async () => {
    project = await NimbusProject.open();
  });
  afterAll(() => project?.close());

  const rows = async (side: "source" | "target", table: string): Promise<number> => {
    const { connect, admin } = project.facts[side];
    const [host, port] = connect.split(":");
    const session = await createConnection({ host, port: Number(port), ...admin });
    try {
      const [found] = await session.query(`SELECT COUNT(*) AS n FROM ${table}`);
      return Number((found as { n: number }[])[0]!.n);
    } finally {
      await session.end();
    }
  };
  const table = () => `${project.facts.source.databases[0]}.customer`;

  it("prepares: its tube and its door are open, its task exists, and nothing has moved", async () => {
    const done = await project.up("prepare");
    expect(done.code, done.text).toBe(0);
    const again = await project.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
    const { tubes, doors, carriers } = await project.world();
    expect({ tubes, doors, carriers }).toMatchObject({
      tubes: [{ address: expect.stringMatching(/^192\.0\.2\./) }],
      doors: [{ instance: "db-target", from: [expect.stringMatching(/^10\.77\.1\./)] }],
      carriers: [{ name: "dbferry-shop" }],
    });
    await expect(rows("target", table())).rejects.toThrow();
  });

  it("migrates over its path by its engine", async () => {
    const done = await project.up("migrate");
    expect(done.code, done.text).toBe(0);
    expect(await rows("target", table())).toBe(await rows("source", table()));
  });

  it("has its openings found by the audit", async () => {
    const audit = await project.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const opening of ["tube-", "door to db-target", "carrier dbferry-shop", "allowlist", "public endpoint"])
      expect(audit.text).toContain(opening);
  });

  it("is proven at the cutover, and nothing is left open", async () => {
    const cutover = await project.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    const done = await project.up("done");
    expect(done.code, done.text).toBe(0);
    expect(await project.world()).toMatchObject({ tubes: [], doors: [], carriers: [] });
    const audit = await project.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(audit.text).toContain("Nimbus");
    expect(await rows("target", table())).toBe(await rows("source", table()));
  });

  it("required no change to the product's files", () => {
    const tree = spawnSync("git", ["grep", "-il", "nimbus", "--", ":!test"], { cwd: root, encoding: "utf8" });
    const named = tree.stdout;
    expect(named).toBe("");
  });
});
