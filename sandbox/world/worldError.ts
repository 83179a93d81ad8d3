/** Why the world refused; each vendor's HTTP service turns it into its own code and words. */
export type WorldErrorWhy = "notFound" | "conflict" | "quota" | "invalid";

/** A request that the facts do not allow. The message names what was asked, what is there and what is needed. */
export class WorldError extends Error {
  override readonly name = "WorldError";
  constructor(
    readonly why: WorldErrorWhy,
    message: string,
  ) {
    super(message);
  }
}
