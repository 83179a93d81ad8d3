import { all, type Descriptors } from "../descriptor";
import { login } from "./logins";
import { allowlistEntry, allowlistWrite, mysqlAccount, replicationTask } from "./resources";
import { billedTask, taskRun } from "./tasks";

/** Both servers, as named by the resources that log in to both. */
const ENDS = {
  secrets: ["source.password", "target.password"],
  databasePorts: ["source.port", "target.port"],
};

export const dbferry: Descriptors = {
  "dbferry:index:AllowlistEntry": { facts: all(allowlistEntry, allowlistWrite) },
  "dbferry:index:MysqlAccount": {
    facts: all(mysqlAccount, login("connect")),
    secrets: ["connect.password", "password"],
    databasePorts: ["connect.port"],
  },
  "dbferry:index:ReplicationTask": { facts: all(replicationTask, billedTask), runsMigration: true },
  "dbferry:index:TaskRun": {
    facts: taskRun,
    ...ENDS,
    runsMigration: true,
  },
  "dbferry:index:Preflight": { facts: login("source", "target"), ...ENDS },
  "dbferry:index:Cutover": { facts: login("source", "target"), ...ENDS },
};
