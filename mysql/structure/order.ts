import { type Ordered, PHASES } from "./compare/context";
import type { StructureDifference } from "./types";

/** Differences in the order in which their statements can run: dependencies first, destructive ones last. */
export function inOrder(differences: readonly Ordered[]): StructureDifference[] {
  const sorted = [...differences].sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  const views = dependencies(sorted.filter(({ phase }) => phase === "view"));
  const triggers = chains(sorted.filter(({ phase }) => phase === "trigger"));
  const rest = new Map([
    ["view", views],
    ["trigger", triggers],
  ]);
  return sorted.map((one) => {
    const next = rest.get(one.phase)?.shift() ?? one;
    const { phase: _, dropped: __, ...difference } = next;
    return difference;
  });
}

/** A view that refers to another comes after it. */
function dependencies(views: Ordered[]): Ordered[] {
  const left = [...views];
  const found: Ordered[] = [];
  while (left.length > 0) {
    const names = (one: Ordered, other: Ordered) =>
      one !== other && one.statements.at(-1)?.includes(`\`${other.name.object!.replace(/`/g, "``")}\``);
    const at = Math.max(
      0,
      left.findIndex((one) => !left.some((other) => names(one, other))),
    );
    found.push(...left.splice(at, 1));
  }
  return found;
}

/** A trigger that follows another comes after it. */
function chains(triggers: Ordered[]): Ordered[] {
  const left = [...triggers];
  const found: Ordered[] = [];
  const follows = (one: Ordered, other: Ordered) =>
    one.statements.at(-1)?.includes(` FOLLOWS \`${other.name.object!.replace(/`/g, "``")}\` `);
  while (left.length > 0) {
    const at = Math.max(
      0,
      left.findIndex((one) => !left.some((other) => other !== one && follows(one, other))),
    );
    found.push(...left.splice(at, 1));
  }
  return found;
}
