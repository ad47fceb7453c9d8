// Takes the words out of HTML, for the sources that are known to send it; elsewhere `a<b` and `<3` are words.

const BLOCK = /<\/?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|pre|hr)\b[^>]{0,2000}>/gi;
const UNSEEN = /<(script|style|head)\b[^>]{0,2000}>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const TAG = /<\/?[a-z][^<>]{0,4000}>/gi;
const ENTITY = /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  middot: "·",
  copy: "©",
  reg: "®",
  trade: "™",
};

/** The words of an HTML fragment: tags out, blocks on lines of their own, character references resolved once. */
export function plainHtml(html: string): string {
  if (!html.includes("<") && !html.includes("&")) return html;
  return html
    .replace(UNSEEN, "")
    .replace(BLOCK, "\n")
    .replace(TAG, "")
    .replace(ENTITY, (whole, name: string) => character(name) ?? whole)
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?(?:\n ?)*/g, "\n")
    .trim();
}

function character(name: string): string | undefined {
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}
