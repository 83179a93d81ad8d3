import { cloudOf } from "./places";
import type { Migration } from "./schema";

/** The cloud refuses the same rule twice: in one group and at one port, the source's lets the task in to the target too. */
export function isAdmittedAtSource({ source, target, path }: Pick<Migration, "source" | "target" | "path">): boolean {
  return (
    path !== "public" &&
    cloudOf(source) === cloudOf(target) &&
    "securityGroupId" in source &&
    "securityGroupId" in target &&
    source.securityGroupId === target.securityGroupId &&
    source.port === target.port
  );
}
