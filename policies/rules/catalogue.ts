import type { AnyRule } from "../core/rule";
import { net01 } from "./net-01";
import { net02 } from "./net-02";
import { net03 } from "./net-03";
import { net04 } from "./net-04";
import { net05 } from "./net-05";
import { net06 } from "./net-06";
import { net07 } from "./net-07";
import { net08 } from "./net-08";
import { net09 } from "./net-09";
import { net10 } from "./net-10";
import { net11 } from "./net-11";
import { net12 } from "./net-12";
import { net13 } from "./net-13";
import { net14 } from "./net-14";
import { net15 } from "./net-15";
import { net16 } from "./net-16";
import { net17 } from "./net-17";
import { net18 } from "./net-18";
import { net19 } from "./net-19";
import { net20 } from "./net-20";
import { ops01 } from "./ops-01";
import { ops02 } from "./ops-02";
import { ops03 } from "./ops-03";
import { tsk01 } from "./tsk-01";
import { tsk02 } from "./tsk-02";
import { tsk03 } from "./tsk-03";
import { tsk04 } from "./tsk-04";
import { tsk05 } from "./tsk-05";
import { tsk06 } from "./tsk-06";
import { tsk07 } from "./tsk-07";
import { tsk08 } from "./tsk-08";
import { tsk09 } from "./tsk-09";
import { tsk10 } from "./tsk-10";
import { tsk11 } from "./tsk-11";
import { tsk12 } from "./tsk-12";
import { tsk13 } from "./tsk-13";
import { tsk14 } from "./tsk-14";
import { tsk15 } from "./tsk-15";
import { tsk16 } from "./tsk-16";
import { tsk17 } from "./tsk-17";
import { tsk18 } from "./tsk-18";

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
];
