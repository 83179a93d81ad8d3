import { isDynamic, optionName } from "./names";
import { mysqlAtLeast } from "./server";
import type { Side } from "./side";
import { quoteText } from "./sql";

export interface SetOptions {
  /** The variable can only be set at start. */
  restart?: boolean;
  /** Said after the statement. */
  note?: string;
}

/**
 * How to set a global variable on this server: SQL on a server of one's own (SET PERSIST from 8.0, else SET GLOBAL and
 * my.cnf), the operator's command on a managed one, where nobody has SUPER and a restart is the operator's matter.
 */
export function setVariable(
  { server }: Pick<Side, "server">,
  name: string,
  value: string | number,
  options: SetOptions = {},
): string {
  const note = options.note ? ` -- ${options.note}` : "";
  const restart = options.restart || !isDynamic(server, name);
  switch (server.profile) {
    case "alibaba-rds": {
      const body = JSON.stringify({ [name]: String(value) });
      return `aliyun rds ModifyParameter --DBInstanceId <instance> --Parameters '${body}'${restart ? " --Forcerestart true" : ""}${note.replace("--", "#")}`;
    }
    case "tencentdb": {
      const body = JSON.stringify([{ Name: name, CurrentValue: String(value) }]);
      return `tccli cdb ModifyInstanceParam --InstanceIds '["<instance>"]' --ParamList '${body}'${note.replace("--", "#")}`;
    }
    case "huawei-rds":
      return `hcloud RDS UpdateInstanceConfiguration --instance_id=<instance> --values.${name}=${value}${restart ? "  # then reboot the instance" : ""}${note.replace("--", "#")}`;
    case "aws-rds":
      return `aws rds modify-db-parameter-group --db-parameter-group-name <group> --parameters ParameterName=${name},ParameterValue=${value},ApplyMethod=${restart ? "pending-reboot" : "immediate"}${note.replace("--", "#")}`;
    case "google-cloud-sql":
      return `gcloud sql instances patch <instance> --database-flags=${name}=${value}${note.replace("--", "#")}`;
    default:
      break;
  }
  const option = optionName(name);
  if (restart) return `-- my.cnf, section [mysqld], then restart:${note}\n${option}=${value}`;
  const literal =
    /^-?\d+$/.test(String(value)) || /^(ON|OFF)$/.test(String(value)) ? String(value) : quoteText(String(value));
  if (mysqlAtLeast(server, 8)) return `SET PERSIST ${name} = ${literal};${note}`;
  return `SET GLOBAL ${name} = ${literal}; -- and ${option}=${value} in my.cnf, section [mysqld]${options.note ? `; ${options.note}` : ""}`;
}
