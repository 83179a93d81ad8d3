import * as pulumi from "@pulumi/pulumi";

/** The version of @pulumi/random whose provider the engine installs. */
const VERSION = "4.21.2";

/**
 * A pre-shared key: random.RandomPassword of @pulumi/random, of which nothing else is needed (docs/dependencies.md).
 *
 * Letters and underscores only: strongSwan reads what begins with 0x or 0s as an encoded key, clouds want characters of
 * three kinds, and no device needs quotes for them. 48 of 53 characters are 274 bits.
 */
export class RandomKey extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "random:index/randomPassword:RandomPassword";

  declare readonly result: pulumi.Output<string>;

  constructor(name: string, opts: pulumi.CustomResourceOptions) {
    const args = {
      length: 48,
      numeric: false,
      special: true,
      overrideSpecial: "_",
      minUpper: 1,
      minLower: 1,
      minSpecial: 1,
      result: undefined,
    };
    const own = { version: VERSION, additionalSecretOutputs: ["result", "bcryptHash"] };
    super(RandomKey.__pulumiType, name, args, pulumi.mergeOptions(opts, own));
  }
}
