import type { Kinds } from "./kind";

/** What is charged for a task and for an entry of a list depends on the engine and the place, and is in their facts. */
export const dbferry: Kinds = {
  "dbferry:index:ReplicationTask": {
    title: "task",
    at: "cloud",
    what: "the task of the service, created but not started; it is released at the end",
    prices: [],
  },
  "dbferry:index:AllowlistEntry": {
    title: "allowlist entry",
    at: "cloud",
    what: "lets in the addresses of the task and, on the source, those in operator.addresses; other entries stay as they are",
    prices: [],
  },
  "dbferry:index:MysqlAccount": {
    title: "MySQL account",
    at: "server",
    what: "the task's account on the source, with the least rights, for its addresses only",
    prices: [],
  },
  "dbferry:index:Preflight": {
    title: "checks",
    at: "state",
    what: "what every check found; one that fails, and is not accepted, stops the update",
    prices: [],
  },
  "dbferry:index:TaskRun": {
    title: "run of the task",
    at: "cloud",
    what: "connection test, objects, the service's own check, start and progress",
    prices: [],
  },
  "dbferry:index:Cutover": {
    title: "proof of the cutover",
    at: "state",
    what: "the gates, the position and the counts at the moment of the cutover",
    prices: [],
  },
  "dbferry:index:MigrationRecord": {
    title: "record of the phase",
    at: "state",
    what: "which phase was reached, and what is to be closed by hand",
    prices: [],
  },
  "command:remote:Command": {
    title: "commands on the host",
    at: "server",
    what: "through SSH: lets the addresses of the task in, in the firewall of the source's host itself, and removes exactly that again",
    prices: [],
  },
  "random:index/randomPassword:RandomPassword": {
    title: "pre-shared key",
    at: "state",
    counted: "tunnel",
    what: "the key of one tunnel, a secret",
    prices: [],
  },
};
