import { main } from "./program";

/** Every command. */
main({
  up: () => import("./commands/up.js"),
  audit: () => import("./commands/audit.js"),
  preflight: () => import("./commands/preflight.js"),
  compare: () => import("./commands/compare.js"),
  cutover: () => import("./commands/cutover.js"),
  permissions: () => import("./commands/permissions.js"),
  review: () => import("./commands/review.js"),
  demo: () => import("./commands/demo.js"),
  sandbox: () => import("./commands/sandbox.js"),
});
