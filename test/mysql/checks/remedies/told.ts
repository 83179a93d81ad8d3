/** A remedy line that cannot be run here, and why. */
export interface Told {
  /** Absent: for every check. */
  check?: string;
  line: RegExp;
  why: string;
}

const CLOUD = "a call to an operator's cloud; that it reaches the operator's program whole is tested beside (printing)";
const ANOTHER_SERVER = "another server is chosen, which has a preflight of its own";
const LOOK = "something to look at or to hold back: nothing on the servers changes";
const ENGINE = "what the engine's task is told, not the servers";
const NOT_MADE = "a server that behaves so cannot be made here at will";
const CAUTION = "a caution about the statements before it, which are run";

const told = (check: string, why: string, ...lines: RegExp[]): Told[] => lines.map((line) => ({ check, line, why }));

/** Every other line that a check prints is run in a situation. */
export const TOLD: readonly Told[] = [
  { line: /^(aliyun|tccli|hcloud|aws|gcloud|#) /, why: CLOUD },
  ...["C01", "C02"].flatMap((check) => [
    ...told(check, NOT_MADE, /^check the path's latency/, /^check the server's error log/),
    ...told(check, NOT_MADE, /^raise max_connections or close idle sessions/, /^create the account for this caller's/),
  ]),
  ...told("C13", ANOTHER_SERVER, /^choose a (target|supported version)/, /^use another engine/),
  ...told("C13", LOOK, /^test (the application|GTIDs)/),
  ...told("C23", ANOTHER_SERVER, /^if both are the same server: name another target/),
  ...told(
    "C24",
    `${NOT_MADE}: a transaction without a GTID that is open while gtid_mode is ON`,
    /^wait until SHOW STATUS/,
  ),
  ...told("C30", `${ANOTHER_SERVER}: from 8.0 on it is set once, when the server is made`, /^recreate the target/),
  ...told("C31", LOOK, /^check that the application's statements/),
  ...told(
    "C32",
    "the warning stays: new objects still get a character set that RDS lacks",
    /^give each database and table/,
  ),
  ...told("C33", CAUTION, /^-- on the source: some characters sort and compare differently/),
  ...told("C33", "the target has no such collation", /^-- new databases and tables get a different collation/),
  ...told("C33", LOOK, /^-- (or )?compare the structure after the load/),
  ...told("C45", ANOTHER_SERVER, /^-- or choose a target of 5\.7/),
  ...told("C51", LOOK, /^-- postpone deletes/),
  ...told(
    "C52",
    ENGINE,
    /^end the task with a normal stop/,
    /^make sure that they exist after/,
    /^create the events on the target/,
  ),
  ...told("C53", ENGINE, /^-- or leave them out/),
  ...told("C57", ENGINE, /^-- map the database to another name/, /^-- leave the table out/),
  ...told(
    "C57",
    `${ENGINE}, or a migration of its own; tried with the whole engine beside (cancel)`,
    /^-- put back what/,
    /^-- for (more|another)/,
    /^-- to begin again/,
  ),
  ...told("C04", LOOK, /^-- find out who created it there/),
  ...told("C11", LOOK, /^-- dbferry did not grant these/),
  ...told("C58", ANOTHER_SERVER, /^-- choose another target/),
  ...told("C20", LOOK, /^-- a newly created task needs nothing/),
  ...told("C57", LOOK, /^engines require a dedicated instance/),
  ...told("C57", ANOTHER_SERVER, /^-- choose an instance that holds nothing/),
  ...told("C58", ANOTHER_SERVER, /^remove the read replicas of the target/),
  ...told("C60", LOOK, /^-- or go by the gates of the cutover/),
  ...told("C61", "no keyring here in which a table could be encrypted", /^-- or leave them out/),
  ...told("C63", LOOK, /^-- on the source: rewrite views and programs/),
  ...told("C66", ENGINE, /^set the task's precision/),
  ...told("C66", CAUTION, /^-- add the column's DEFAULT/),
  ...told("C67", LOOK, /^-- check that invisible and generated columns/),
  ...told("C67", CAUTION, /^-- columns that reference it need the same type/),
  ...told("C68", ENGINE, /^take them out of the list/),
  ...told(
    "C69",
    "an account at a host name cannot log in to a server that resolves no names",
    /^create the account for the caller's/,
  ),
  ...told("C71", NOT_MADE, /^start off-peak/, /^wait until it has caught up/),
  ...told("C75", ENGINE, /^-- or create the tables on the target beforehand/),
];

/** @returns undefined for unlisted lines */
export function whyTold(check: string, line: string): string | undefined {
  return TOLD.find((one) => (one.check ?? check) === check && one.line.test(line))?.why;
}
