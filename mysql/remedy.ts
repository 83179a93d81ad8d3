import { isPlainWord, shellCommand, shellRemark } from "../model/printing/shell";
import { isDynamic, isPersistable, optionName } from "./dialect";
import { mysqlAtLeast } from "./server";
import type { Side } from "./side";
import { quoteText } from "./sql";

export interface SetOptions {
  /** The variable can only be set at start. */
  restart?: boolean;
  /** Said beside the statement. */
  note?: string;
}

/**
 * How to set a global variable on this server: SQL on a server of one's own (SET PERSIST from 8.0, else SET GLOBAL and
 * my.cnf), the operator's command on a managed one, where nobody has SUPER and a restart is the operator's matter.
 * A value that is not a plain word comes from a server that made it up: it is not printed, in no form.
 */
export function setVariable(
  { server }: Pick<Side, "server">,
  name: string,
  value: string | number,
  options: SetOptions = {},
): string {
  const text = String(value);
  const restart = options.restart || !isDynamic(server, name);
  const command = operatorCommand(server.profile, name, text, restart);
  if (!isPlainWord(name) || !isPlainWord(text)) {
    const words = `no ${command ? "command" : "statement"} is printed for ${isPlainWord(name) ? name : "this variable"}: the value found is not a plain word. Check it and set it by hand`;
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

/** Lines for the option file of a server of one's own. */
export function optionLines(lines: Readonly<Record<string, string>>, note?: string): string {
  const all = Object.entries(lines).map(([name, value]) => `${name}=${value}`);
  return [`-- my.cnf, section [mysqld], then restart${note ? ` (${note})` : ""}:`, ...all].join("\n");
}

/** What is written by hand: into the option file of a server of one's own, by the operator's means on a managed one, whose file nobody edits. */
export function byHand({ server }: Pick<Side, "server">, own: string, managed: string): string {
  return server.profile === "self-managed" ? own : managed;
}

interface OperatorCommand {
  words: string[];
  /** The command alone does not make it take effect. */
  reboot?: boolean;
}

/** What the operator of a managed server offers; undefined for a server of one's own. */
function operatorCommand(
  profile: Side["server"]["profile"],
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
      // The shorthand would end a value such as that of sql_mode at its first comma.
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
      // `^~^` makes ~ what separates flags, so that a comma is part of the value.
      const flags = value.includes(",") ? `^~^${name}=${value}` : `${name}=${value}`;
      return { words: ["gcloud", "sql", "instances", "patch", "<instance>", `--database-flags=${flags}`] };
    }
    default:
      return undefined;
  }
}
