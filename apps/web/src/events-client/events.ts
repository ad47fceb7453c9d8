// The script that other sites put into their pages: <script src="https://heed.example/events.js" data-key="heed_..." async></script>
import { createHeed } from "./client.ts";
import type { HeedClient, HeedOptions } from "./types.ts";

declare global {
  interface Window {
    heed?: HeedClient & { q?: [keyof HeedClient, unknown[]][] };
    createHeed?: (options: HeedOptions) => HeedClient;
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const { key, host, pageViews, respectDnt } = script?.dataset ?? {};
window.createHeed = createHeed;
if (key !== undefined) {
  const early = window.heed?.q ?? [];
  const client = createHeed({
    key,
    host: host ?? new URL(script!.src).origin,
    pageViews: pageViews !== "false",
    respectDoNotTrack: respectDnt === "true",
  });
  // Calls that the page made while the script was on its way.
  for (const [name, asked] of early) (client[name] as (...asked: unknown[]) => unknown)(...asked);
  window.heed = client;
}
