// Builds HTML from hostile text: whatever is put into a template is escaped unless it was built here.

/** HTML that is safe to put into a page. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Html | string | number | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
// Direction overrides could make a quote repaint the words around it; isolation keeps its effect inside.
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

/** Template tag: text is escaped, `Html` and lists of it are kept. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings.reduce((built, string, index) => built + partSource(parts[index - 1]!) + string),
  );
}

/** A person's words, kept apart from the page's own direction. */
export function words(text: string): Html {
  const isolated = DIRECTION.test(text) ? html`<bdi>${text}</bdi>` : html`${text}`;
  return isolated;
}

function partSource(part: Part): string {
  if (part instanceof Html) return part.source;
  if (typeof part === "object") return part.map((one) => one.source).join("");
  return String(part).replace(/[&<>"']/g, (mark) => ESCAPES[mark]!);
}
