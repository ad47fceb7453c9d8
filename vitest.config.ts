// Runs every unit, contract and journey test of the workspace with one configuration.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "bench/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    pool: "forks",
    globalSetup: "test/temporary-folder.ts",
    // Generous, since machines are busy: what hangs fails all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { requireAssertions: true, poll: { timeout: 60_000 } },
  },
});
