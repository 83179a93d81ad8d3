import { defineConfig } from "vitest/config";

/** Engine, MySQL and end-to-end tests start real processes: on two cores they run one file after another. */
const heavy = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/{unit,component,policy}/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "heavy", include: ["test/{mysql,sandbox,engine,e2e}/**/*.test.ts"], ...heavy } },
    ],
  },
});
