import { idWrittenFor, newStateId } from "../../model/ownership";
import { visible } from "../../model/printing/visible";
import type { Checked, Failure } from "../../plugin/plugin";
import { hasSecret, markSecrets, plain, Secret, type Value, type Values } from "../../plugin/values";
import type { Clouds } from "../core/clouds";
import { UserProblem } from "../core/failure";
import { validate } from "../core/validate";
import { cloudsFor } from "../registry";
import { CONFIG_SECRETS, type Config, configSchema, withEnvironment } from "../registry/config";

/** What every call needs. */
export interface Configured {
  clouds: Clouds;
  pollSeconds: number;
  endLiveTasks?: boolean;
  replaceLiveTasks?: boolean;
}

/** Members that are objects are passed as JSON text, the convention for provider configuration. */
const JSON_MEMBERS = Object.keys(configSchema.shape);

/**
 * Validates the provider's configuration, collecting all problems. It returns what was given: values from the
 * environment are not written into the state. A default provider receives every key in the project's namespace, so
 * unknown keys are allowed there.
 */
export function checkConfig(urn: string, given: Values, olds?: Values): Checked {
  const kept = isDefault(urn) ? writtenByUser(urn, given, olds) : { given };
  const news = withStateId(kept.given, olds, kept.id);
  const { values, failures } = unpack(news);
  if (kept.failure) failures.push(kept.failure);
  const known = isDefault(urn)
    ? Object.fromEntries(Object.entries(values).filter(([key]) => key in configSchema.shape))
    : values;
  failures.push(...validate(configSchema, known).failures);
  return { inputs: hideSecrets(news), failures };
}

/**
 * The id that the user wrote into the stack's file (`dbferry:stateId`), the only way that a default provider gets one.
 * It has to be the one in the state, or one that was written for this stack.
 */
function writtenByUser(
  urn: string,
  { stateId: written, ...rest }: Values,
  olds: Values | undefined,
): { given: Values; id?: string; failure?: Failure } {
  if (written === undefined) return { given: rest };
  const [, stack = "", project = ""] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn) ?? [];
  const text = typeof written === "string" ? written.replace(/^"(.*)"$/, "$1") : "";
  const id = idWrittenFor(text, { project, stack });
  if (id !== undefined) return { given: rest, id };
  const recorded = olds?.["stateId"];
  if (recorded !== undefined && recorded === asJson(text)) return { given: rest };
  const has = typeof recorded === "string" ? `; the state has ${recorded}` : "";
  const reason =
    `${visible(JSON.stringify(text))} was not written for the stack ${stack} of the project ${project}${has}; needed: no value, because the provider ` +
    "generates the id, or the one that a refusal of this stack named. With the id of another stack, this one would take over and remove what " +
    "that one created. Remove it: pulumi config rm dbferry:stateId";
  return { given: rest, failure: { property: "stateId", reason } };
}

/**
 * Adds the id by which a stack recognises its resources. The engine writes the provider into the state before it
 * creates anything with it, so the id survives every kill. An id in the state is kept, except for one that the user
 * wrote into the stack's file. A state that never had an id gets none, because its resources have no marks.
 */
function withStateId(
  { stateId: proposed, ...news }: Values,
  olds: Values | undefined,
  written: string | undefined,
): Values {
  const recorded = olds && Object.keys(olds).length > 0 && written === undefined;
  const id = recorded ? olds["stateId"] : asJson(written ?? proposed ?? newStateId());
  return id === undefined ? news : { ...news, stateId: id };
}

/** A text member is passed as is; in the state it is JSON, like all other members. */
function asJson(id: Value): Value {
  return typeof id === "string" && !id.startsWith('"') ? JSON.stringify(id) : id;
}

export function configure(args: Values): Configured {
  const { values, failures } = unpack(args);
  const wanted = Object.fromEntries(
    Object.entries(plain(values) as Values).filter(([key]) => key in configSchema.shape),
  );
  const parsed = configSchema.safeParse(wanted);
  if (failures.length > 0 || !parsed.success) {
    // A refresh configures it from the state, without a check, so this is the only place to report it.
    const told = [...failures, ...validate(configSchema, wanted).failures];
    const why = told.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new UserProblem(
      `the dbferry provider's configuration is invalid: ${why}; correct it and run the update again`,
    );
  }
  const config: Config = withEnvironment(parsed.data);
  const { pollSeconds = 5, endLiveTasks, replaceLiveTasks } = config;
  return { clouds: cloudsFor(config), pollSeconds, endLiveTasks, replaceLiveTasks };
}

function unpack(news: Values): { values: Values; failures: Failure[] } {
  const failures: Failure[] = [];
  const { version: _, ...values } = news;
  for (const name of JSON_MEMBERS) {
    const value = values[name];
    const text = value instanceof Secret ? value.value : value;
    if (typeof text !== "string") continue;
    try {
      const parsed = JSON.parse(text) as Value;
      values[name] = value instanceof Secret ? new Secret(parsed) : parsed;
    } catch {
      failures.push({ property: name, reason: "not JSON" });
      delete values[name];
    }
  }
  return { values, failures };
}

/** A JSON text that contains a secret is secret as a whole. */
function hideSecrets(news: Values): Values {
  const { values } = unpack(news);
  const marked = markSecrets(plain(values) as Values, CONFIG_SECRETS);
  const asText = JSON_MEMBERS.filter((name) => typeof news[name] === "string" && hasSecret(marked[name]));
  const asTree = markSecrets(news, CONFIG_SECRETS);
  return markSecrets(asTree, asText);
}

function isDefault(urn: string): boolean {
  return /::default(_[0-9_]+)?$/.test(urn);
}
