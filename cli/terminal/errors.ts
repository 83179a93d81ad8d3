/** Something the user has to change. Shown as its message alone. */
export class UserError extends Error {
  /** @param exitCode 1 when the command ran and found something, 2 when it could not run, 130 when Ctrl-C ended it. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 130 = 2,
  ) {
    super(message);
    this.name = "UserError";
  }
}
