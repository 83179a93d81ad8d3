import * as pulumi from "@pulumi/pulumi";
import { drs } from "../../../model/engines/drs/profile";

/** The fictitious engine, as the checks see it. */
export const carrier = { ...drs };

class NimbusProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs) {
    super("nimbus", name, args);
  }
}

/** How the program creates the vendor's provider. */
export const nimbus = {
  inputs: ({ region }: { region: string }, settings?: { endpoints?: { api: string } }) => ({
    region,
    api: settings?.endpoints?.api,
  }),
  provider: (name: string, inputs: pulumi.Inputs) => new NimbusProvider(name, inputs),
  section: ({ region }: { region: string }, settings?: { endpoints?: object }) => ({
    region,
    endpoints: settings?.endpoints,
  }),
};
