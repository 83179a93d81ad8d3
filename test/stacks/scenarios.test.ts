import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { Migration } from "../../components/migration";
import { SCENARIOS } from "../../model/scenario";
import { parseMigration } from "../../model/spec";
import { asIfRead } from "../../model/spec/rules/readByHand";
import { cloudProvidersFor } from "../../stacks/providers";
import { rehearse } from "../../stacks/rehearsal";
import { scenarioDocuments, scenarioList } from "../../stacks/scenarios";
import { Registrations, settled } from "../components/support/registered";
import { certificate } from "../support/certificate";

const root = resolve(__dirname, "../..");
const docs = join(root, "docs");
const ROUTES = SCENARIOS.map(({ id }) => id);

function exampleOf(id: string) {
  const text = readFileSync(join(root, `stacks/Pulumi.${id}.yaml`), "utf8");
  return { text, config: parse(text).config };
}

/** A week before the example expires. */
const dayOf = ({ expires }: { expires: string }) => new Date(Date.parse(expires) - 7 * 86_400_000);

afterEach(() => void vi.useRealTimers());

it("every route has its page and its picture, and nothing else has (npm run docs)", () => {
  expect(readFileSync(join(docs, "scenarios.md"), "utf8")).toBe(scenarioList(exampleOf));
  expect(readdirSync(join(docs, "scenarios")).sort()).toEqual(ROUTES.flatMap((id) => [`${id}.md`, `${id}.svg`]).sort());
});

it.each(ROUTES)("the page of %s is the one that the code makes (npm run docs)", async (id) => {
  for (const [path, text] of Object.entries(await scenarioDocuments(id, exampleOf(id))))
    expect(readFileSync(join(docs, path), "utf8"), path).toBe(text);
});

it.each(ROUTES)("the page of %s lists what an update registers with the engine, and nothing else", async (id) => {
  const written = exampleOf(id).config["dbferry:migration"];
  const now = dayOf(written);
  // The components compare expiries with the current time.
  vi.useFakeTimers({ toFake: ["Date"], now });
  const page = readFileSync(join(docs, `scenarios/${id}.md`), "utf8");
  const listed = [...page.matchAll(/^\|.*\| `([^`]+)`, `([^`]+)` \|/gm)].map(([, name, type]) => `${name} ${type}`);
  // In this phase, there is everything that any phase has.
  expect(listed.toSorted()).toEqual((await registeredBy(written, "cutover", now)).sort());
  expect(page).not.toContain("NOT KNOWN");
});

/** From where a task connects to a source behind a VPN. */
const throughTunnels = (engine: string) => (engine === "alibaba-dts" ? "100.104.52.0/24" : "192.168.10.77/32");

/** By the component alone, in an update in which the clouds answer. */
async function registeredBy(written: object, phase: "cutover", now: Date): Promise<string[]> {
  const made = new Registrations();
  await made.start(false, ({ type, name, inputs }) => {
    if (type.endsWith(":Connection")) return { ...inputs, connectionString: "public.mysql.rds.aliyuncs.com" };
    if (type.endsWith(":Gateway"))
      return { ...inputs, internetIp: "203.0.113.11", disasterRecoveryInternetIp: "203.0.113.12" };
    if (type.endsWith(":VpcEip")) return { ...inputs, address: `203.0.113.${name.endsWith("2") ? 12 : 11}` };
    if (type === "tencentcloud:index/vpnGateway:VpnGateway") return { ...inputs, publicIpAddress: "203.0.113.13" };
    if (type.startsWith("random:"))
      return { ...inputs, result: `${name.replace(/\W/g, "_")}_aBcDeFgHiJkLmNoPqRsTuVwXyZ` };
    if (type.endsWith(":ReplicationTask"))
      return {
        ...inputs,
        taskId: "task-1",
        privateIp: "192.168.10.77",
        egressCidrs: [inputs.path === "vpn" ? throughTunnels(inputs.engine) : "203.0.113.11/32"],
        targetCidrs: ["203.0.113.12/32"],
      };
    return inputs;
  });
  const log = vi.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  // A route whose address a person reads has to have it by now.
  const migration = asIfRead(parseMigration(written, "prepare", now).migration);
  const { cert } = certificate({ name: "CA", authority: true });
  for (const side of ["source", "target"] as const) if (migration[side].ca) migration[side].ca = cert;
  const args = { spec: migration, phase, passwords: { source: "one", target: "two" } };
  const providers = cloudProvidersFor(migration, {});
  const built = new Migration(migration.name, args, { providers });
  await settled(built.urn);
  await pulumi.runtime.disconnect();
  log.mockRestore();
  const isComponent = (type: string) => /^dbferry:index:(Migration|(Huaweicloud|Alicloud|Tencentcloud)\w+)$/.test(type);
  return made.all
    .filter(({ type }) => !isComponent(type) && !type.startsWith("pulumi:"))
    .map(({ name, type }) => `${name} ${type}`);
}

it("a plan says what the program refuses, and leaves the log as it was", async () => {
  const { config } = exampleOf("alibaba-to-huawei");
  const written = config["dbferry:migration"];
  const { migration } = parseMigration(written, "prepare", dayOf(written));
  const { warn } = pulumi.log;
  const refused = rehearse(migration, { policies: { level: "nothing-like-it" } });
  await expect(refused).rejects.toThrow(/nothing-like-it/);
  expect(pulumi.log.warn).toBe(warn);
  expect((await rehearse(migration)).prepare.length).toBeGreaterThan(5);
});

it("a plan has the policies judge the end that is written", async () => {
  const { config } = exampleOf("alibaba-to-huawei");
  const written = config["dbferry:migration"];
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const migration = { ...parseMigration(written, "prepare", dayOf(written)).migration, expires };
  await expect(rehearse(migration, { policies: { maxDays: 3 } })).rejects.toThrow(/ends only in 5 days/);
  expect((await rehearse(migration, { policies: { maxDays: 6 } })).prepare.length).toBeGreaterThan(5);
});
