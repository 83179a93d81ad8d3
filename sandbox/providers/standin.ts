import { hasSecret, hasUnknown, isObject, plainObject, Secret, type Value, type Values } from "../../plugin/values";
import { type Handler, PartialCreate, ProviderError, type Vendor } from "./handler";
import { type Change, diff } from "./schema/diff";
import { terraformName } from "./schema/names";
import { hasConflict, markSecrets, planned, withDefaults } from "./schema/plan";
import type { InputProblem } from "./schema/relations";
import type { Properties, ProviderSchema } from "./schema/types";
import { validateInputs } from "./schema/validate";

export interface Checked {
  inputs: Values;
  failures: { property: string; reason: string }[];
}

export interface ReadResult {
  id: string;
  state: Values;
  inputs: Values;
}

/** A stand-in for one vendor's provider, operating on plain values; the gRPC service only transports them. */
export class Standin {
  private config: Values = {};

  constructor(
    readonly schema: ProviderSchema,
    private readonly vendor: Vendor,
    /** For resource types without a handler; `secrets` are the properties whose values must not leave the state. */
    private readonly fallback: (token: string, properties: Properties, secrets: Set<string>) => Handler,
    /** Names of the resources that the package was generated for; absent: all. */
    private readonly includes?: Set<string>,
  ) {}

  get bridge(): Vendor["bridge"] {
    return this.vendor.bridge;
  }

  checkConfig(urn: string, inputs: Values): Checked {
    const known = Object.fromEntries(
      Object.entries(inputs).filter(
        ([key]) => !["version", "pluginDownloadURL", "name", "parameterization"].includes(key),
      ),
    );
    const problems = validateInputs(this.schema, this.schema.config, this.openConfig(known));
    const failures = problems.map(({ path, reason }) => ({
      property: "",
      reason: this.configProblem(urn, path, reason),
    }));
    return { inputs: markSecrets(this.schema, this.schema.config, inputs), failures };
  }

  /** @throws ProviderError when the vendor's provider would reject this configuration */
  configure(inputs: Values): void {
    this.config = plainObject(this.openConfig(inputs));
    // In a preview, the configuration can depend on resources that do not exist yet; no call is possible then, and none
    // is made.
    if (!hasUnknown(this.config)) this.vendor.configure(this.config);
  }

  check(urn: string, inputs: Values): Checked {
    const properties = this.properties(urn);
    const problems = validateInputs(this.schema, properties, inputs);
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const failures = problems.map(({ path, reason }: InputProblem) => ({
      property: "",
      reason: `${reason}. Examine values at '${name}.${path}'.`,
    }));
    const checked = this.bridge === "classic" ? this.classicInputs(properties, inputs) : inputs;
    return { inputs: markSecrets(this.schema, properties, checked), failures };
  }

