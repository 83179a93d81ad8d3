import type * as pulumi from "@pulumi/pulumi";
import { mapped, marksOf } from "../shared/options";

type Args = Parameters<typeof marksOf>[0] & {
  region: pulumi.Input<string>;
  bandwidth?: pulumi.Input<number>;
};

/** Inputs of an EIP that is billed by traffic and has the migration's marks. @param args the component's arguments */
export function eipInputs(name: pulumi.Input<string>, { region, bandwidth, ...marked }: Args) {
  return {
    name,
    region,
    publicip: { type: "5_bgp" },
    bandwidth: {
      shareType: "PER",
      name,
      size: mapped(bandwidth, (given) => given ?? 100),
      chargeMode: "traffic",
    },
    tags: marksOf(marked).tags,
  };
}
