import * as pulumi from "@pulumi/pulumi";
import { asAccountHost, asBlock } from "../../model/addresses/block";
import { ownerMark } from "../../model/expiry";
import type { HostOpening } from "../../model/hostOpening";
import { accountName } from "../../model/names";
import { selectedOf } from "../../model/selection";
import { sourceLeg } from "../../model/spec";
import { MysqlAccount } from "../../provider/sdk";
import type { Building, Callers, Needed, Route, Task } from "../kits/contracts";
import { engineKit } from "../kits/engines";
import { pathKit } from "../kits/paths";
import { placeKit } from "../kits/places";
import type { Component } from "../shared/component";
import { mapped } from "../shared/options";
import { adminsOf } from "./admins";
import { buildingOf, type CheckedArgs, siteOf } from "./args";
import { hostRulesFor } from "./hostRules";

/** What the phase `prepare` creates: everything temporary, and nothing that moves data yet. */
export interface Openings {
  route: Route;
  task: Task;
  /** Who the source lets in, as CIDR blocks. */
  admitted: pulumi.Output<string[]>;
  /** Whether dbferry lets them in itself; otherwise a person has to. */
  opened: boolean;
  /** What a person has to open, or dbferry through SSH, because no API reaches it; absent: nothing. */
  byHand?: pulumi.Output<HostOpening[]>;
  /** Of what dbferry opens through SSH: whether it is open; fails if it is not. Absent: it opens nothing so. */
  proven?: pulumi.Output<true>;
  /** The task's account on the source; absent: nobody knows yet from where the task connects. */
  account?: MysqlAccount;
  /** What a person has to do before that is known; absent: nothing. */
  toRead?: pulumi.Output<string>;
  /** Everything that must exist before anything connects. */
  all: pulumi.Resource[];
  /** The part that the vendors' own providers create. */
  needs: readonly Needed[];
}

export function openingsFor(parent: Component, name: string, args: CheckedArgs): Openings {
  const { spec } = args;
  const needs: Needed[] = [];
  const building = { ...buildingOf(parent, name, args), need: (made: Needed) => void needs.push(made) };
  const [source, target] = [siteOf(building, "source"), siteOf(building, "target")];
  const engine = engineKit(spec.engine);

  const route = pathKit(spec.path).connect(source, target, engine.home(spec));
  const task = engine.task(building, route);
  const operator = (spec.operator?.addresses ?? []).map(asBlock);
  const atSource = placeKit(spec.source.place).letIn(source, withOperator(task.egress, operator));
  const atTarget = placeKit(spec.target.place).letIn(target, task.local ?? task.egress);

  const { ssh } = "ssh" in spec.source ? spec.source : {};
  // Before it is known for whom, there is nothing to open.
  const host =
    ssh && atSource.byHand && !task.toRead ? hostRulesFor(parent, name, args, ssh, atSource.byHand) : undefined;
  // What dbferry is to open through SSH is not asked of a person before that.
  const waits = ssh !== undefined && task.toRead !== undefined;
  const byHand = waits ? undefined : (host?.openings ?? atSource.byHand);
  const openedAtSource = [...atSource.resources, ...(host?.resources ?? [])];

  // An account is for the addresses of the task alone.
  const account = task.toRead ? undefined : accountFor(parent, name, args, { building, route, task, openedAtSource });
  const all = [...(route.resources ?? []), ...openedAtSource, ...atTarget.resources, ...(account ? [account] : [])];
  return {
    route,
    task: host ? { ...task, taskId: once(host.proven, task.taskId) } : task,
    admitted: atSource.admitted,
    opened: openedAtSource.length > 0 || !(byHand || waits),
    ...(byHand ? { byHand } : {}),
    ...(host ? { proven: host.proven } : {}),
    ...(account ? { account } : {}),
    ...(task.toRead ? { toRead: task.toRead } : {}),
    all,
    needs: needs.map((need) => boundTo(need, task)),
  };
}

function accountFor(
  parent: Component,
  name: string,
  args: CheckedArgs,
  made: { building: Building; route: Route; task: Task; openedAtSource: pulumi.Resource[] },
): MysqlAccount {
  const { spec, ownership } = args;
  const { building, route, task, openedAtSource } = made;
  return parent.child(
    MysqlAccount,
    `${name}-account`,
    {
      connect: adminsOf(parent, name, args, route.source).source,
      user: building.adopt["account"] ?? mapped(ownership, (by) => accountName(spec.name, by)),
      mark: mapped(ownership, (by) => ownerMark(spec.name, by)),
      ...(building.adopt["account"] ? { adopt: building.adopt["account"] } : {}),
      ...(args.passwords.account === undefined ? {} : { password: pulumi.secret(args.passwords.account) }),
      hosts: pulumi.Output.isInstance(task.egress)
        ? task.egress.apply((blocks) => blocks.map(asAccountHost))
        : task.egress.map((block) => mapped(block, asAccountHost)),
      role: "source",
      engine: spec.engine,
      mode: spec.mode,
      databases: selectedOf(spec.source).databases,
      requireTls: sourceLeg(spec).tls,
    },
    // This machine may have to be let in before it can create the account.
    { parent, dependsOn: openedAtSource },
  );
}

/** What uses the task waits for the proof. A preview has none of rules that are only then made, and would take the task for another. */
function once<T>(proven: pulumi.Output<true>, value: pulumi.Output<T>): pulumi.Output<T> {
  if (pulumi.runtime.isDryRun()) return value;
  return pulumi.all([value, proven]).apply(([known]) => known) as pulumi.Output<T>;
}

/** The migration's own public address is the task's. */
function boundTo(need: Needed, { local }: Task): Needed {
  const [address] = local && !pulumi.Output.isInstance(local) ? local : [];
  return need.kind === "eip" && address ? { ...need, boundTo: address } : need;
}

/** Items stay separate, so that one that is not known yet hides no other from the rules. */
function withOperator(egress: Callers, operator: readonly string[]): Callers {
  if (pulumi.Output.isInstance(egress)) return egress.apply((blocks) => [...blocks, ...operator]);
  return [...egress, ...operator];
}
