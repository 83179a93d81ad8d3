import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";
import type { Location } from "../../model/clouds/location";
import type { CloudSettings } from "../../model/spec/clouds";

/** Plain, so that they can be compared with those in the state. */
export type ProviderInputs = Readonly<Record<string, unknown>>;

/** How the program creates the providers of a cloud. Credentials are not inputs: they come from the environment. */
export interface CloudProvider<C extends Cloud> {
  /** Inputs of the vendor's provider. An account is a profile in the vendor's own configuration file. */
  inputs(at: Location, settings: CloudSettings[C]): ProviderInputs;
  provider(name: string, inputs: ProviderInputs): pulumi.ProviderResource;
  /** The cloud's section in the configuration of the dbferry provider. */
  section(at: Location, settings: CloudSettings[C]): object;
}
