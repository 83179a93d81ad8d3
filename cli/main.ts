import "./bin/onFirstUse.js";
import mysqlCommands from "./bin/mysqlCommands.js";
import { main } from "./program";

/** Every command. */
main({
  up: () => import("./commands/up.js"),
  plan: () => import("./commands/plan.js"),
  pause: () => import("./commands/pause.js"),
  resume: () => import("./commands/resume.js"),
  reschedule: () => import("./commands/reschedule.js"),
  extend: () => import("./commands/extend.js"),
  rotate: () => import("./commands/rotate.js"),
  cancel: () => import("./commands/cancel.js"),
  status: () => import("./commands/status.js"),
  audit: () => import("./commands/audit.js"),
  ...mysqlCommands,
  doctor: () => import("./commands/doctor.js"),
  permissions: () => import("./commands/permissions.js"),
  review: () => import("./commands/review.js"),
  demo: () => import("./commands/demo.js"),
  sandbox: () => import("./commands/sandbox.js"),
});
