import * as pulumi from "@pulumi/pulumi";

/** What backends without organizations call theirs. */
export const NO_ORGANIZATION = "organization";

/** The organization of the stack; the SDK throws where it was told none, as a component of a program in another language and a test are. */
export function organizationOf(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return NO_ORGANIZATION;
  }
}
