/** Why the world refused; each vendor's HTTP service translates it into its own code and wording. */
export type WorldErrorWhy = "notFound" | "conflict" | "quota" | "invalid";

/** A request that the facts do not allow. The message names what was asked, what exists and what is needed. */
export class WorldError extends Error {
  override readonly name = "WorldError";
  constructor(
    readonly why: WorldErrorWhy,
    message: string,
  ) {
    super(message);
  }
}
