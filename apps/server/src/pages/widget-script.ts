// Serves the widget: browser code kept in TypeScript, its types taken out once when it is first asked for.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import type { Context } from "hono";

const SOURCE = new URL("../widget/widget.ts", import.meta.url);

let script: Promise<{ text: string; etag: string }> | null = null;

/** `/widget.js`, for any page of any site. */
export async function serveWidget(c: Context): Promise<Response> {
  script ??= readScript();
  const { text, etag } = await script;
  const headers = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=3600",
    "access-control-allow-origin": "*",
    etag,
  };
  if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

/** The script as pages load it. */
export async function readScript(): Promise<{ text: string; etag: string }> {
  const typed = await readFile(SOURCE, "utf8");
  // Types leave spaces behind, and comments are for those who read the source.
  const text = stripTypeScriptTypes(typed)
    .replace(/^\s*(\/\/|\/?\*).*$/gm, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}/g, "\n")
    .trim();
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  return { text: `(()=>{"use strict";${text}\n})();\n`, etag };
}
