// Builds the workbench's pages into one small bundle; in development, asks a running server for the data.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Scripts that other sites put into their pages, by their fixed names. */
const FOR_OTHER_SITES = new Set(["widget", "events"]);

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    sourcemap: false,
    // Charts are the largest part and are fetched by the pages that draw.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        index: "index.html",
        widget: "src/widget/widget.ts",
        events: "src/events-client/events.ts",
      },
      // Other sites name these scripts in their pages, so their names stay.
      output: {
        // They share the page with another site's scripts: nothing of them may stand among their names.
        banner: ({ name }) => (FOR_OTHER_SITES.has(name) ? "(()=>{" : ""),
        footer: ({ name }) => (FOR_OTHER_SITES.has(name) ? "})();" : ""),
        entryFileNames: ({ name }) =>
          FOR_OTHER_SITES.has(name) ? `${name}.js` : "assets/[name]-[hash].js",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:4310" } },
});
