import * as pulumi from "@pulumi/pulumi";
import type { Ownership } from "../../model/ownership";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { organizationOf } from "../shared/organization";

/** By the provider that has the id, so that a program's migrations that share one query it once. */
const known = new WeakMap<pulumi.ProviderResource, Promise<Ownership>>();
const READ = "dbferry:index:readStateId";

/** The stack that a program runs for, and the id in its state, which the provider returns, also in a preview. */
export function ownershipOf(opts: pulumi.InvokeOptions): Promise<Ownership> {
  const provider = opts.provider ?? opts.parent?.getProvider(READ);
  const cached = provider && known.get(provider);
  if (cached) return cached;
  const ownership = readOwnership(opts);
  if (provider) known.set(provider, ownership);
  return ownership;
}

async function readOwnership(opts: pulumi.InvokeOptions): Promise<Ownership> {
  const { id } = await invokeOrExplain<{ id?: string }>(
    "determine which resources belong to this stack",
    pulumi.runtime.invoke(READ, {}, { ...opts, async: true }),
  );
  return { organization: organizationOf(), project: pulumi.getProject(), stack: pulumi.getStack(), id };
}
