// Builds the workbench's pages into one small bundle; in development, asks a running server for the data.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    sourcemap: false,
    // Charts are the largest part and are fetched by the pages that draw.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: "index.html", widget: "src/widget/widget.ts" },
      // Other sites name the widget in their pages, so its name stays.
      output: {
        // The widget shares the page with another site's scripts: nothing of it may stand among their names.
        banner: ({ name }) => (name === "widget" ? "(()=>{" : ""),
        footer: ({ name }) => (name === "widget" ? "})();" : ""),
        entryFileNames: ({ name }) => (name === "widget" ? "widget.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:4310" } },
});
