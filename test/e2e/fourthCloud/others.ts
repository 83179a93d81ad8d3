import * as pulumi from "@pulumi/pulumi";
import { drs } from "../../../mysql/engines/drs";

/** The fictitious engine, as the checks see it. */
export const carrier = { ...drs };

class NimbusProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs) {
    super("nimbus", name, args);
  }
}

/** How the program creates the vendor's provider. */
export const nimbus = {
  provider: (name: string, { region }: { region: string }, settings?: { endpoints?: { api: string } }) =>
    new NimbusProvider(name, { region, api: settings?.endpoints?.api }),
  section: ({ region }: { region: string }, settings?: { endpoints?: object }) => ({
    region,
    endpoints: settings?.endpoints,
  }),
};
