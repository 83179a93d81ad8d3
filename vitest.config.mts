import { defineConfig } from "vitest/config";

/** What commands print is compared as text: in a CI they would colour it, even for a pipe. */
// The clouds that tests start are on loopback, where credentials are not used unless the environment permits it.
// No test asks a resolver on the internet: nothing listens here, and those that need one name their own.
const env = { NO_COLOR: "1", DBFERRY_ALLOW_ENDPOINTS: "http://127.0.0.1", DBFERRY_RESOLVERS: "127.0.0.1:1" };

/** No test, and nothing that a test starts, sees the keys of whoever runs it. */
const setupFiles = ["test/support/environment.ts"];

/** Engine, MySQL and end-to-end tests start real processes and mostly wait for them. */
const heavy = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  globalSetup: "test/support/servers.ts",
  setupFiles,
  env,
};

/** The tests that start servers, engines or commands, or play one; all others are done in milliseconds. */
const HEAVY = [
  "test/{mysql,sandbox,e2e}/**/*.test.ts",
  "test/cli/{commands,dayTwo,review/engineYaml,signals}{/**/*,}.test.ts",
  "test/model/printing/{hostile/*,shell}.test.ts",
  "test/policies/{engine,hostile/*}.test.ts",
  "test/provider/{clouds/**/*,engine,tls,wire}.test.ts",
  "test/scripts/codegen.test.ts",
  "test/system/**/*.test.ts",
];

export default defineConfig({
  test: {
    // Two files at a time: more would only take the processor from the servers they wait for.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: HEAVY,
          testTimeout: 30_000,
          setupFiles,
          env,
        },
      },
      { test: { name: "heavy", include: HEAVY, ...heavy } },
    ],
  },
});
