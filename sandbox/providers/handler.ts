import type { Values } from "./runtime/values";

/** Reads, makes and ends one type of resource. Values have no secret marks and nothing unknown. */
export interface Handler {
  /** @param inputs with the vendor's defaults @throws ProviderError; PartialCreate when the thing exists all the same */
  create(inputs: Values): Promise<Existing>;
  /** Undefined when there is no such thing (any more). `prior` is the state before; absent in an import. */
  read(id: string, prior?: Values): Promise<Existing | undefined>;
  /** @param prior the state before @param inputs with the vendor's defaults @returns the state after */
  update(id: string, prior: Values, inputs: Values): Promise<Values>;
  delete(id: string, prior: Values): Promise<void>;
}

export interface Existing {
  id: string;
  state: Values;
}

/** What the vendor's provider tells its user; the message is shown as it is. */
export class ProviderError extends Error {}

/**
 * A creation that failed after the vendor had made the thing: it is kept in the state with its error. Only for vendors with the
 * classic bridge: the dynamic one loses what a failed creation made, and a handler there throws a plain ProviderError.
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
   * How the bridge of this vendor's provider behaves. `classic` (alicloud): defaults become inputs, a failed creation with an
   * id is kept with its error. `dynamic` (huaweicloud, tencentcloud): defaults are only in the state, a failed creation
   * leaves nothing in the state, whatever it left in the cloud.
   */
  bridge: "classic" | "dynamic";
  /**
   * Takes the provider's configuration.
   * @throws ProviderError in the words of the vendor's provider, when credentials or the region are missing
   */
  configure(config: Values): void;
  /** What works on resources of a type; undefined: the generic store. */
  handler(token: string): Handler | undefined;
  /** Data sources, by token. */
  functions: Record<string, (args: Values) => Promise<Values>>;
}
