import { mysqlAtLeast } from "../model/mysql/server";
import { isPlainWord, shellCommand, shellRemark } from "../model/printing/shell";
import { isDynamic, isPersistable, optionName } from "./dialect";
import type { CheckedServer } from "./side";
import { quoteText } from "./sql";

export interface SetOptions {
  /** The variable can only be set at server start. */
  restart?: boolean;
  /** Shown next to the statement. */
  note?: string;
}

/**
 * How to set a global variable on this server: SQL on a self-managed server (SET PERSIST from 8.0, else SET GLOBAL and
 * my.cnf), the operator's command on a managed one, where nobody has SUPER and only the operator restarts. A value that
 * is not a plain word comes from a server that could have made it up, so it is never printed.
 */
export function setVariable(
  { server }: Pick<CheckedServer, "server">,
  name: string,
  value: string | number,
  options: SetOptions = {},
): string {
  const text = String(value);
  const restart = options.restart || !isDynamic(server, name);
  const command = operatorCommand(server.profile, name, text, restart);
  if (!isPlainWord(name) || !isPlainWord(text)) {
    const words = `no ${command ? "command" : "statement"} is printed for ${isPlainWord(name) ? name : "this variable"}: the value found is not a plain word. Check it and set it manually`;
    return command ? shellRemark(words) : `-- ${words}`;
  }
  if (command) {
    const notes = [options.note, command.reboot && "then reboot the instance"].filter((one) => typeof one === "string");
    return [...notes.map(shellRemark), shellCommand(...command.words)].join("\n");
  }
  const note = options.note ? ` -- ${options.note}` : "";
  const option = optionName(name);
  if (restart) return optionLines({ [option]: text }, options.note);
  const literal = /^-?\d+$/.test(text) || /^(ON|OFF)$/.test(text) ? text : quoteText(text);
  if (mysqlAtLeast(server, 8) && isPersistable(name)) return `SET PERSIST ${name} = ${literal};${note}`;
  return `SET GLOBAL ${name} = ${literal}; -- and ${option}=${text} in my.cnf, section [mysqld]${options.note ? `; ${options.note}` : ""}`;
}

/** Lines for the option file of a self-managed server. */
export function optionLines(lines: Readonly<Record<string, string>>, note?: string): string {
  const all = Object.entries(lines).map(([name, value]) => `${name}=${value}`);
  return [`-- my.cnf, section [mysqld], then restart${note ? ` (${note})` : ""}:`, ...all].join("\n");
}

/**
 * Instructions for a setting without a command: the option file on a self-managed server, the operator's tools on a
 * managed one.
 */
export function byHand({ server }: Pick<CheckedServer, "server">, own: string, managed: string): string {
  return server.profile === "self-managed" ? own : managed;
}

interface OperatorCommand {
  words: string[];
  /** A reboot is also needed for it to take effect. */
  reboot?: boolean;
}

/** The operator's command on a managed server; undefined on a self-managed one. */
function operatorCommand(
  profile: CheckedServer["server"]["profile"],
  name: string,
  value: string,
  restart: boolean,
): OperatorCommand | undefined {
  switch (profile) {
    case "alibaba-rds": {
      const parameters = ["--Parameters", JSON.stringify({ [name]: value })];
      const more = restart ? ["--Forcerestart", "true"] : [];
      return { words: ["aliyun", "rds", "ModifyParameter", "--DBInstanceId", "<instance>", ...parameters, ...more] };
    }
    case "tencentdb": {
      const list = ["--ParamList", JSON.stringify([{ Name: name, CurrentValue: value }])];
      return { words: ["tccli", "cdb", "ModifyInstanceParam", "--InstanceIds", '["<instance>"]', ...list] };
    }
    case "huawei-rds": {
      const given = ["--instance_id=<instance>", `--values.${name}=${value}`];
      return { words: ["hcloud", "RDS", "UpdateInstanceConfiguration", ...given], reboot: restart };
    }
    case "aws-rds": {
      // The shorthand syntax would cut a value such as sql_mode's at its first comma.
      const apply = restart ? "pending-reboot" : "immediate";
      const list = JSON.stringify([{ ParameterName: name, ParameterValue: value, ApplyMethod: apply }]);
      return {
        words: [
          "aws",
          "rds",
          "modify-db-parameter-group",
          "--db-parameter-group-name",
          "<group>",
          "--parameters",
          list,
        ],
      };
    }
    case "google-cloud-sql": {
      // `^~^` makes ~ the separator between flags, so that a comma is part of the value.
      const flags = value.includes(",") ? `^~^${name}=${value}` : `${name}=${value}`;
      return { words: ["gcloud", "sql", "instances", "patch", "<instance>", `--database-flags=${flags}`] };
    }
    default:
      return undefined;
  }
}
