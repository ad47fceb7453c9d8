// Serves the workbench's own pages: only files that were found in the bundle, compressed once, cached by their names.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "hono";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSIBLE = /^(text|application)\/|svg/;
const LEAST_BYTES = 1_000;

interface BundleFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  readonly isHashed: boolean;
  readonly packed: Map<"br" | "gzip", Promise<Buffer<ArrayBuffer>>>;
}

export class WebBundle {
  readonly #folder: string;
  #files: Promise<Map<string, BundleFile>> | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file under a path, or the workbench's page for any path that is a place in it; null for a file that is not there. */
  async serve(c: Context): Promise<Response | null> {
    const files = await this.#load();
    if (files === null) return c.html(MISSING, 503);
    const path = c.req.path;
    const file = files.get(path) ?? (extname(path) === "" ? files.get("/index.html") : undefined);
    if (file === undefined) return null;
    const headers: Record<string, string> = {
      "content-type": file.type,
      etag: file.etag,
      vary: "accept-encoding",
      "cache-control": file.isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (c.req.header("if-none-match") === file.etag)
      return new Response(null, { status: 304, headers });
    const encoding = this.#encodingFor(c, file);
    if (encoding === null) return new Response(file.bytes, { headers });
    const bytes = await pack(file, encoding);
    return new Response(bytes, { headers: { ...headers, "content-encoding": encoding } });
  }

  #encodingFor(c: Context, { bytes, type }: BundleFile): "br" | "gzip" | null {
    if (bytes.length < LEAST_BYTES || !COMPRESSIBLE.test(type)) return null;
    const accepted = c.req.header("accept-encoding") ?? "";
    if (/\bbr\b/.test(accepted)) return "br";
    return /\bgzip\b/.test(accepted) ? "gzip" : null;
  }

  /** The files, read once; null while there is no bundle, so that one built later is found. */
  async #load(): Promise<Map<string, BundleFile> | null> {
    this.#files ??= readBundle(this.#folder);
    const files = await this.#files;
    if (files.has("/index.html")) return files;
    this.#files = null;
    return null;
  }
}

async function readBundle(folder: string): Promise<Map<string, BundleFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, BundleFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files.set(`/${relative(folder, path).split(sep).join("/")}`, {
      bytes,
      type: TYPES[extname(path)] ?? "application/octet-stream",
      etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
      isHashed: /[-.][\w-]{8,}\.\w+$/.test(entry.name) && path.includes(`${sep}assets${sep}`),
      packed: new Map(),
    });
  }
  return files;
}

function pack(file: BundleFile, encoding: "br" | "gzip"): Promise<Buffer<ArrayBuffer>> {
  const known = file.packed.get(encoding);
  if (known !== undefined) return known;
  const packing =
    encoding === "br"
      ? promisify(brotliCompress)(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
      : promisify(gzip)(file.bytes);
  file.packed.set(encoding, packing);
  return packing;
}

const MISSING = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Heed</title>
<style>:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}main{max-width:38rem;margin:15vh auto;padding:0 1rem}</style>
<main><h1>Heed is running, its pages are not built yet</h1><p>Run <code>npm run build --workspace @heed/web</code> in Heed's folder, then load this page again.</p>
<p lang="zh-Hans">Heed 已启动，但网页尚未构建。请在 Heed 的文件夹中运行 <code>npm run build --workspace @heed/web</code>，然后刷新本页。</p>
<p>The API is ready: <a href="/api/docs">/api/docs</a></p></main></html>`;
