// The commands that work on MySQL servers alone. They have a smaller bundle (cli/mysql.ts); dbferry.js asks here which they are.
"use strict";

module.exports = {
  preflight: () => import("../commands/preflight.js"),
  compare: () => import("../commands/compare.js"),
  cutover: () => import("../commands/cutover.js"),
};
