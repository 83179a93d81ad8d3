import { type Action, instanceOf, type Rds, runningInstanceOf } from "../action";
import { errors, RpcError } from "../errors";
import { endpointHost } from "../facts/rds";
import type { Parameters } from "../parameters";

/** Time until a public endpoint is ready, in vendor seconds. */
const CREATE_SECONDS = 20;
const DELETE_SECONDS = 10;
const CHANGE_SECONDS = 10;

export const describeDBInstanceNetInfo: Action = {
  parameters: { DBInstanceId: "!", DBInstanceNetRWSplitType: "-", Flag: "-", GeneralGroupName: "-" },
  run(parameters, rds) {
    const { intranet, publicEndpoint } = instanceOf(parameters, rds);
    const common = {
      ConnectionStringType: "Normal",
      DBInstanceWeights: { DBInstanceWeight: [] },
      SecurityIPGroups: { securityIPGroup: [] },
      Upgradeable: "Disabled",
      ExpiredTime: "",
    };
    const infos: object[] = [
      {
        ...common,
        ConnectionString: intranet.host,
        IPAddress: intranet.ip,
        IPType: "Private",
        Port: String(intranet.port),
        VPCId: "vpc-sandbox",
        VSwitchId: "vsw-sandbox",
      },
    ];
    if (publicEndpoint) {
      infos.push({
        ...common,
        ConnectionString: publicEndpoint.host,
        IPAddress: publicEndpoint.ip,
        IPType: "Public",
        Port: String(publicEndpoint.port),
        VPCId: "",
        VSwitchId: "",
      });
    }
    return {
      InstanceNetworkType: "VPC",
      SecurityIPMode: "normal",
      DBInstanceNetInfos: { DBInstanceNetInfo: infos },
    };
  },
};

/** The endpoint appears after a delay, during which the status is NET_CREATING. */
export const allocateInstancePublicConnection: Action = {
  parameters: {
    DBInstanceId: "!",
    ConnectionStringPrefix: "!",
    Port: "!",
    BabelfishPort: "-",
    GeneralGroupName: "-",
    PGBouncerPort: "-",
  },
  run(parameters, rds) {
    const instance = instanceOf(parameters, rds);
    const prefix = readPrefix(parameters);
    const port = readPort(parameters);
    if (instance.publicEndpoint) {
      throw new RpcError(400, "NetTypeExists", "Specified net type already existed.");
    }
    if (instance.status !== "Running") throw errors.instanceStatus();
    checkFree(rds, prefix);
    rds.pendingPrefixes.set(instance.id, prefix);
    rds.world.alicloud.rds.setStatus(instance.id, "NET_CREATING");
    rds.after(CREATE_SECONDS, () => {
      rds.pendingPrefixes.delete(instance.id);
      rds.world.alicloud.rds.allocatePublicEndpoint(instance.id, prefix, port);
      rds.world.alicloud.rds.setStatus(instance.id, "Running");
    });
    return { DbInstanceName: instance.id, ConnectionString: endpointHost(prefix) };
  },
};

/** The endpoint disappears after a delay, during which the status is NET_DELETING. */
export const releaseInstancePublicConnection: Action = {
  parameters: { DBInstanceId: "!", CurrentConnectionString: "!" },
  run(parameters, rds) {
    const instance = instanceOf(parameters, rds);
    checkCurrent(parameters, instance);
    if (instance.status !== "Running") throw errors.instanceStatus();
    rds.world.alicloud.rds.setStatus(instance.id, "NET_DELETING");
    rds.after(DELETE_SECONDS, () => {
      rds.world.alicloud.rds.releasePublicEndpoint(instance.id);
      rds.world.alicloud.rds.setStatus(instance.id, "Running");
    });
    return {};
  },
};

/** Changes prefix or port of the public endpoint. */
export const modifyDBInstanceConnectionString: Action = {
  parameters: {
    DBInstanceId: "!",
    CurrentConnectionString: "!",
    ConnectionStringPrefix: "!",
    Port: "!",
    BabelfishPort: "-",
    GeneralGroupName: "-",
    PGBouncerPort: "-",
    RetainVip: "-",
    TargetDBInstanceId: "-",
  },
  run(parameters, rds) {
    const instance = runningInstanceOf(parameters, rds);
    const prefix = readPrefix(parameters);
    const port = readPort(parameters);
    const current = checkCurrent(parameters, instance);
    if (prefix !== current.prefix) checkFree(rds, prefix);
    rds.world.alicloud.rds.setStatus(instance.id, "TRANSING");
    rds.after(CHANGE_SECONDS, () => {
      rds.world.alicloud.rds.changePublicEndpoint(instance.id, { prefix, port });
      rds.world.alicloud.rds.setStatus(instance.id, "Running");
    });
    return {};
  },
};

function checkCurrent(parameters: Parameters, instance: ReturnType<typeof instanceOf>) {
  const current = parameters.need("CurrentConnectionString");
  if (current === instance.intranet.host) {
    throw new RpcError(400, "AtLeastOneNetTypeExists", "Instance must have at least one net type.");
  }
  if (current !== instance.publicEndpoint?.host) {
    throw new RpcError(
      404,
      "InvalidCurrentConnectionString.NotFound",
      "Specified current connection string does not exist.",
    );
  }
  return instance.publicEndpoint;
}

/** 5 to 40 letters, digits and hyphens, starting with a letter. */
function readPrefix(parameters: Parameters): string {
  const prefix = parameters.need("ConnectionStringPrefix");
  if (!/^[a-zA-Z][a-zA-Z0-9-]{4,39}$/.test(prefix)) {
    throw new RpcError(400, "InvalidConnectionString.Format", "Specified connection string is not valid.");
  }
  return prefix;
}

/** 1000 to 5999. */
function readPort(parameters: Parameters): number {
  const port = parameters.need("Port");
  if (!/^\d{4}$/.test(port) || Number(port) < 1000 || Number(port) > 5999) {
    throw new RpcError(400, "InvalidPort.Malformed", "Specified port is not valid.");
  }
  return Number(port);
}

function checkFree(rds: Rds, prefix: string): void {
  const host = endpointHost(prefix);
  const taken = rds.world.alicloud.rds
    .list()
    .some((other) => other.intranet.host === host || other.publicEndpoint?.host === host);
  if (taken || [...rds.pendingPrefixes.values()].includes(prefix)) {
    throw new RpcError(
      400,
      "InvalidConnectionString.Duplicate",
      "Specified connection string already exists in the Aliyun RDS.",
    );
  }
}
