import { SOURCES, type Trouble } from "./trouble";

/** The target refuses what the task writes. */
export const TARGET: readonly Trouble[] = [
  {
    id: "no-space",
    title: "A volume is full",
    signs: [/\bNo space left on device\b/i, /\bThe table '[^']*' is full\b/i, /\bDisk full\b/i],
    seen: [
      "The table 'orders' is full",
      "No space left on device",
      "Disk full (/tmp/#sql_1.MYI); waiting for someone to free some space...",
    ],
    means: "the target's volume is full; a load needs 1.5 to 2.5 times the source's data, including the binary log",
    todo: ["enlarge the target's volume, then run the update again: the task continues, or restarts the load"],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "target-read-only",
    title: "The target is read-only",
    signs: [/--(super-)?read[-_]only\b/i],
    seen: ["The MySQL server is running with the --super-read-only option so it cannot execute this statement"],
    means: "somebody set read_only or super_read_only on the target, or its volume is full and the vendor set it",
    todo: [
      "check whether the target's volume is full; if so, enlarge it first",
      "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF; on the target, or in its console; then run the update again",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "lock-wait",
    title: "Another session holds locks on the target's tables",
    signs: [/\bLock wait timeout exceeded\b/i, /\bDeadlock found when trying to get lock\b/i],
    seen: [
      "Lock wait timeout exceeded; try restarting transaction",
      "Deadlock found when trying to get lock; try restarting transaction",
    ],
    means: "another session is using the tables that the task writes to",
    todo: [
      "find it: SELECT * FROM information_schema.innodb_trx; end it, and keep other sessions off the target until the cutover",
      "run the update again: the task continues",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "already-there",
    title: "The target already has objects of the same name",
    signs: [
      /\bTable '[^']*' already exists\b/i,
      /\bCan't create database '[^']*'; database exists\b/i,
      /\bCHECK_SAME_OBJ\b/,
    ],
    seen: ["Table 'orders' already exists", "Can't create database 'shop'; database exists", "CHECK_SAME_OBJ"],
    means:
      "the target is not empty: an earlier attempt or somebody else created objects that the task is about to create",
    todo: [
      "for objects that belong to somebody else: rename them, or migrate to another instance",
      "for objects that an earlier attempt of this migration copied: dbferry cancel --empty-target removes those and nothing else; they are lost on the target",
    ],
    sources: [
      SOURCES.server,
      SOURCES.drsFull,
      "Tencent DTS, hot migration guide: a task that was aborted leaves its objects on the target",
    ],
  },
  {
    id: "table-missing",
    title: "An object refers to a table that is not migrated",
    signs: [/\bTable '[^']*' doesn't exist\b/i],
    seen: ["Table 'crm.customer' doesn't exist"],
    means:
      "the selection is incomplete: a view, trigger, routine or foreign key refers to a table that is not selected or was dropped in the meantime",
    todo: [
      "add the database in the message to source.databases, or drop the object that refers to it; then begin again",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "foreign-key",
    title: "A foreign key cannot be created",
    signs: [
      /\bFailed to add (the )?foreign key\b/i,
      /\bCannot add foreign key constraint\b/i,
      /\ba foreign key constraint fails\b/i,
    ],
    seen: [
      "Failed to add the foreign key constraint. Missing index for constraint 'fk_order' in the referenced table 'customer'",
      "Cannot add foreign key constraint",
      "Cannot add or update a child row: a foreign key constraint fails (`shop`.`item`, CONSTRAINT `fk_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`))",
    ],
    means: "the referenced table is not migrated, has no index on the columns, or lacks the row",
    todo: [
      "migrate every table that the foreign keys refer to; preflight check C50 lists the missing ones",
      "keep everybody else from writing to the target until the cutover",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "definer-super",
    title: "Setting another account as definer needs a privilege on the target",
    signs: [/\bneed \(at least one of\) the .*\b(SUPER|SET_USER_ID|SET_ANY_DEFINER|ALLOW_NONEXISTENT_DEFINER)\b/i],
    seen: ["Access denied; you need (at least one of) the SUPER or SET_USER_ID privilege(s) for this operation"],
    means:
      "a view, routine, trigger or event has a definer other than the task's account, which lacks the privilege to set it",
    todo: [
      "let the task's account become the definer, which is the default unless a program of your own sets keepDefiner: true",
      "or grant the task's account on the target the privilege in the message",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "definer-missing",
    title: "A definer does not exist on the target",
    signs: [/\bThe user specified as a definer \('[^']*'@'[^']*'\) does not exist\b/i],
    seen: ["The user specified as a definer ('app'@'10.0.%') does not exist"],
    means: "a view, routine, trigger or event runs as an account that the target does not have",
    todo: [
      "create that account on the target with the privileges that the object needs, or change the object's definer; preflight check C54 lists them",
      "users of the routines also need EXECUTE there, and older JDBC drivers need SELECT on mysql.proc",
    ],
    sources: [SOURCES.server, SOURCES.drsFaq],
  },
  {
    id: "null-password",
    title: "An account without a password cannot be copied",
    signs: [/\bCANNOT UPDATE USER WITH NULL PASSWORD\b/i],
    seen: ["CANNOT UPDATE USER WITH NULL PASSWORD"],
    means: "Huawei RDS does not accept accounts with an empty password, and the source has one",
    todo: [
      "give the account a password on the source, drop it, or exclude accounts from the task; then run the update again",
    ],
    sources: [SOURCES.drsFull],
  },
  {
    id: "collation-unknown",
    title: "The target does not know a collation",
    signs: [/\bUnknown (collation|character set): '[^']*'/i],
    seen: ["Unknown collation: 'utf8mb4_0900_ai_ci'", "Unknown character set: 'utf8mb3'"],
    means: "a table uses a collation of a newer MySQL than the target's",
    todo: [
      "migrate to a target of the source's version or a newer one",
      "or convert the table on the source: ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "packet-too-big",
    title: "A row exceeds max_allowed_packet",
    signs: [/\bGot a packet bigger than 'max_allowed_packet' bytes\b/i, /\bPacket for query is too large\b/i],
    seen: ["Got a packet bigger than 'max_allowed_packet' bytes", "Packet for query is too large (5242880 > 4194304)"],
    means: "the server's max_allowed_packet is smaller than the row that the task transfers",
    todo: ["raise max_allowed_packet on that server to at least the source's, up to 1 GB; then run the update again"],
    sources: [SOURCES.server, SOURCES.drsCheck],
  },
  {
    id: "name-case",
    title: "lower_case_table_names differs",
    signs: [/\bDB_TBL_NAME_CASE_SENSITIVE_INCONSISTENCY/i],
    seen: ["DB_TBL_NAME_CASE_SENSITIVE_INCONSISTENCY_FOR_UP"],
    means:
      "one server compares names case-sensitively and the other does not, which is set when an instance is created (Linux: 0, Huawei RDS: 1)",
    todo: ["recreate the target instance with the source's value; it cannot be changed later"],
    sources: [SOURCES.drsCheck],
  },
  {
    id: "isolation-level",
    title: "The isolation level differs",
    signs: [/\bDB_ISOLATION_LEVEL_INCONSISTENCY/i],
    seen: ["DB_ISOLATION_LEVEL_INCONSISTENCY"],
    means: "the target's transaction_isolation differs from the source's (Huawei RDS: READ-COMMITTED by default)",
    todo: [
      "set transaction_isolation in the target's parameter template to the source's value, and run the update again",
    ],
    sources: [SOURCES.drsCheck],
  },
  {
    id: "strict-mode",
    title: "innodb_strict_mode differs",
    signs: [/\bINNODB_STRICT_MODE_INCONSISTENT/i],
    seen: ["INNODB_STRICT_MODE_INCONSISTENT_FOR_UP"],
    means: "the target would refuse tables that the source accepts, or the other way round",
    todo: ["set innodb_strict_mode in the target's parameter template to the source's value, and run the update again"],
    sources: [SOURCES.drsCheck],
  },
];
