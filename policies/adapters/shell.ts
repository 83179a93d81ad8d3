import { text } from "../core/read";
import type { Endpoint, Service, Task } from "../core/task";
import type { Bag } from "../core/values";
import type { FactReader } from "./descriptor";
import { present } from "./tls";

/** Where the billed resource names the region and engine of one end. */
export interface ShellEnd {
  property: string;
  region: string;
  engine: string;
}

/** The resource that bills a task: it names regions, engines and a size, but no login. */
export function billedShell(service: Service, kind: Task["kind"], source: ShellEnd, target: ShellEnd): FactReader {
  return (inputs) => {
    const size = text(inputs, "instanceClass");
    const task: Task = {
      service,
      kind,
      source: endOf(inputs, source),
      target: endOf(inputs, target),
      ...(size ? { cost: { property: "instanceClass", size, days: 30 } } : {}),
    };
    return { task: [task] };
  };
}

function endOf(inputs: Bag, end: ShellEnd): Endpoint {
  return present({
    property: end.property,
    reach: undefined,
    reachProperty: "",
    reachSeen: "",
    tls: undefined,
    tlsProperty: "",
    tlsExample: "",
    region: text(inputs, end.region),
    regionProperty: end.region,
    engine: text(inputs, end.engine),
    engineProperty: end.engine,
  }) as Endpoint;
}
