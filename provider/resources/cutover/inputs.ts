import { z } from "zod";
import { ENGINE_FACTS } from "../../../model/engines";
import { named } from "../../../model/named";
import { gateId } from "../../../model/spec/choices";
import { checkFault, consistencyCheck } from "../../../model/spec/consistencyCheck";
import {
  acceptance,
  connect,
  databases,
  engine,
  mode,
  refuseContradiction,
  sourceName,
  tables,
  taskLocation,
} from "../shared";

const exemption = named(
  "GateExemption",
  "A cutover gate that is accepted although it is not proven.",
  z.strictObject({
    gate: gateId,
    ...acceptance,
  }),
);

const login = named(
  "AccountLogin",
  "An account of the application.",
  z.strictObject({
    user: z.string().min(1).describe("name of the account"),
    password: z.string().describe("its password; always a secret"),
  }),
);

export const cutoverInputs = z
  .strictObject({
    task: z.string().min(1).describe("exact name of the task"),
    taskId: z.string().min(1).optional().describe("the vendor's id of the task; default: the one of that name"),
    engine,
    at: taskLocation,
    mode: mode.default("full+incremental"),
    databases: databases.default("all"),
    tables,
    source: connect.describe("how this machine logs in to the source"),
    target: connect.describe("how this machine logs in to the target"),
    quietSeconds: z.number().min(0).max(3600).default(30).describe("how long the source's binary log must not grow"),
    catchUpSeconds: z.number().min(0).max(86400).default(60).describe("how long to wait for the target to catch up"),
    ownUsers: z
      .array(z.string())
      .default([])
      .describe("users whose connections to the source do not belong to the application"),
    accounts: z.array(login).default([]).describe("accounts of the application, tried on the target"),
    exemptions: z
      .array(exemption)
      .default([])
      .describe("gates that are accepted even though they are not proven, each with reason, owner and expiry"),
    consistencyCheck: consistencyCheck
      .default("none")
      .describe(
        "whether the service compares source and target too, as a gate: `none`, `full`, or a share of the rows",
      ),
    sourceName: sourceName
      .optional()
      .describe("name and address of the source when the task was configured, an output of TaskRun"),
    actor: z.string().optional().describe("who performs the cutover; recorded as given, not verified"),
  })
  .superRefine(refuseContradiction)
  .superRefine(({ engine: name, mode: how, consistencyCheck: check }, issue) => {
    const fault = checkFault(ENGINE_FACTS[name], check, how);
    if (!fault) return;
    const message = `${fault.seen}; needed: ${fault.needed}: ${fault.fix}`;
    issue.addIssue({ code: "custom", path: ["consistencyCheck"], message });
  });
export type CutoverInputs = z.output<typeof cutoverInputs>;
