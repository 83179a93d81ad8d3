import type { ManagedProfile } from "../../../../model/mysql/server";
import { type PreflightReport, runPreflight } from "../../../../mysql/preflight";
import type { Case } from "./cases";
import { play, type Recording } from "./server";

const SOURCE: Recording = { version: "5.7.44-log" };
/** A different server without data. */
const TARGET: Recording = { version: "5.7.44-log" };
const OTHER = { server_id: 18, server_uuid: "another" };
const EMPTY: NonNullable<Recording["answers"]> = [[/information_schema\.(TABLES|SCHEMATA|STATISTICS)/i, []]];

/** Runs the whole preflight on the case's two servers; only the verdict of the case's check matters. */
export async function prove(
  one: Case,
  profiles: { source?: ManagedProfile; target?: ManagedProfile } = {},
): Promise<{ report: PreflightReport; label: string }> {
  const sourceSide = await play({ ...SOURCE, ...one.source });
  const targetSide = await play({
    ...TARGET,
    ...one.target,
    variables: { ...OTHER, ...one.target?.variables },
    answers: [...(one.target?.answers ?? []), ...EMPTY],
  });
  try {
    const password = one.password ?? sourceSide.options.password;
    const report = await runPreflight({
      engine: "drs",
      mode: "full+incremental",
      databases: ["shop"],
      ...one.input,
      source: { ...sourceSide.options, password, ...profileIn(profiles.source) },
      target: { ...targetSide.options, ...profileIn(profiles.target) },
    });
    const label =
      sourceSide.label === targetSide.label ? sourceSide.label : `${sourceSide.label} to ${targetSide.label}`;
    return { report, label };
  } finally {
    await Promise.all([sourceSide.stop(), targetSide.stop()]);
  }
}

const profileIn = (profile: ManagedProfile | undefined) => (profile ? { profile } : {});
