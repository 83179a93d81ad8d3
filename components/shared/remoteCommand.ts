import * as pulumi from "@pulumi/pulumi";

/** The version of @pulumi/command whose provider the engine installs: the first that knows a host by its key is 1.1. */
const VERSION = "1.2.1";

/** How to log in; the provider trusts any host if it is given no key. */
export interface RemoteConnection {
  host: string;
  port: number;
  user: string;
  hostKey: string;
  privateKey: pulumi.Input<string>;
  dialErrorLimit: number;
  perDialTimeout: number;
}

export interface RemoteCommandArgs {
  connection: RemoteConnection;
  /** What runs when it is created, and again when its inputs change. */
  create: string;
  /** What runs instead of `create` when its inputs have changed. */
  update?: string;
  delete: string;
  stdin: pulumi.Input<string>;
  /** A change of any of them replaces it. */
  triggers: pulumi.Input<string>[];
}

/** A command on a host through SSH: remote.Command of @pulumi/command, of which nothing else is needed (docs/dependencies.md). */
export class RemoteCommand extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "command:remote:Command";

  /** A secret: it may be the whole list of a host's rules. */
  declare readonly stdout: pulumi.Output<string>;

  constructor(name: string, { connection, ...rest }: RemoteCommandArgs, opts: pulumi.CustomResourceOptions = {}) {
    const args = {
      ...rest,
      connection: pulumi.secret(connection),
      logging: "none",
      // The lists of a busy host are larger than an environment may be.
      addPreviousOutputInEnv: false,
      stdout: undefined,
      stderr: undefined,
    };
    const own = { version: VERSION, additionalSecretOutputs: ["connection", "stdout", "stderr"] };
    super(RemoteCommand.__pulumiType, name, args, pulumi.mergeOptions(opts, own));
  }
}
