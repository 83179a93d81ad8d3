import * as pulumi from "@pulumi/pulumi";

/** A resource by its token: of a type missing from the SDKs here, or of another publisher's package. */
class Bare extends pulumi.CustomResource {}

export const bare = (token: string, name: string, inputs: pulumi.Inputs): pulumi.CustomResource =>
  new Bare(token, name, inputs);

/** A provider's type through the dynamic bridge: `natDnatRule` is `NatDnatRule`. */
const bridged = (cloud: string) => (name: string) =>
  `${cloud}:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
export const hwType: (name: string) => string = bridged("huaweicloud");
export const tcType: (name: string) => string = bridged("tencentcloud");

/** A value that is known only in the update. */
export const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(pulumi.runtime.isDryRun() ? (pulumi.unknown as unknown as T) : value) as pulumi.Output<T>;
