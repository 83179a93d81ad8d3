import { CLOUD_NAMES } from "../../../model/clouds";
import { describeOwner, readMark } from "../../../model/expiry";
import { visible } from "../../../model/printing/visible";
import type { Problem } from "../../../model/problems";
import type { CloudAt, Clouds } from "../../core/clouds";
import type { Driver } from "../../core/driver";
import { isLive, isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

type Adopted = LookAheadInputs["adopted"][number];

/** Whether what the migration is to take over exists and can be taken over as it is. */
export async function lookAtAdopted(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const looks = request.adopted.map(async (adopted) => {
    try {
      const look = adopted.kind === "task" ? taskProblems : openingProblems;
      findings.add(...(await look(clouds, request, adopted)));
    } catch (error) {
      findings.failed(adopted.cloud, `adopt.${adopted.key} ${adopted.id}`, error, true);
    }
  });
  await Promise.all(looks);
}

const LEAVE_OUT = "correct it, or remove it: the migration then keeps its own, or creates one";

async function openingProblems(clouds: Clouds, request: LookAheadInputs, adopted: Adopted): Promise<Problem[]> {
  const { key, id, ...query } = adopted;
  const tasks = (name: string) => tasksOf(clouds, request, name);
  const seen = await clouds.cloud(query).adoptable?.({ ...query, migration: request.migration, tasks }, id);
  if (seen === undefined) return [];
  if (seen === "gone") return [notThere(adopted)];
  return [{ path: `adopt.${key}`, seen: `${id}, which is ${seen.seen}`, needed: seen.needed, fix: LEAVE_OUT }];
}

async function taskProblems(clouds: Clouds, request: LookAheadInputs, adopted: Adopted): Promise<Problem[]> {
  const { id } = adopted;
  const task = await driverOf(clouds, request, adopted).describe(id);
  if (!task) return [notThere(adopted)];
  const state = visible(task.vendorState);
  const wrong = (seen: string, needed: string, fix: string): Problem[] => [
    { path: "adopt.task", seen: `${id}, ${seen}`, needed, fix },
  ];
  if (isOver(task.state))
    return wrong(`which has ended (${state})`, "a task that lives", "leave it out, and a new one is made");
  if (task.started || task.state === "scheduled" || isLive(task.state, task.mode)) {
    const whose = visible(describeOwner(readMark(task.description)));
    return wrong(
      `${whose}, and which has started (${state})`,
      "one that has not started: what a running one has copied is on the target, and its account's password is in the state of its own stack",
      "continue it in that stack; if its state is lost, end the task in the console, empty the target, and leave adopt.task out",
    );
  }
  const makesEip =
    request.quotas.some(({ kind }) => kind === "eip") && !request.adopted.some(({ key }) => key === "eip");
  if (!task.publicIp || !makesEip) return [];
  return [
    {
      path: "adopt.eip",
      seen: `nothing, and the task ${id} has the EIP ${visible(task.publicIp)}, which it keeps`,
      needed: "the id of that EIP",
      fix: "give it, or leave adopt.task out",
    },
  ];
}

/** The task that is taken over, or the migration's own tasks. */
async function tasksOf(clouds: Clouds, request: LookAheadInputs, name: string): Promise<TaskInfo[]> {
  const adopted = request.adopted.find(({ kind }) => kind === "task");
  const at = adopted ?? request.quotas.find(({ kind }) => kind === "task");
  if (!at) return [];
  const driver = driverOf(clouds, request, at);
  const found = adopted ? [await driver.describe(adopted.id)] : await driver.find(name);
  const isOurs = ({ description }: TaskInfo) => [undefined, clouds.stateId].includes(readMark(description)?.state);
  return found.flatMap((task) => (task && !isOver(task.state) && (adopted || isOurs(task)) ? [task] : []));
}

function driverOf(clouds: Clouds, { engine }: LookAheadInputs, { cloud, region, account }: At): Driver {
  return clouds.driver(engine, { cloud, region, ...(account ? { account } : {}) });
}
type At = CloudAt & { region: string };

function notThere({ key, id, cloud, region }: Adopted): Problem {
  return {
    path: `adopt.${key}`,
    seen: `${id}, which is not in ${CLOUD_NAMES[cloud]} ${region}`,
    needed: "the id of one that is there",
    fix: LEAVE_OUT,
  };
}
