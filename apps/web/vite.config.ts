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
  },
  server: { proxy: { "/api": "http://127.0.0.1:4310" } },
});
