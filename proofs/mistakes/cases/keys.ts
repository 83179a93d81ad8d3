import type { Mistake, MistakeList, Stage } from "../mistake";
import { DECIDING, holderOf, isMovable, literal, mistyped, optionPaths, set } from "./stackFile";

const OPTIONS = optionPaths();

/** Values that no option of the name takes; with what the refusal calls it where that is not the option itself. */
const WRONG: Readonly<Record<string, unknown>> = {
  name: "Shop!",
  owner: "",
  expires: "soon",
  path: "vpm",
  mode: "ful+incremental",
  "drs.nodeType": "hihg",
  "drs.expiredDays": 5,
  "source.region": "cn-hangzou",
  "source.instanceId": "",
  "source.port": 0,
  "source.databases": [],
  "source.admin.user": "",
  "source.connect": "db.example.com",
  "source.tls": "on",
  "source.ca": "",
  "source.serverName": "",
  "source.account": "Not A Name",
  "target.region": "cn-nroth-4",
  "target.instanceId": "",
  "target.vpcId": "",
  "target.subnetId": "",
  "target.securityGroupId": "",
  "target.privateIp": "192.168.10.300",
  "target.port": 70_000,
  "target.admin.user": "",
  "target.connect": "3306",
  "target.tls": true,
  "task.start": "later",
  "task.connectWindowSeconds": -1,
  "task.bandwidth": 0,
  "task.targetReadOnly": "yes",
  "cutover.quietSeconds": 0,
  "cutover.catchUpSeconds": -1,
  "cutover.ownUsers": "monitor",
  "cutover.exemptions": "all",
  exemptions: "C44",
  "operator.addresses": [],
  protectLiveTask: "no",
};

/** Other values that would do in another migration. */
const OTHER: Readonly<Record<string, unknown>> = {
  mode: "full",
  "drs.nodeType": "medium",
  "drs.expiredDays": 30,
  "source.region": "cn-shanghai",
  "source.instanceId": "rm-bp1dbferrysource2",
  "source.port": 3307,
  "source.databases": ["shop"],
  "source.endpoint.host": "db.example.com",
  "source.endpoint.port": 3306,
  "source.account": "partner",
  "target.region": "cn-north-1",
  "target.instanceId": "00000000000000000000000000000000in01",
  "target.vpcId": "another-vpc",
  "target.subnetId": "another-subnet",
  "target.securityGroupId": "another-group",
  "target.privateIp": "192.168.10.21",
  "target.port": 3307,
  "target.admin.user": "admin",
  "target.account": "partner",
  "task.targetReadOnly": false,
};

/** What may change at any time. */
const FREE: Readonly<Record<string, unknown>> = {
  owner: "another@example.com",
  expires: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  "cutover.quietSeconds": 2,
  "cutover.catchUpSeconds": 90,
  "cutover.ownUsers": ["monitor"],
  "operator.addresses": ["198.51.100.200/32"],
  "task.connectWindowSeconds": 2,
  "task.bandwidth": 50,
};

const typos = (at: Stage): Mistake => {
  // Where the object is asked for a key that must be there, its absence is told beside the typo.
  const paths = OPTIONS.filter((path) => !DECIDING.includes(path));
  return {
    name: "every option mistyped at once",
    at,
    ends: "refused",
    previewed: true,
    write: ({ "dbferry:migration": migration }) => {
      for (const path of paths) {
        const { holder, key } = holderOf(migration, path);
        holder[mistyped(key)] = holder[key] ?? "something";
        delete holder[key];
      }
    },
    parts: paths.map((path) => {
      const key = path.split(".").at(-1)!;
      const written = [...path.split(".").slice(0, -1), mistyped(key)].join(".");
      const says = new RegExp(`- ${literal(written)}: unknown key; needed: .+; did you mean ${literal(key)}\\?`);
      return { name: written, says };
    }),
  };
};

const wrongValues = (at: Stage): Mistake => ({
  name: "every option with a wrong value at once",
  at,
  ends: "refused",
  previewed: true,
  write: ({ "dbferry:migration": migration }) => {
    for (const [path, value] of Object.entries(WRONG)) set(migration, path, value);
  },
  parts: Object.keys(WRONG).map((path) => ({
    name: path,
    says: new RegExp(`- ${literal(path)}(\\.\\d+)?: .+; needed: .+`),
  })),
});

const changed = (at: "running" | "cutOver"): Mistake => ({
  name: "everything that the task was made with changed at once",
  at,
  ends: "refused",
  previewed: true,
  write: ({ "dbferry:migration": migration }) => {
    for (const [path, value] of Object.entries(OTHER)) set(migration, path, value);
  },
  parts: Object.keys(OTHER).map((path) => ({
    name: path,
    says: new RegExp(`- ${literal(path)}: .+ and the task (moves data|was made) with .+; needed: .+; put it back`),
  })),
});

/** Alone, because one refusal of many could hide that another is missing. */
const changedAlone = (path: string): Mistake => ({
  name: `${path} changed alone`,
  at: "running",
  ends: "refused",
  write: ({ "dbferry:migration": migration }) => set(migration, path, OTHER[path]),
  says: [new RegExp(`- ${literal(path)}: .*moves data with`), /migration\.protectLiveTask/, /dbferry cancel/],
});

const free = (at: Stage): Mistake => ({
  name: "everything that may change changed at once",
  at,
  ends: "repaired",
  write: ({ "dbferry:migration": migration }) => {
    for (const [path, value] of Object.entries(FREE)) set(migration, path, value);
  },
  parts: Object.keys(FREE).map((path) => ({ name: path, says: new RegExp(literal(path)) })),
});

const deciding = (at: Stage): Mistake[] =>
  DECIDING.flatMap((path) => [
    {
      name: `${path} mistyped`,
      at,
      ends: "refused",
      write: ({ "dbferry:migration": migration }) => {
        const { holder, key } = holderOf(migration, path);
        holder[mistyped(key)] = holder[key];
        delete holder[key];
      },
      says: [new RegExp(`- ${literal(path)}: nothing; needed: `)],
    },
    {
      name: `${path} with a wrong value`,
      at,
      ends: "refused",
      write: ({ "dbferry:migration": migration }) => {
        const { holder, key } = holderOf(migration, path);
        holder[key] = mistyped(String(holder[key]));
      },
      says: [new RegExp(`- ${literal(path)}: ".+"; needed: one of .+; did you mean `)],
    },
  ]);

export const KEYS: MistakeList = {
  name: "keys",
  mistakes: [
    ...[typos("nothing"), wrongValues("nothing"), ...deciding("nothing")],
    free("prepared"),
    ...[typos("running"), wrongValues("running"), changed("running"), free("running")],
    ...Object.keys(OTHER).slice(0, 6).map(changedAlone),
    changed("cutOver"),
    free("cutOver"),
  ],
};

/** Options that no case changes: the lists follow the schema. */
export const UNTRIED = OPTIONS.filter(
  (path) =>
    ![...Object.keys(WRONG), ...DECIDING].some((known) => path === known) && !(path in OTHER) && !isMovable(path),
);
