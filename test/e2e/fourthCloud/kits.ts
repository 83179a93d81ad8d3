import * as pulumi from "@pulumi/pulumi";
import type { Building, EngineKit, PathKit, PlaceKit } from "../../../components/kits/contracts";
import { placeKit } from "../../../components/kits/places";
import { markFor, tagsFor } from "../../../model/expiry";
import { taskName } from "../../../model/names";
import { ReplicationTask } from "../../../provider/sdk";

/** Resources of the vendor's own provider. */
class Tube extends pulumi.CustomResource {
  constructor(name: string, mark: string, opts: pulumi.CustomResourceOptions) {
    super("nimbus:index:Tube", name, { mark, address: undefined }, opts);
  }
}
class Door extends pulumi.CustomResource {
  constructor(name: string, args: object, opts: pulumi.CustomResourceOptions) {
    super("nimbus:index:Door", name, args as pulumi.Inputs, opts);
  }
}

type At = { region: string; instanceId: string; port: number };
const at = (site: { at: unknown }) => site.at as At;
const markOf = ({ spec }: Building) => markFor(spec.name, new Date(spec.expires));
const theirs = (building: Building, region: string) => ({
  parent: building.parent,
  provider: building.provider({ cloud: "nimbus" as never, region }),
});

export const nimbusMysql: PlaceKit = {
  known: (site) => ({ host: `${at(site).instanceId}.nimbus.example`, port: at(site).port }),
  endpoint: (site) => ({
    cloud: "nimbus" as never,
    region: at(site).region,
    instanceId: at(site).instanceId,
    host: pulumi.output(`${at(site).instanceId}.nimbus.example`),
    port: pulumi.output(at(site).port),
  }),
  letIn(site, from) {
    const args = { instance: at(site).instanceId, from, mark: markOf(site) };
    const door = new Door(`${site.name}-${site.side}-door`, args, theirs(site, at(site).region));
    return { resources: [door], admitted: pulumi.output(from as string[]) };
  },
  leftovers: () => [],
  instance: (site) => ({ cloud: "nimbus" as never, region: at(site).region, instanceId: at(site).instanceId }),
};

/** A tube from Nimbus to the internet. */
export const tube: PathKit = {
  over: (side, home) => (side === home ? "private" : "public"),
  connect(from, to) {
    const made = new Tube(`${to.name}-tube`, markOf(to), theirs(to, at(to).region));
    const target = placeKit(to.at.place).endpoint(to, "private");
    return {
      source: placeKit(from.at.place).endpoint(from, "public"),
      // The carrier looks up its tube when it is created.
      target: { ...target, host: made.id.apply(() => `${at(to).instanceId}.nimbus.example`) },
    };
  },
};

export const carrier: EngineKit = {
  home: () => "target",
  task({ parent, name, spec }, { source, target }) {
    const expires = new Date(spec.expires);
    const task = new ReplicationTask(
      `${name}-task`,
      {
        name: taskName(spec.name),
        engine: spec.engine,
        path: spec.path,
        mode: spec.mode,
        source,
        target,
        description: markFor(spec.name, expires),
        tags: tagsFor(spec.name, expires, spec.owner),
        whenLive: spec.protectLiveTask ? "refuse" : "end",
      },
      { parent },
    );
    return {
      taskId: task.taskId,
      egress: [task.egressCidrs.apply(([block]) => block!)],
      local: [task.privateIp.apply((address) => address!)],
    };
  },
};
