import { type Command, Option } from "commander";
import { CLOUD_NAMES, CLOUDS, type Cloud } from "../../model/clouds";
import { assumed, needed, PURPOSES, type Purpose, policyOf } from "../../provider/permissions";
import { printError, printRaw } from "../terminal/print";

interface Options {
  cloud: Cloud;
  for: Purpose;
  instance?: string;
  region?: string;
  account?: string;
}

export function register(program: Command): void {
  program
    .command("permissions")
    .description(
      "print the access policy that dbferry's credentials need, to paste into the cloud's console; calls no cloud",
    )
    .addOption(new Option("--cloud <cloud>", "whose policy").choices(CLOUDS).makeOptionMandatory())
    .addOption(
      new Option(
        "--for <purpose>",
        "up and destroy, audit, what audit --clean needs in addition, or what VPN and peering (networks) need in addition to up",
      )
        .choices(PURPOSES)
        .default("up"),
    )
    .option("--instance <id>", "Alibaba Cloud: the source's instance, to which the policy is limited")
    .option("--region <region>", "Alibaba Cloud: its region", "*")
    .option("--account <id>", "Alibaba Cloud: the account that owns it", "*")
    .action(({ cloud, for: purpose, ...scope }: Options) => {
      if (needed(cloud, purpose).length === 0) {
        printError(`dbferry makes no calls to ${CLOUD_NAMES[cloud]} for this today: it needs no permission there\n`);
        return;
      }
      const names = assumed(cloud, purpose);
      if (names.length > 0)
        printError(
          `${CLOUD_NAMES[cloud]}'s documents do not say what ${names.length} of these calls need; their names are derived from similar calls: ` +
            `${names.join(", ")} (docs/permissions.md)\n`,
        );
      printRaw(`${JSON.stringify(policyOf(cloud, purpose, scope), undefined, 2)}\n`);
    });
}
