import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: Vitest reads the default export.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/stack-for-tests.ts",
    reporters: [process.env["CI"] === undefined ? "default" : "verbose", "./test/support/closing-line.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Far above what a machine of a third of the speed needs: no verdict hangs on the machine's speed.
    testTimeout: 20 * 60 * 1000,
    hookTimeout: 20 * 60 * 1000,
  },
});
