// The frame of every page that Heed gives away as one file: no network, no foreign script, nothing that can be sent from it.
import { createHash } from "node:crypto";
import { Html, html } from "./html.ts";

export interface SinglePage {
  readonly title: string;
  readonly language: "en" | "zh";
  readonly style: string;
  readonly body: Html;
  /** The one script that may run, known to the page's policy by its hash. Default none. */
  readonly script?: string;
}

export function singlePage({ title, language, style, body, script }: SinglePage): string {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    ...(script === undefined ? [] : [`script-src 'sha256-${hashOf(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html`<!doctype html>
<html lang="${language === "en" ? "en" : "zh-Hans"}" data-lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<title>${title}</title><style>${new Html(style)}</style>
</head>
<body>
${body}
${script === undefined ? [] : html`<script>${new Html(script)}</script>`}
</body></html>
`.source;
}

function hashOf(script: string): string {
  return createHash("sha256").update(script).digest("base64");
}
