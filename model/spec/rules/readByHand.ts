import { isIP } from "node:net";
import { covers } from "../../addresses";
import { asAddress, asBlock } from "../../addresses/block";
import { ENGINE_FACTS } from "../../engines";
import type { ReadByHand } from "../../engines/facts";
import { type Phase, planOf } from "../../phase";
import type { Problem } from "../../problems";
import { scenarioOf } from "../../scenario";
import { type Migration, settingsOf } from "../schema";

/** Addresses of the task that no API names and nobody has written down; undefined: they are known. */
export function notReadYet(migration: Migration): (ReadByHand & { path: string }) | undefined {
  const { engine } = migration;
  const by = scenarioOf(migration)?.readByHand;
  if (!by || writtenOf(migration, by).length > 0) return undefined;
  return { ...by, path: `${ENGINE_FACTS[engine].section}.${by.key}` };
}

/**
 * Addresses that a person has written, where the task that they are to be read from does not exist yet: they are of
 * another one, or made up. A task that is taken over exists.
 */
export function readTooEarly(migration: Migration): Problem[] {
  const by = scenarioOf(migration)?.readByHand;
  const written = by ? writtenOf(migration, by) : [];
  if (!by || written.length === 0 || migration.adopt?.task !== undefined) return [];
  const path = `${ENGINE_FACTS[migration.engine].section}.${by.key}`;
  return [
    {
      path,
      seen: `${written.join(", ")}, and this stack has no task yet, or one that is lost`,
      needed: "nothing, until there is a task: each has its own address, so this one was not read from it",
      fix: `leave ${path} out, run the phase prepare, read the address ${by.where}, write it, and run prepare again`,
    },
  ];
}

/** The same migration with an address that its tunnels carry in their place: which resources there are does not depend on it. For a plan alone. */
export function asIfRead(migration: Migration): Migration {
  const open = notReadYet(migration);
  const [network] = migration.vpn?.cloudSubnets ?? [];
  if (!open || network === undefined) return migration;
  const { section } = ENGINE_FACTS[migration.engine];
  const settings: Readonly<Record<string, unknown>> = settingsOf(migration, migration.engine);
  return { ...migration, [section]: { ...settings, [open.key]: [network.split("/")[0]!] } };
}

/**
 * Without them nobody is let in, and nothing is started; with others than the tunnels carry, nothing arrives. Removing
 * everything must always be possible.
 */
export function addressesReadByHand(migration: Migration, phase: Phase): Problem[] {
  const open = notReadYet(migration);
  if (open) return planOf(phase).run ? [unread(open)] : [];
  const by = scenarioOf(migration)?.readByHand;
  const { vpn, engine } = migration;
  if (!by || !vpn || !planOf(phase).openings) return [];
  const path = `${ENGINE_FACTS[engine].section}.${by.key}`;
  return writtenOf(migration, by).flatMap((written) =>
    wrongAddress(written, migration, vpn).map((problem) => ({ path, seen: written, ...problem })),
  );
}

/** Whole networks would admit whoever else is in them, and nobody has to have read anything to write them. */
function wrongAddress(
  written: string,
  { target }: Migration,
  { cloudSubnets }: NonNullable<Migration["vpn"]>,
): Pick<Problem, "needed" | "fix">[] {
  const block = asBlock(written);
  if (isIP(asAddress(block)) !== 4)
    return [{ needed: "the single IPv4 address that is shown there", fix: "write the address, without a network" }];
  if ("privateIp" in target && asAddress(block) === target.privateIp)
    return [{ needed: "the address of the task: this is that of the target", fix: "write the address of the task" }];
  if (covers(cloudSubnets, [block])) return [];
  return [
    {
      needed: `an address in vpn.cloudSubnets (${cloudSubnets.join(", ")}), which is all that the tunnels carry`,
      fix: "correct the address, or, if it is what is shown there, add its network to vpn.cloudSubnets, run the phase prepare, and enter the new settings on the device",
    },
  ];
}

const unread = ({ path, key, where }: ReadByHand & { path: string }): Problem => ({
  path,
  seen: "nothing",
  needed: "the address from which the task connects to the source, which no API names",
  fix:
    `after the phase prepare, read it ${where}. Then write ${path.replace(`.${key}`, `: { ${key}: [ADDRESS] }`)}, run the phase prepare again, which prints what to open on the host, ` +
    "and then migrate",
});

function writtenOf(migration: Migration, { key }: ReadByHand): readonly string[] {
  const settings: Readonly<Record<string, unknown>> = settingsOf(migration, migration.engine);
  return (settings[key] ?? []) as readonly string[];
}
