import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";
import { testsWithServers } from "./test/support/tests-with-servers.ts";

const ALL = "test/**/*.test.ts";
const withServers = [...testsWithServers(import.meta.dirname)];

// biome-ignore lint/style/noDefaultExport: Vitest reads the default export.
export default defineConfig({
  // What imports the package by its name, as the examples do, has the sources of this checkout.
  ssr: { resolve: { conditions: ["sales-pipeline-source"] } },
  test: {
    reporters: [process.env["CI"] === undefined ? "default" : "verbose", "./test/support/closing-line.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Far above what a machine of a third of the speed needs: no verdict hangs on the machine's speed.
    testTimeout: 20 * 60 * 1000,
    hookTimeout: 20 * 60 * 1000,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: [ALL], exclude: withServers, setupFiles: "./test/support/without-servers.ts" },
      },
      {
        extends: true,
        test: { name: "stack", include: withServers, globalSetup: "./test/support/stack-for-tests.ts" },
      },
    ],
  },
});