  /** @throws ProviderError for a change that the vendor's provider refuses to plan */
  diff(urn: string, state: Values, oldInputs: Values, newInputs: Values, ignore: string[] = []): Change[] {
    const properties = this.properties(urn);
    const news = plainObject(newInputs);
    const changes = diff(this.schema, properties, plainObject(state), plainObject(oldInputs), news).filter(
      (change) =>
        !ignore.some(
          (path) =>
            change.path === path || (/^[.[]/.test(change.path.slice(path.length)) && change.path.startsWith(path)),
        ),
    );
    const forced = this.config["enableForceNew"] === true || news["enableForceNew"] === "true";
    const refused = changes.filter((change) => change.fixed && !forced);
    if (refused.length > 0) throw new ProviderError(refused.map(refusal).join("\n"));
    return changes.map((change) => (change.fixed ? { ...change, replace: true } : change));
  }

  planCreate(urn: string, inputs: Values): Values {
    const properties = this.properties(urn);
    return markSecrets(this.schema, properties, planned(this.schema, properties, inputs), inputs);
  }

  planUpdate(urn: string, state: Values, inputs: Values): Values {
    const properties = this.properties(urn);
    return markSecrets(this.schema, properties, planned(this.schema, properties, inputs, state), inputs, state);
  }

  /** @throws ProviderError; PartialCreate when the resource exists nevertheless */
  async create(urn: string, inputs: Values): Promise<{ id: string; state: Values }> {
    const properties = this.properties(urn);
    try {
      const given = withDefaults(this.schema, properties, plainObject(inputs));
      const { id, state } = await this.handler(urn, inputs).create(given);
      return { id, state: this.identified(id, this.finish(urn, state, inputs)) };
    } catch (error) {
      if (!(error instanceof PartialCreate)) throw error;
      const { id, state } = error.existing;
      throw new PartialCreate(error.message, { id, state: this.identified(id, this.finish(urn, state, inputs)) });
    }
  }

  async read(urn: string, id: string, state: Values, inputs: Values): Promise<ReadResult | undefined> {
    const properties = this.properties(urn);
    const refresh = Object.keys(state).length > 0;
    const found = await this.handler(urn).read(id, refresh ? plainObject(state) : undefined);
    if (!found) return undefined;
    const after = this.finish(urn, found.state, inputs, state);
    const own = `${typeOf(urn).split(":")[1]!.split("/").at(-1)}Id`;
    const imported = Object.fromEntries(
      Object.entries(after).filter(([name]) => !properties[name]?.output && name !== "timeouts" && name !== own),
    );
    return {
      id: found.id,
      state: this.identified(found.id, after),
      inputs: refresh ? refreshed(inputs, after) : imported,
    };
  }

  async update(urn: string, id: string, state: Values, inputs: Values): Promise<Values> {
    const given = withDefaults(this.schema, this.properties(urn), plainObject(inputs));
    const after = await this.handler(urn, inputs).update(id, plainObject(state), given);
    return this.identified(id, this.finish(urn, after, inputs, state));
  }

  async delete(urn: string, id: string, state: Values): Promise<void> {
    await this.handler(urn).delete(id, plainObject(state));
  }

  /** @throws ProviderError when the data source is unknown, not simulated, or called with invalid arguments */
  async invoke(token: string, args: Values): Promise<Values> {
    const spec = this.schema.functions[token];
    const problems = spec ? validateInputs(this.schema, spec.inputs, args) : [];
    if (problems.length > 0) {
      throw new ProviderError(problems.map(({ path, reason }) => `${token}: ${path}: ${reason}`).join("\n"));
    }
    const run = this.vendor.functions[token];
    if (!run) {
      throw new ProviderError(
        spec
          ? `${token}: the sandbox does not implement this data source yet; give the value in the configuration`
          : `unrecognized data function (Invoke): ${token}`,
      );
    }
    return run(plainObject(args));
  }

  private handler(urn: string, inputs: Values = {}): Handler {
    const token = typeOf(urn);
    const properties = this.properties(urn);
    const secrets = Object.keys(properties).filter((name) => properties[name]?.secret || hasSecret(inputs[name]));
    return this.vendor.handler(token) ?? this.fallback(token, properties, new Set(secrets));
  }

  private properties(urn: string): Properties {
    const token = typeOf(urn);
    const properties = this.schema.resources[token];
    if (!properties || (this.includes && !this.includes.has(terraformName(token)))) {
      throw new ProviderError(`unrecognized resource type: ${token}`);
    }
    return properties;
  }

  /** The classic bridge keeps the id among the outputs, too. */
  private identified(id: string, state: Values): Values {
    return this.bridge === "classic" ? { id, ...state } : state;
  }

  /** The state as stored by the engine: without empty values that were not given, with secrets marked. */
  private finish(urn: string, state: Values, ...like: Values[]): Values {
    const properties = this.properties(urn);
    const complete: Values = {};
    for (const [name, spec] of Object.entries(properties)) {
      const value = state[name] ?? null;
      if (value !== null) complete[name] = value;
      else if (spec.always && spec.type === "string") complete[name] = "";
    }
    return markSecrets(this.schema, properties, complete, ...like);
  }

  /**
   * The classic bridge turns the vendor's defaults into inputs and lists their names in `__defaults`, except for what
   * conflicts with a given input.
   */
  private classicInputs(properties: Properties, inputs: Values): Values {
    const mark = (values: Values, defaults: string[]): Values => ({ ...values, __defaults: defaults });
    const nested = (value: Value): Value => {
      if (value instanceof Secret) return new Secret(nested(value.value));
      if (Array.isArray(value)) return value.map(nested);
      return isObject(value) ? mark(mapped(value, nested), []) : value;
    };
    const filled = withDefaults(this.schema, properties, inputs);
    const added = Object.keys(filled).filter((name) => !(name in inputs) && !hasConflict(properties[name]!, inputs));
    const kept = mapped(inputs, (value, name) => {
      const type = properties[name]?.type;
      return typeof type === "object" && "map" in type ? value : nested(value);
    });
    return mark({ ...Object.fromEntries(added.map((name) => [name, filled[name]!])), ...kept }, added);
  }

  /** Decodes non-string values, which SDKs send as JSON. */
  private openConfig(inputs: Values): Values {
    return mapped(inputs, (value, name) => {
      const text = value instanceof Secret ? value.value : value;
      const type = this.schema.config[name]?.type;
      if (type === undefined || type === "string" || typeof text !== "string") return value;
      try {
        return JSON.parse(text) as Value;
      } catch {
        return value;
      }
    });
  }

  private configProblem(urn: string, path: string, reason: string): string {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const pkg = this.schema.name;
    if (!name.startsWith("default")) {
      return `could not validate provider configuration: ${reason}. Examine values at '${name}.${path}'.`;
    }
    if (reason.startsWith("Invalid or unknown key")) {
      return `\`${pkg}:${path}\` is not a valid configuration key for the ${pkg} provider. If the referenced key is not intended for the provider, please choose a different namespace from \`${pkg}:\`.`;
    }
    const expression = path.includes(".") ? `--path ${pkg}:${path}` : `${pkg}:${path}`;
    return `could not validate provider configuration: ${reason}. Check \`pulumi config get ${expression}\`.`;
  }
}

export function typeOf(urn: string): string {
  return urn.split("::")[2]!.split("$").at(-1)!;
}

function refusal({ path, secret, old, new: wanted }: Change): string {
  const change = secret ? "(sensitive value)" : `${JSON.stringify(old)} -> ${JSON.stringify(wanted)}`;
  return `${path} can't be updated, ${change}`;
}

/** The inputs after a refresh: the properties given before, with their current values in the cloud. */
function refreshed(inputs: Values, state: Values): Values {
  return mapped(inputs, (value, name) => {
    const now = state[name];
    if (name.startsWith("__") || now === undefined) return value;
    const before = value instanceof Secret ? value.value : value;
    const after = now instanceof Secret ? now.value : now;
    const merged = isObject(before) && isObject(after) ? refreshed(before, after) : after;
    return value instanceof Secret || now instanceof Secret ? new Secret(merged) : merged;
  });
}

function mapped(values: Values, change: (value: Value, name: string) => Value): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
