// The question stands in the page's address, so that it can be shared and gone back to.
export interface QuestionAddress {
  readonly q?: string;
  readonly model?: true;
}

export function readQuestionAddress({ q, model }: Record<string, unknown>): QuestionAddress {
  const asked = typeof q === "string" || typeof q === "number" ? String(q).slice(0, 500) : "";
  return { ...(asked.trim() === "" ? {} : { q: asked }), ...(model === true ? { model } : {}) };
}
