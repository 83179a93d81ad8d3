import type { Values } from "../../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../../handler";
import { until } from "../../../wait";
import type { TencentClient } from "../client";
import { Tags } from "../tags";

const LIMIT = 60;

export type Json = Record<string, unknown>;

/** What the parts of a VPN have in common in the vendor's provider: they get their tags after they are made. */
export abstract class VpnPart implements Handler {
  private readonly tags: Tags;

  /**
   * @param kind in the names of tags: "vpngw"
   * @param ids parameter that lists ids
   * @param set member of the answer that lists them
   */
  constructor(
    protected readonly client: TencentClient,
    kind: string,
    private readonly action: string,
    private readonly ids: string,
    private readonly set: string,
  ) {
    this.tags = new Tags(client, kind);
  }

  /** Makes it, and returns its id. */
  protected abstract make(inputs: Values): Promise<string>;
  protected abstract stateOf(found: Json, prior: Values): Values;
  /** Changes what can be changed besides its tags. */
  protected abstract change(id: string, prior: Values, inputs: Values): Promise<void>;
  protected abstract remove(id: string, prior: Values): Promise<void>;

  async create(inputs: Values): Promise<Existing> {
    const id = await this.make(inputs);
    await this.available(id);
    await this.tags.change(id, {}, inputs["tags"]);
    return this.mustRead(id, inputs);
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.find(id);
    if (!found) return undefined;
    return { id, state: { ...this.stateOf(found, prior), tags: await this.tags.read(id) } };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    await this.change(id, prior, inputs);
    await this.tags.change(id, prior["tags"], inputs["tags"]);
    return (await this.mustRead(id, inputs)).state;
  }

  async delete(id: string, prior: Values): Promise<void> {
    if (!(await this.find(id))) return;
    await this.remove(id, prior);
    await until(
      async () => ((await this.find(id)) ? undefined : true),
      LIMIT,
      () => "deleting retry",
    );
  }

  protected async find(id: string): Promise<Json | undefined> {
    const answer = await this.client.find("vpc", this.action, { [this.ids]: [id] });
    return ((answer?.[this.set] ?? []) as Json[])[0];
  }

  /** What has no state is there at once. */
  private async available(id: string): Promise<void> {
    let state: unknown;
    await until(
      async () => {
        state = (await this.find(id))?.["State"] ?? "AVAILABLE";
        return state === "AVAILABLE" ? true : undefined;
      },
      LIMIT,
      () => `State is not available: ${state}, wait for state to be AVAILABLE.`,
    );
  }

  private async mustRead(id: string, prior: Values): Promise<Existing> {
    const found = await this.read(id, prior);
    if (!found) throw new ProviderError("creating error");
    return found;
  }
}

/** The stand-in does not simulate every change. @throws ProviderError */
export function refuseChanges(prior: Values, inputs: Values, names: readonly string[]): void {
  const changed = names.filter(
    (name) =>
      inputs[name] !== undefined && JSON.stringify(prior[name] ?? null) !== JSON.stringify(inputs[name] ?? null),
  );
  if (changed.length > 0)
    throw new ProviderError(
      `the stand-in for tencentcloud does not simulate a change of ${changed.join(", ")}: destroy the resource first`,
    );
}
