import * as pulumi from "@pulumi/pulumi";
import type { EngineKit, PathKit, PlaceKit } from "../../../components/kits/contracts";
import { placeKit } from "../../../components/kits/places";
import type { Migration } from "../../../model/spec";

/** Resources of a fictitious provider. */
class Made extends pulumi.CustomResource {}

type At = { region: string; instanceId: string; port: number };
const at = (site: { at: unknown }) => site.at as At;

export const nimbusMysql: PlaceKit = {
  known: (site) => ({ host: `${at(site).instanceId}.nimbus.example`, port: at(site).port }),
  endpoint: (site) => ({
    // In the copy that is built with this cloud, its name is in the table.
    cloud: "nimbus" as "onprem",
    region: at(site).region,
    host: pulumi.output(`${at(site).instanceId}.nimbus.example`),
    port: pulumi.output(at(site).port),
  }),
  letIn({ parent, name, side }, from) {
    const door = new Made("nimbus:index:Door", `${name}-${side}-door`, { from }, { parent });
    return { resources: [door], admitted: pulumi.output(from as string[]) };
  },
  leftovers: () => [],
  instance: () => undefined,
};

export const tube: PathKit = {
  over: () => "private",
  connect(from, to) {
    const { parent, name } = from;
    const source = placeKit(from.at.place).endpoint(from, "private");
    const target = placeKit(to.at.place).endpoint(to, "private");
    new Made("nimbus:index:Tube", `${name}-tube`, { from: source.host, to: target.host }, { parent });
    return { source, target };
  },
};

/** Connects from two blocks known in advance, and has no address itself. */
export const carrier: EngineKit = {
  home: () => "target",
  task({ parent, name, spec }) {
    const { wagons = 2 } = (spec as Migration & { carrier?: { wagons?: number } }).carrier ?? {};
    const task = new Made("nimbus:index:Carrier", `${name}-task`, { wagons }, { parent });
    return { taskId: task.id, egress: ["198.51.100.0/28", "203.0.113.9/32"] };
  },
};
