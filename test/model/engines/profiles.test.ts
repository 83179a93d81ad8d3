import { expect, test } from "vitest";
import { ENGINE_PROFILES } from "../../../model/engines/profiles";

test("every fact about an engine has a source and the date on which it was read", () => {
  for (const [engine, { rights, ...facts }] of Object.entries(ENGINE_PROFILES)) {
    for (const [name, { source, date }] of Object.entries(facts)) {
      expect(source, `${engine}.${name}`).not.toBe("");
      expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10), `${engine}.${name}`).toBe(date);
    }
    const server = { flavour: "mysql", version: { major: 8, minor: 0, patch: 36 }, profile: "generic" } as never;
    expect(rights.source("full", server).source, engine).not.toBe("");
    expect(rights.target("full", server).source, engine).not.toBe("");
  }
});
