import * as pulumi from "@pulumi/pulumi";
import { type ConnectArgs, type DatabasesArg, declared, type EngineArg, type ModeArg, type WhenLive } from "./shared";

export interface MysqlAccountArgs {
  /** How this machine logs in as an administrator. */
  connect: ConnectArgs;
  /** At most 16 characters before MySQL 5.7.8, 32 since. */
  user: pulumi.Input<string>;
  /** Made by the provider when absent. */
  password?: pulumi.Input<string>;
  /** Addresses that the task calls from; the account exists at these only. Never '%'. */
  hosts: pulumi.Input<pulumi.Input<string>[]>;
  /** Which side of the migration the server is. */
  role: pulumi.Input<"source" | "target">;
  engine: EngineArg;
  /** @default full+incremental */
  mode?: ModeArg;
  /** Rights on data are given on these only. @default all */
  databases?: DatabasesArg;
  /** The account may log in over TLS only. @default false */
  requireTls?: pulumi.Input<boolean>;
  /** Whose it is (`model/expiry`): the account's comment from MySQL 8.0.21 on; before, its name holds the mark's digest. */
  mark?: pulumi.Input<string | undefined>;
  /** Name of the account, to take over one that another made. */
  adopt?: pulumi.Input<string>;
  /**
   * Task that logs in with the account. Deletion refuses while it lives (`refuse`, the default) or ends it first (`end`): a target
   * that a living task holds read-only lets nobody drop an account.
   */
  task?: pulumi.Input<{ id: pulumi.Input<string>; whenLive?: pulumi.Input<WhenLive> }>;
}

/**
 * The migration account on one server, with exactly the rights that the engine's documents ask for. A change of `password` rotates it
 * in place. Delete drops it at exactly its hosts.
 */
export class MysqlAccount extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:MysqlAccount";

  declare readonly user: pulumi.Output<string>;
  /** Given or made by the provider; secret. */
  declare readonly password: pulumi.Output<string>;
  /** Hosts at which it exists. */
  declare readonly hosts: pulumi.Output<string[]>;
  /** What the last look found otherwise than it should be; the update that follows repairs it, or refuses. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: MysqlAccountArgs, opts?: pulumi.CustomResourceOptions) {
    const secret = { additionalSecretOutputs: ["password"] };
    super(
      MysqlAccount.__pulumiType,
      name,
      { ...declared(["password", "drift"]), ...args },
      pulumi.mergeOptions(opts, secret),
    );
  }
}
