import type { Values } from "../../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../../handler";
import type { VpnApi } from "./api";

/** What the parts of a VPN have in common in the vendor's provider. */
export abstract class VpnHandler implements Handler {
  protected abstract readonly api: VpnApi;
  /** In the error for one that is missing. */
  protected abstract readonly title: string;

  abstract create(inputs: Values): Promise<Existing>;
  abstract read(id: string, prior?: Values): Promise<Existing | undefined>;
  abstract update(id: string, prior: Values, inputs: Values): Promise<Values>;

  delete(id: string, _prior: Values): Promise<void> {
    return this.api.remove(id);
  }

  protected async mustRead(id: string, prior: Values): Promise<Existing> {
    const found = await this.read(id, prior);
    if (!found) throw new ProviderError(`error retrieving ${this.title}: ${id} not found`);
    return found;
  }
}
