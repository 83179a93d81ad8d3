import type { PreparationStep } from "../../core/driver";
import type { Settings } from "../../core/taskSpec";
import type { DtsClient } from "./client";
import { dataCheck } from "./comparison";
import { dbList, endpointQuery, modeQuery, reserve } from "./endpoints";

/**
 * The service has no connection test that reports its result; the precheck includes one, and therefore runs last. When
 * it passes, it starts the task.
 */
export function preparation(client: DtsClient): PreparationStep[] {
  return [
    {
      title: "storing the endpoints and the objects",
      run: ({ id }, { settings }) => configure(client, id, settings),
    },
    {
      title: "buying the task",
      isDone: ({ billed }) => billed === true,
      run: ({ id }, { settings }) => buy(client, id, settings),
    },
    { title: "running the precheck, which starts the task when it passes", run: (_task, { precheck }) => precheck() },
  ];
}

async function configure(client: DtsClient, id: string, settings: Settings): Promise<void> {
  const { name, mode, source, target, keepDefiner } = settings;
  const verified = dataCheck(settings.consistencyCheck ?? "none", dbList(settings));
  await client.call("ConfigureDtsJob", `configuring the task ${id}`, {
    query: {
      DtsJobId: id,
      DtsJobName: name,
      JobType: "MIGRATION",
      ...modeQuery(mode),
      ...endpointQuery("Source", source, client.region),
      ...endpointQuery("Destination", target, client.region),
      ...(verified === undefined ? {} : { DataCheckConfigure: verified }),
    },
    body: {
      DbList: dbList(settings),
      Reserve: reserve({ tls: { source: source.tls, target: target.tls }, keepDefiner }),
    },
  });
}

async function buy(client: DtsClient, id: string, { own }: Settings): Promise<void> {
  await client.call("CreateDtsInstance", `buying the task ${id}`, {
    query: { JobId: id, PayType: "PostPaid", InstanceClass: String(own["instanceClass"]), AutoStart: "false" },
  });
}
