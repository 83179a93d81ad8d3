import { randomUUID } from "node:crypto";
import { TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { CdbInstance, Policy, SecurityGroup } from "../facts/types";
import { beijing } from "../paging";
import type { Action } from "../service";
import { instanceOf } from "./instances";

/** Time until a public endpoint is ready, in vendor seconds. */
const WAN_SECONDS = 30;
const OPENING = 4;
const CLOSING = 7;

/** Asynchronous operations on instances, by the id of their request. */
export class AsyncRequests {
  private readonly byId = new Map<string, "RUNNING" | "SUCCESS">();

  constructor(
    private readonly world: TencentcloudWorld,
    private readonly closing: AbortSignal,
  ) {}

  /**
   * Begins an operation on an instance, visible as `taskStatus` until `work` is done. @throws TcError when another one
   * is in progress
   */
  begin(instance: CdbInstance, taskStatus: number, work: () => void): { AsyncRequestId: string } {
    if (instance.status !== 1)
      throw new TcError(
        "OperationDenied.InstanceStatusError",
        `The status of ${instance.id} does not permit this operation.`,
      );
    if (instance.taskStatus !== 0)
      throw new TcError("OperationDenied.ActionInProcess", `Another task of ${instance.id} is in progress.`);
    const id = randomUUID();
    this.byId.set(id, "RUNNING");
    instance.taskStatus = taskStatus;
    this.world.clock.sleep(WAN_SECONDS, this.closing).then(
      () => {
        work();
        instance.taskStatus = 0;
        this.byId.set(id, "SUCCESS");
      },
      () => {},
    );
    return { AsyncRequestId: id };
  }

  readonly describe: Action = ({ parameters: { AsyncRequestId } }) => {
    const Status = this.byId.get(AsyncRequestId);
    if (!Status) throw new TcError("InvalidParameter.InvalidAsyncRequestId", "The AsyncRequestId is invalid.");
    return { Status, Info: "" };
  };
}

export function openWanService(world: TencentcloudWorld, requests: AsyncRequests): Action {
  return ({ parameters, region }) => {
    const instance = instanceOf(world, region, parameters.InstanceId);
    if (instance.wan) throw new TcError("OperationDenied", `The public network of ${instance.id} is already open.`);
    return requests.begin(instance, OPENING, () => world.tencentcloud.cdb.openWan(instance.id));
  };
}

export function closeWanService(world: TencentcloudWorld, requests: AsyncRequests): Action {
  return ({ parameters, region }) => {
    const instance = instanceOf(world, region, parameters.InstanceId);
    if (!instance.wan) throw new TcError("OperationDenied", `The public network of ${instance.id} is not open.`);
    return requests.begin(instance, CLOSING, () => world.tencentcloud.cdb.closeWan(instance.id));
  };
}

export function describeDBSecurityGroups(world: TencentcloudWorld): Action {
  return ({ parameters, region }) => {
    const { securityGroupIds } = instanceOf(world, region, parameters.InstanceId);
    const groups = securityGroupIds.flatMap((id) => world.tencentcloud.securityGroups.find(id) ?? []);
    return { Groups: groups.map(renderGroup) };
  };
}

function renderGroup({ id, name, description, createdAt, policies }: SecurityGroup): object {
  return {
    SecurityGroupId: id,
    SecurityGroupName: name,
    SecurityGroupRemark: description,
    ProjectId: 0,
    CreateTime: beijing(createdAt),
    Inbound: policies.ingress.map((one) => ({ ...renderPolicy(one), Dir: "INPUT", Id: one.groupId ?? "" })),
    Outbound: policies.egress.map((one) => ({ ...renderPolicy(one), Dir: "OUTPUT" })),
  };
}

function renderPolicy({ action, cidr, ipv6Cidr, port, protocol, description }: Policy): object {
  return {
    Action: action,
    CidrIp: cidr ?? ipv6Cidr ?? "",
    PortRange: port,
    IpProtocol: protocol,
    AddressModule: "",
    Desc: description,
  };
}
