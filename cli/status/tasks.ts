import { CLOUD_NAMES } from "../../model/clouds";
import { configFrom } from "../../provider/audit/configured";
import { lookAtTasks, type TaskLook } from "../../provider/audit/tasks";
import { asKnown, nameOf, type Recorded, type RecordedResource, sections } from "../audit/state";
import { takenOverBy } from "../engine/takenOver";

/** A task in a stack's state, with its current status at the vendor. */
export interface StackTask {
  /** Name of its resource. */
  name: string;
  id: string;
  engine: string;
  /** Size, as the vendor names it. */
  size?: string;
  /** When the engine recorded it, ISO 8601; absent if the state does not say. */
  created?: string;
  /** Location, human-readable. */
  where: string;
  look: TaskLook;
  /** The stack that has taken it over. */
  takenOver?: string;
}

/** The tasks in the state, queried in their clouds; the state only identifies them. */
export async function tasksOf(recorded: Recorded): Promise<StackTask[]> {
  const resources = (recorded.resources ?? []).filter(({ type }) => type === "dbferry:index:ReplicationTask");
  const known = resources.filter(({ id }) => id);
  const { config, problems } = stateConfig(recorded);
  const looks =
    problems.length > 0
      ? known.map((): TaskLook => ({ unread: problems.join("; ") }))
      : await lookAtTasks(config, known.map(asKnown));
  return known.map((resource, at) => {
    const { engine, drs } = resource.inputs ?? {};
    // Earlier versions stored it at the top level.
    const nodeType = (drs as { nodeType?: unknown } | undefined)?.nodeType ?? resource.inputs?.["nodeType"];
    const look = looks[at]!;
    // The id in the state decides; the names of project and stack are only for display.
    const other = "known" in look && look.known && takenOverBy(look.task, recorded, { project: "", name: "" });
    return {
      name: nameOf(resource),
      id: resource.id!,
      engine: String(engine),
      size: typeof nodeType === "string" ? nodeType : undefined,
      created: resource.created,
      where: whereOf(resource),
      look,
      ...(other ? { takenOver: other } : {}),
    };
  });
}

/** The clouds as configured for the stack's own provider; credentials come from the environment. */
export function stateConfig(recorded: Recorded) {
  const provider = recorded.resources?.find(({ type }) => type === "pulumi:providers:dbferry");
  return configFrom(Object.fromEntries(sections(provider?.inputs ?? {})));
}

function whereOf({ inputs = {} }: RecordedResource): string {
  const { cloud, region } = (inputs["target"] ?? {}) as { cloud?: string; region?: string };
  const name = CLOUD_NAMES[cloud as keyof typeof CLOUD_NAMES] ?? String(cloud ?? "an unknown cloud");
  return region ? `${name} ${region}` : name;
}
