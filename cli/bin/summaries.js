// What each command does, in a line: the list of commands is shown, and a mistyped one is answered, without loading any of them.
"use strict";

module.exports = {
  up: "bring a migration to a phase: show what will happen, ask, do it",
  cancel: "give a migration up, in any phase, and prove that nothing is left",
  status: "one look at a migration: phase, task, openings, cost, what to do next",
  pause: "hold a running task where it is",
  resume: "let a paused task go on",
  reschedule: "move the set start of a task",
  extend: "move the day by which a migration must be gone",
  rotate: "change passwords without ending the replication",
  audit: "read the clouds back and list, or remove, what is left open",
  preflight: "run every check against a source and a target",
  compare: "compare structure and data of a source and a target",
  cutover: "prove that the application can move",
  permissions: "the policy that dbferry's credentials need",
  review: "judge a change by the policies, for a pull request",
  demo: "one whole migration in a sandbox on this machine",
  sandbox: "keep a sandbox running, with a project to try things in",
};
