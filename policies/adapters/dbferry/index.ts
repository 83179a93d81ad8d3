import { all, type Descriptors } from "../descriptor";
import { login } from "./logins";
import { allowlistEntry, allowlistWrite, mysqlAccount, replicationTask } from "./resources";
import { billedTask, taskRun } from "./tasks";

export const dbferry: Descriptors = {
  "dbferry:index:AllowlistEntry": { facts: all(allowlistEntry, allowlistWrite) },
  "dbferry:index:MysqlAccount": {
    facts: all(mysqlAccount, login("connect")),
    secrets: ["connect.password", "password"],
  },
  "dbferry:index:ReplicationTask": { facts: all(replicationTask, billedTask), runsMigration: true },
  "dbferry:index:TaskRun": {
    facts: taskRun,
    secrets: ["source.password", "target.password"],
    runsMigration: true,
  },
  "dbferry:index:Preflight": { facts: login("source", "target"), secrets: ["source.password", "target.password"] },
  "dbferry:index:Cutover": { facts: login("source", "target"), secrets: ["source.password", "target.password"] },
};
