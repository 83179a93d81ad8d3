import type { z } from "zod";
import { ENGINE_FACTS, ENGINES, type Engine } from "../../model/engines";
import type { EngineFacts } from "../../model/engines/facts";
import { withoutImplied } from "../../model/engines/implied";
import { isObject, type Values } from "../../plugin/values";

/** The resource that a section belongs to: the one that creates the task, or the one that runs it. */
type Of = "task" | "run";

type Facts = (typeof ENGINE_FACTS)[Engine];
type Sections<O extends Of> = {
  [F in Facts as F extends { [K in O]: z.ZodObject } ? F["section"] : never]: F extends { [K in O]: infer S }
    ? S extends z.ZodObject
      ? z.ZodOptional<S>
      : never
    : never;
};

/** Inputs for each engine's own settings. */
export function sectionInputs<O extends Of>(of: O): Sections<O> {
  const sections = ENGINES.flatMap((engine) => {
    const { title, section, [of]: own }: EngineFacts = ENGINE_FACTS[engine];
    return own ? [[section, own.optional().describe(`settings of ${title}; only if it is the engine`)]] : [];
  });
  return Object.fromEntries(sections) as Sections<O>;
}

/** Adds defaults that depend on the engine, so that state and comparison include them. */
export function withEngineDefaults(news: Values, of: Of): Values {
  const facts = factsOf(news["engine"]);
  if (!facts) return news;
  const { section, [of]: own, readOnlyTarget }: EngineFacts = facts;
  const filled = { ...news, targetReadOnly: news["targetReadOnly"] ?? readOnlyTarget };
  const given = news[section] ?? {};
  if (!own || !isObject(given)) return filled;
  const defaults = Object.entries(own.shape).flatMap(([key, member]) => {
    const fallback = (member as z.ZodType).safeParse(undefined);
    return fallback.success && fallback.data !== undefined ? [[key, fallback.data]] : [];
  });
  return { ...filled, [section]: { ...Object.fromEntries(defaults), ...withoutImplied(facts, given) } };
}

/** The engine's own settings, with defaults. */
export function ownOf(given: { engine: Engine }, of: Of): Record<string, unknown> {
  const facts: EngineFacts = ENGINE_FACTS[given.engine];
  const { section, [of]: own } = facts;
  return own ? withoutImplied(facts, own.parse((given as Record<string, unknown>)[section] ?? {})) : {};
}

/** Members of every engine's section that cannot change once the task exists, as input paths. */
export const FIXED_SECTIONS: readonly string[] = ENGINES.flatMap((engine) => {
  const { section, fixed }: EngineFacts = ENGINE_FACTS[engine];
  return fixed.map((member) => `${section}.${member}`);
});

/** Refuses what the engine does not support: other engines' sections, and abilities that it lacks. */
export function refuseOthers(given: object, refuse: z.core.$RefinementCtx, of: Of): void {
  const values = given as Record<string, unknown>;
  const facts = factsOf(values["engine"]);
  if (!facts) return;
  const say = (path: string, message: string) => refuse.addIssue({ code: "custom", path: [path], message });
  for (const engine of ENGINES) {
    const { section, [of]: own }: EngineFacts = ENGINE_FACTS[engine];
    if (own && section !== facts.section && values[section] !== undefined)
      say(section, `settings of ${engine}, but the engine is ${values["engine"]}; needed: none`);
  }
  if (values["targetReadOnly"] === true && !facts.readOnlyTarget)
    say("targetReadOnly", `${facts.title} cannot keep other writers out of the target; needed: false, or nothing`);
  if (values["keepDefiner"] === true && !facts.keepDefiner)
    say("keepDefiner", `${facts.title} cannot keep the source's definers; needed: false, or nothing`);
}

function factsOf(engine: unknown): EngineFacts | undefined {
  return typeof engine === "string" && Object.hasOwn(ENGINE_FACTS, engine) ? ENGINE_FACTS[engine as Engine] : undefined;
}
