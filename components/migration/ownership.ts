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
  const told = provider && known.get(provider);
  if (told) return told;
  const asked = askedOf(opts);
  if (provider) known.set(provider, asked);
  return asked;
}

async function askedOf(opts: pulumi.InvokeOptions): Promise<Ownership> {
  const { id } = await invokeOrExplain<{ id?: string }>(
    "tell what this stack made from what others made",
    pulumi.runtime.invoke(READ, {}, { ...opts, async: true }),
  );
  return { organization: organizationOf(), project: pulumi.getProject(), stack: pulumi.getStack(), id };
}
