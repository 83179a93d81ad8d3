import type { Check } from "../check";
import { c01 } from "./c01-source-reachable";
import { c02 } from "./c02-target-reachable";
import { c04 } from "./c04-account-host";
import { c05 } from "./c05-host-blocked";
import { c06 } from "./c06-tls";
import { c07 } from "./c07-source-grants-full";
import { c08 } from "./c08-source-grants-incremental";
import { c09 } from "./c09-account-migration";
import { c10 } from "./c10-target-grants";
import { c11 } from "./c11-over-privileged";
import { c12 } from "./c12-password";
import { c13 } from "./c13-version";
import { c14 } from "./c14-log-bin";
import { c15 } from "./c15-binlog-format";
import { c16 } from "./c16-old-sessions";
import { c17 } from "./c17-binlog-row-image";
import { c18 } from "./c18-binlog-extras";
import { c19 } from "./c19-binlog-retention";
import { c20 } from "./c20-binlog-complete";
import { c21 } from "./c21-binlog-filters";
import { c22 } from "./c22-server-id";
import { c23 } from "./c23-identity";
import { c24 } from "./c24-gtid-mode";
import { c25 } from "./c25-log-replica-updates";
import { c26 } from "./c26-primary";
import { c27 } from "./c27-xa";
import { c28 } from "./c28-long-transactions";
import { c29 } from "./c29-ddl";
import { c30 } from "./c30-lower-case";
import { c31 } from "./c31-upper-case-names";
import { c32 } from "./c32-charset-server";
import { c33 } from "./c33-collations";
import { c34 } from "./c34-time-zone";
import { c35 } from "./c35-sql-mode";
import { c36 } from "./c36-myisam-substitution";
import { c37 } from "./c37-explicit-timestamp";
import { c38 } from "./c38-strict-mode";
import { c39 } from "./c39-isolation";
import { c40 } from "./c40-max-allowed-packet";
import { c41 } from "./c41-timeouts";
import { c42 } from "./c42-function-settings";
import { c43 } from "./c43-trust-function-creators";
import { c44 } from "./c44-stats-on-metadata";
import { c45 } from "./c45-row-format";
import { c46 } from "./c46-local-infile";
import { c47 } from "./c47-target-writable";
import { c48 } from "./c48-storage-engines";
import { c49 } from "./c49-keyless";
import { c50 } from "./c50-foreign-key-closure";
import { c51 } from "./c51-foreign-key-actions";
import { c52 } from "./c52-triggers-events";
import { c53 } from "./c53-programs-readable";
import { c54 } from "./c54-definers";
import { c55 } from "./c55-names";
import { c56 } from "./c56-partitions";
import { c57 } from "./c57-target-empty";
import { c58 } from "./c58-target-replicas";
import { c59 } from "./c59-target-space";
import { c60 } from "./c60-helper-schema";
import { c61 } from "./c61-encryption";
import { c62 } from "./c62-reserved-words";
import { c63 } from "./c63-removed-features";
import { c64 } from "./c64-plan-ahead";
import { c65 } from "./c65-head-room";
import { c66 } from "./c66-floats";
import { c67 } from "./c67-special-columns";
import { c68 } from "./c68-selection-exists";
import { c69 } from "./c69-skip-name-resolve";
import { c71 } from "./c71-load";
import { c72 } from "./c72-duration";
import { c73 } from "./c73-definitions-tried";
import { c74 } from "./c74-foreign-keys-accepted";
import { c75 } from "./c75-folders";
import { c76 } from "./c76-hidden-ids";

/**
 * Every check that can be answered with SQL, in order. C03 (a probe from the target's side) and C70 (a right on the
 * operator's backup API) cannot, so they are not listed.
 */
export const CHECKS: readonly Check[] = [
  c01,
  c02,
  c04,
  c05,
  c06,
  c07,
  c08,
  c09,
  c10,
  c11,
  c12,
  c13,
  c14,
  c15,
  c16,
  c17,
  c18,
  c19,
  c20,
  c21,
  c22,
  c23,
  c24,
  c25,
  c26,
  c27,
  c28,
  c29,
  c30,
  c31,
  c32,
  c33,
  c34,
  c35,
  c36,
  c37,
  c38,
  c39,
  c40,
  c41,
  c42,
  c43,
  c44,
  c45,
  c46,
  c47,
  c48,
  c49,
  c50,
  c51,
  c52,
  c53,
  c54,
  c55,
  c56,
  c57,
  c58,
  c59,
  c60,
  c61,
  c62,
  c63,
  c64,
  c65,
  c66,
  c67,
  c68,
  c69,
  c71,
  c72,
  c73,
  c74,
  c75,
  c76,
];
