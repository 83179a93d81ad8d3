// One-line summaries of all commands, so that the list of commands and the reply to a mistyped one need not load any
// of them.
"use strict";

module.exports = {
  up: "bring a migration to a phase: show what will happen, ask, do it",
  plan: "show what a migration makes, in which order, and what it costs",
  cancel: "cancel a migration in any phase, and prove that nothing is left",
  status: "show a migration's phase, task, openings, cost and next step",
  pause: "pause a running task",
  resume: "resume a paused task",
  reschedule: "change the scheduled start of a task",
  extend: "extend the date by which a migration must be gone",
  rotate: "change passwords without ending the replication",
  audit: "read the clouds back and list, or remove, what is left open",
  doctor: "say why a task does not reach a server, and how to let it in",
  preflight: "run every check against a source and a target",
  compare: "compare structure and data of a source and a target",
  cutover: "prove that the application can switch to the target",
  permissions: "print the access policy that dbferry's credentials need",
  review: "check a change against the policies, for a pull request",
  demo: "run a whole migration in a sandbox on this machine",
  sandbox: "run a sandbox with a project to experiment with",
};
