import { CLOUD_NAMES, CLOUDS } from "../../model/clouds";
import { CALLS, PURPOSES, policyOf } from ".";

const TITLES = {
  up: "`up` and `destroy`",
  audit: "`audit`",
  clean: "`audit --clean`, besides those for `audit`",
};

/** docs/permissions.md and its policies, by path below docs/. */
export function documents(): Record<string, string> {
  const policies = CLOUDS.filter((cloud) => CALLS[cloud].length > 0).flatMap((cloud) =>
    PURPOSES.map((purpose) => [`permissions/${cloud}-${purpose}.json`, json(policyOf(cloud, purpose))] as const),
  );
  return { "permissions.md": page(), ...Object.fromEntries(policies) };
}

function page(): string {
  const lines = [
    "# Permissions",
    "",
    "Made by `npm run docs` from the calls that the code declares (`provider/permissions`): a client cannot make a call that is not declared.",
    "`dbferry permissions --cloud huaweicloud --for audit` prints a policy to paste; the files in `permissions/` are the same.",
    "An audit only reads. In Alibaba Cloud's policy for `up` replace `INSTANCE_ID`, or give `--instance`.",
    "",
    "A permission marked `*` is not in the vendor's list of calls: its name follows from calls of the same kind. None of them was tried on an",
    "account with exactly these permissions. Huawei Cloud's documents ask for more where DRS itself acts in the user's name, when a task is",
    "created, tested or deleted: the system policies RDS ReadOnlyAccess, VPC FullAccess and SMN FullAccess. Where a call is refused in spite of",
    "this policy, that is what is missing.",
    "",
  ];
  for (const cloud of CLOUDS) lines.push(`## ${CLOUD_NAMES[cloud]}`, "", ...section(cloud), "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function section(cloud: (typeof CLOUDS)[number]): string[] {
  const calls = CALLS[cloud].flatMap((table) => Object.entries(table));
  if (calls.length === 0) return ["dbferry calls nothing of this cloud today: it needs no permission there."];
  const files = PURPOSES.map(
    (purpose) => `- for ${TITLES[purpose]}: [${cloud}-${purpose}.json](${link(cloud, purpose)})`,
  );
  const rows = calls.map(([name, { needs, purposes, resource, assumed }]) => {
    const permissions = needs.map((need) => `\`${need}\`${assumed ? " *" : ""}`).join(", ");
    return `| \`${name}\` | ${permissions} | ${purposes.join(", ")} | ${resource ? `\`${resource}\`` : "dbferry"} |`;
  });
  return [...files, "", "| call | permission | for | made by |", "|---|---|---|---|", ...rows];
}

function link(cloud: string, purpose: string): string {
  return `permissions/${cloud}-${purpose}.json`;
}

function json(policy: object): string {
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}
