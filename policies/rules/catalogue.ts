import type { AnyRule } from "../core/rule";
import { ins01 } from "./ins-01-public-instance";
import { ins02 } from "./ins-02-no-tls";
import { ins03 } from "./ins-03-no-audit";
import { ins04 } from "./ins-04-no-backup";
import { ins05 } from "./ins-05-short-binlog";
import { ins06 } from "./ins-06-not-encrypted";
import { ins07 } from "./ins-07-deletable";
import { ins08 } from "./ins-08-shared-replication-user";
import { net01 } from "./net-01-world-open";
import { net02 } from "./net-02-world-in-pieces";
import { net03 } from "./net-03-missing-source";
import { net04 } from "./net-04-wide-entry";
import { net05 } from "./net-05-wide-list";
import { net06 } from "./net-06-other-ports";
import { net07 } from "./net-07-account-host";
import { net08 } from "./net-08-no-expiry";
import { net09 } from "./net-09-expired";
import { net10 } from "./net-10-public-endpoint-kept";
import { net11 } from "./net-11-over-the-internet";
import { net12 } from "./net-12-overlapping-networks";
import { net13 } from "./net-13-dead-peering";
import { net14 } from "./net-14-weak-tunnel";
import { net15 } from "./net-15-weak-pre-shared-key";
import { net16 } from "./net-16-dts-tunnel";
import { net17 } from "./net-17-replaces-others";
import { net18 } from "./net-18-system-group";
import { net19 } from "./net-19-open-egress";
import { net20 } from "./net-20-pinned-address";
import { ops01 } from "./ops-01-teardown-leftovers";
import { ops02 } from "./ops-02-leaves-mainland";
import { ops03 } from "./ops-03-missing-labels";
import { tsk01 } from "./tsk-01-no-tls";
import { tsk02 } from "./tsk-02-plain-secret";
import { tsk03 } from "./tsk-03-administrator-login";
import { tsk04 } from "./tsk-04-unsupported-pair";
import { tsk05 } from "./tsk-05-version-downgrade";
import { tsk06 } from "./tsk-06-non-empty-target";
import { tsk07 } from "./tsk-07-stale-preflight";
import { tsk08 } from "./tsk-08-writable-target";
import { tsk09 } from "./tsk-09-no-alarm";
import { tsk10 } from "./tsk-10-conflict-policy";
import { tsk11 } from "./tsk-11-drop-database";
import { tsk12 } from "./tsk-12-replica-wait";
import { tsk13 } from "./tsk-13-restartable-task";
import { tsk14 } from "./tsk-14-replaced-task";
import { tsk15 } from "./tsk-15-prepaid";
import { tsk16 } from "./tsk-16-parallel-tasks";
import { tsk17 } from "./tsk-17-over-budget";
import { tsk18 } from "./tsk-18-unverified-server";

/** Every rule, in the order of the documentation. */
export const RULES: readonly AnyRule[] = [
  net01,
  net02,
  net03,
  net04,
  net05,
  net06,
  net07,
  net08,
  net09,
  net10,
  net11,
  net12,
  net13,
  net14,
  net15,
  net16,
  net17,
  net18,
  net19,
  net20,
  tsk01,
  tsk02,
  tsk03,
  tsk04,
  tsk05,
  tsk06,
  tsk07,
  tsk08,
  tsk09,
  tsk10,
  tsk11,
  tsk12,
  tsk13,
  tsk14,
  tsk15,
  tsk16,
  tsk17,
  tsk18,
  ops01,
  ops02,
  ops03,
  ins01,
  ins02,
  ins03,
  ins04,
  ins05,
  ins06,
  ins07,
  ins08,
];
