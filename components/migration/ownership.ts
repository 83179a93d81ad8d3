import * as pulumi from "@pulumi/pulumi";
import type { Ownership } from "../../model/ownership";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { organizationOf } from "../shared/organization";

/** The stack that a program runs for, and the id in its state: the provider has it, in a preview too. */
export async function ownershipOf(opts: pulumi.InvokeOptions): Promise<Ownership> {
  const { id } = await invokeOrExplain<{ id?: string }>(
    "tell what this stack made from what others made",
    pulumi.runtime.invoke("dbferry:index:readStateId", {}, { ...opts, async: true }),
  );
  return { organization: organizationOf(), project: pulumi.getProject(), stack: pulumi.getStack(), id };
}
