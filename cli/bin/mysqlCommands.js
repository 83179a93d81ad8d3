// Commands that only need MySQL servers. They have a smaller bundle (cli/mysql.ts); dbferry.js selects it by this
// list.
"use strict";

module.exports = {
  preflight: () => import("../commands/preflight.js"),
  compare: () => import("../commands/compare.js"),
  cutover: () => import("../commands/cutover.js"),
};
