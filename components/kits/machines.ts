import { CLOUD_NAMES, type Cloud } from "../../model/clouds";
import { alicloudEcs } from "../alicloud/ecs";
import { huaweicloudEcs } from "../huaweicloud/ecs";
import type { PlaceKit, Site } from "./contracts";

/** Clouds whose virtual machines dbferry can build in; a new one is a file and a line. */
const MACHINE_KITS: { [C in Cloud]?: PlaceKit<"vm"> } = {
  alicloud: alicloudEcs,
  huaweicloud: huaweicloudEcs,
};

/** MySQL on a virtual machine, in the cloud that the migration names. */
export const vm: PlaceKit<"vm"> = {
  known: (site) => machineKit(site).known(site),
  endpoint: (site, over) => machineKit(site).endpoint(site, over),
  letIn: (site, from) => machineKit(site).letIn(site, from),
  leftovers: (site, over) => machineKit(site).leftovers(site, over),
  instance: (site) => machineKit(site).instance(site),
};

/** Always exists: reading the migration ensured it, because no engine has a route from the machines of another cloud. */
function machineKit({ at }: Pick<Site<"vm">, "at">): PlaceKit<"vm"> {
  const kit = MACHINE_KITS[at.cloud];
  if (!kit) throw new Error(`machines in ${CLOUD_NAMES[at.cloud]}: no kit in components/kits/machines.ts`);
  return kit;
}
