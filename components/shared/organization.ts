import * as pulumi from "@pulumi/pulumi";

/** Name that backends without organizations use. */
export const NO_ORGANIZATION = "organization";

/**
 * The organization of the stack. The SDK throws if it was not given one, as in a component used from another language
 * and in a test.
 */
export function organizationOf(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return NO_ORGANIZATION;
  }
}
