// A wireframe whose screens a model proposes: shown the stories, held to them, and drawn plainly when it does not keep to them.
import { HeedError, ordersModel, type SpecId, Unavailable } from "@heed/core";
import type { SpecView, WireframeView } from "@heed/core/api";
import { proposeWireframe, type ShownStory } from "@heed/text";
import type { DeskContext } from "../desk/desk-context.ts";
import { openModels } from "../models/open-models.ts";
import { drawProposed } from "./draw-proposed.ts";
import { drawWireframe, type Language, outcomesOf, storiesOf } from "./draw-wireframe.ts";
import { getSpec } from "./edit-specs.ts";
import { filledWords, oneLine } from "./render-markdown.ts";

const MOST_STORIES = 12;
const LONGEST_SHOWN = 600;

const NOT_DRAWN = {
  en: (code: string) =>
    `The model's proposal was not drawn (${code}); this is the plain sketch, made without it.`,
  zh: (code: string) => `未采用模型的提议（${code}）；以下为不借助模型的简单草图。`,
} as const;

/** The model chosen for `generate`, or null. */
export async function specWriter(context: DeskContext): Promise<{ model: string | null }> {
  const models = await openModels({ workspace: context.workspace });
  try {
    const [first] = models.settings.choices.generate ?? [];
    return { model: first === undefined ? null : `${first.provider}/${first.model}` };
  } finally {
    await models.close();
  }
}

/**
 * The wireframe of the latest version with proposed screens. A proposal that is wrong twice, or a model that fails, gives the
 * plain drawing, which says so. Nothing is kept but the model's answer, so that the same question is paid for once.
 * @throws `no-model` when none was chosen
 */
export async function proposeSpecWireframe(
  context: DeskContext,
  id: SpecId,
  { language, signal }: { readonly language: Language; readonly signal?: AbortSignal | undefined },
): Promise<WireframeView> {
  const spec = await getSpec(context, id);
  const models = await openModels({ workspace: context.workspace });
  try {
    const model = models.languageModel("generate");
    const stories = shownStories(spec, language);
    if (stories.length === 0) return plainly(spec, language, "no-story-to-show");
    const title = ordersModel(spec.title[language]) ? "" : spec.title[language];
    const proposed = await proposeWireframe(model, { title, stories }, signal);
    const { html, plain } = drawProposed(spec, proposed.plan, {
      language,
      model: proposed.model.name,
    });
    return { html, model: proposed.model, failure: null, plain: [...plain] };
  } catch (error) {
    if (!(HeedError.is(error) && error instanceof Unavailable)) throw error;
    return plainly(spec, language, error.code);
  } finally {
    await models.close();
  }
}

function plainly(spec: SpecView, language: Language, failure: string): WireframeView {
  return {
    html: drawWireframe(spec, language, NOT_DRAWN[language](failure)),
    model: null,
    failure,
    plain: storiesOf(spec).map(({ id }) => id),
  };
}

/** Stories as a model is shown them; one whose words give models orders is not. */
function shownStories(spec: SpecView, language: Language): ShownStory[] {
  return storiesOf(spec)
    .slice(0, MOST_STORIES)
    .map((story) => ({
      id: story.id,
      words: oneLine(filledWords(story, language)).slice(0, LONGEST_SHOWN),
      done: outcomesOf(spec, story, language).map((outcome) => outcome.slice(0, LONGEST_SHOWN)),
    }))
    .filter(({ words, done }) => ![words, ...done].some((text) => ordersModel(text)));
}
