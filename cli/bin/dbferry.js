#!/usr/bin/env node
// The command; its work is in the bundle that `npm run build` makes of cli/main.ts.
require("../dist/main.js");
