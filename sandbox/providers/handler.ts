import type { Values } from "../../plugin/values";

/** Reads, creates and deletes one type of resource. Values have no secret marks and no unknowns. */
export interface Handler {
  /** @param inputs with the vendor's defaults @throws ProviderError; PartialCreate when the resource exists nevertheless */
  create(inputs: Values): Promise<Existing>;
  /** Undefined when the resource does not exist (any more). `prior` is the previous state; absent in an import. */
  read(id: string, prior?: Values): Promise<Existing | undefined>;
  /** @param prior the previous state @param inputs with the vendor's defaults @returns the new state */
  update(id: string, prior: Values, inputs: Values): Promise<Values>;
  delete(id: string, prior: Values): Promise<void>;
}

export interface Existing {
  id: string;
  state: Values;
}

/** An error of the vendor's provider; the message is shown unchanged. */
export class ProviderError extends Error {}

/**
 * A creation that failed after the vendor had created the resource: it is kept in the state with its error. Only for
 * vendors with the classic bridge: the dynamic one drops what a failed creation created, so a handler there throws a
 * plain ProviderError.
 */
export class PartialCreate extends ProviderError {
  constructor(
    message: string,
    readonly existing: Existing,
  ) {
    super(message);
  }
}

/** One vendor's part of a stand-in. */
export interface Vendor {
  /**
   * The bridge of this vendor's provider. `classic` (alicloud): defaults become inputs, a failed creation with an id is
   * kept with its error. `dynamic` (huaweicloud, tencentcloud): defaults are only in the state, a failed creation
   * leaves nothing in the state, whatever it left in the cloud.
   */
  bridge: "classic" | "dynamic";
  /**
   * Applies the provider's configuration.
   * @throws ProviderError in the wording of the vendor's provider, when credentials or the region are missing
   */
  configure(config: Values): void;
  /** The handler of a resource type; undefined: the generic store. */
  handler(token: string): Handler | undefined;
  /** Data sources, by token. */
  functions: Record<string, (args: Values) => Promise<Values>>;
}
