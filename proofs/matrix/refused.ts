import { SCENARIOS } from "../../model/scenario";
import type { Field } from "../../test/e2e/harness";
import type { Cell, CellResult } from "./cell";
import { added, factsOf } from "./facts";
import { specOf } from "./specs";

/** What a refusal has to say: the reason, and a route that works. */
const REASON = /(dbferry has no route .+?); needed: .*?the nearest is (\S+ to \S+ by \S+ over [^\s;]+)/s;

/** A cell that cannot be built is refused before anything is created or any cloud is called, with the reason and the nearest path that works. */
export async function refused(field: Field, cell: Cell): Promise<CellResult> {
  const { source, engine, path } = cell;
  const { world } = field.sandbox;
  const before = factsOf(field);
  const calls = world.calls.size;
  let kept: unknown;
  field.configure((config) => {
    kept = config["dbferry:migration"];
    config["dbferry:migration"] = specOf(cell, kept as Record<string, unknown>);
  });
  try {
    const { code, text } = await field.up("prepare");
    const [, reason = "", nearest = ""] = REASON.exec(text.replace(/\s+/g, " ")) ?? [];
    const left = added(before, factsOf(field)).length;
    const works = SCENARIOS.some(
      (one) => `${one.source} to ${one.target} by ${one.engine} over ${one.path}` === nearest,
    );
    const isRefused = code !== 0 && works && left === 0 && world.calls.size === calls;
    return {
      ...{ source, engine, path },
      result: isRefused ? "refused" : "failed",
      reason: isRefused ? `${reason}; the nearest is ${nearest}` : `exit ${code}: ${text.trim().slice(-1500)}`,
      openingsLeft: left,
      wrongVariants: 0,
      wrongExplained: 0,
    };
  } finally {
    field.configure((config) => {
      config["dbferry:migration"] = kept;
    });
  }
}
