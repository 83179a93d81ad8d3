import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { Collector, type ReviewEvent, type StackReview } from "../../policies/review";
import { stateWithPlaceholders, withPlaceholders } from "./placeholders";
import type { Places } from "./places";
import { type ProgramFiles, positionsIn } from "./positions";
import { shortName } from "./project";
import type { ProviderSeen } from "./providers";

/** Inputs of one preview. */
export interface PreviewInput {
  stack: string;
  project: string;
  settings: Record<string, unknown>;
  /** Exported state of the stack; without it, every resource counts as new. */
  state?: unknown;
  pack: string;
  /** File with the pack's configuration. */
  packConfig?: string;
  minutes: number;
  signal?: AbortSignal;
  /** Whether registering nothing is an error: an untrusted program that does so leaves nothing to judge. */
  mustRegister: boolean;
  /** The program's own files, used to locate findings. */
  files: ProgramFiles;
}

/** Result of one preview. */
export interface Preview {
  review: StackReview;
  providers: ProviderSeen[];
  /** Number of resources that the program registered. */
  registered: number;
}

/** Previews one stack in the review's own backend, with a minimal environment, and collects the engine's events. */
export async function preview(
  input: PreviewInput,
  places: Places,
  environment: Record<string, string>,
): Promise<Preview> {
  const name = shortName(input.stack);
  const collector = new Collector(input.project, input.stack);
  const done = () => ({
    review: collector.result(),
    providers: collector.providers,
    registered: collector.registered,
  });
  const fail = (message: string) => {
    collector.take({ diagnosticEvent: { severity: "error", message } });
    return done();
  };
  const run = async (args: string[], more: { stdout?: { file: string } } = {}) => {
    const ended = await execa("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: places.project,
      env: environment,
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: input.minutes * 60_000,
      forceKillAfterDelay: 5_000,
      cancelSignal: input.signal,
      ...more,
    });
    input.signal?.throwIfAborted();
    return ended;
  };
  const pulumi = (...args: string[]) => run(args);

  writeFileSync(
    join(places.project, `Pulumi.${name}.yaml`),
    JSON.stringify(withPlaceholders(input.settings, places.key)),
  );
  const made = await places.stacks.make(input.project, name, () => pulumi("stack", "init", name, "--no-select"));
  if (made?.timedOut) return fail(`the preview did not begin within ${input.minutes} minutes`);
  if (made && made.exitCode !== 0) return fail(engineSaid(made, "the stack cannot be created for the review"));
  const state = stateWithPlaceholders(input.state, places.key);
  if (state !== undefined && hasResources(state)) {
    const file = places.file(`state-${name}.json`);
    writeFileSync(file, JSON.stringify(state));
    const imported = await pulumi("stack", "import", "--stack", name, "--file", file);
    if (imported.exitCode !== 0) return fail(engineSaid(imported, "the state cannot be read"));
  }

  const log = places.file(`events-${name}.json`);
  const config = input.packConfig === undefined ? [] : ["--policy-pack-config", input.packConfig];
  const digest = places.file(`digest-${name}.json`);
  const ran = await run(
    ["preview", "--stack", name, "--policy-pack", input.pack, ...config, "--event-log", log, "--json"],
    {
      stdout: { file: digest },
    },
  );
  const { events, whole } = eventsIn(log);
  for (const event of events) collector.take(event);
  collector.positions = positionsIn(digest, places.project, input.files);
  if (ran.timedOut) fail(`the preview did not end within ${input.minutes} minutes`);
  const { errors, findings } = collector.result();
  if (errors.length > 0) return done();
  // Anything missing from the events could have been a refusal.
  if (ran.exitCode !== 0 && events.length === 0) return fail(engineSaid(ran, "the preview failed"));
  if (!whole) return fail("the engine's events ended before the preview did");
  if (ran.exitCode !== 0 && !findings.some((finding) => finding.stops))
    fail("the preview failed without an error message from the engine");
  for (const left of collector.unjudged()) fail(left);
  if (ran.exitCode === 0 && input.mustRegister && collector.registered === 0)
    fail("the program registered no resources, so there was nothing to judge");
  return done();
}

/** A state without resources is equivalent to a new stack. */
function hasResources(state: unknown): boolean {
  const { resources } = (state as { deployment: { resources?: unknown } }).deployment;
  return resources !== undefined && resources !== null && !(Array.isArray(resources) && resources.length === 0);
}

function eventsIn(log: string): { events: ReviewEvent[]; whole: boolean } {
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
  const events = lines.flatMap((line): (ReviewEvent & { summaryEvent?: unknown })[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  return { events, whole: events.length === lines.length && events.some((event) => event.summaryEvent !== undefined) };
}

/** Error lines printed before the engine's first event, without duplicates. */
function engineSaid(ran: { stderr?: unknown; stdout?: unknown }, otherwise: string): string {
  const lines = `${ran.stderr ?? ""}\n${ran.stdout ?? ""}`
    .split("\n")
    .flatMap((line) => /^(?:\w+: )?error: (.+)$/.exec(line.trim())?.[1] ?? []);
  return [...new Set(lines)].join("; ").slice(0, 500) || otherwise;
}
