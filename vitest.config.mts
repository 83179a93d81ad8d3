import { defineConfig } from "vitest/config";

/** Engine, MySQL and end-to-end tests start real processes and mostly wait for them. */
const heavy = { testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    // Two files at a time: more would only take the processor from the servers they wait for.
    maxWorkers: 2,
    projects: [
      { test: { name: "unit", include: ["test/{unit,component,policy}/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "heavy", include: ["test/{mysql,sandbox,engine,e2e}/**/*.test.ts"], ...heavy } },
    ],
  },
});
