// Makes a data set of the workspace's own feedback: mentions with their people and times, classes from people's corrections.
import {
  type BrowseFilter,
  type BrowsePlace,
  type Dataset,
  type Example,
  InvalidInput,
  itemOf,
  type MentionId,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import { textSlices } from "./example-slices.ts";
import { keepDataset, type LabContext } from "./lab-context.ts";

export interface FeedbackRequest {
  readonly name?: string | undefined;
  /** What is told apart; `kind` and `sentiment` begin with the corrections that people made. */
  readonly target: string;
  readonly classes?: readonly string[] | undefined;
  readonly filter?: BrowseFilter | undefined;
  /** Mentions at most, the newest first; 2,000 by default. */
  readonly limit?: number | undefined;
}

const LIMIT = 2_000;
const PAGE = 500;

/** Words are copied as they stand; forgetting a person masks them here too. */
export async function feedbackDataset(
  context: LabContext,
  workspace: Workspace,
  request: FeedbackRequest,
): Promise<Dataset> {
  const { target, filter = {}, limit = LIMIT } = request;
  const ids = await mentionIds(workspace, filter, limit);
  const corrected = await corrections(context, target);
  const examples: Example[] = [];
  for (let from = 0; from < ids.length; from += PAGE) {
    const part = ids.slice(from, from + PAGE);
    const items = [...new Set(part.map(itemOf))];
    const wanted = new Set(part);
    for await (const page of workspace.facts.itemFacts({ ids: items })) {
      for (const { item, mentions } of page) {
        for (const { mention } of mentions) {
          if (!wanted.has(mention.id)) continue;
          const text = item.text.slice(mention.start, mention.end);
          examples.push({
            number: examples.length,
            text,
            label: corrected.get(mention.id) ?? null,
            group: item.authorKey,
            time: item.writtenAt,
            slices: textSlices(text, item.writtenAt, {
              source: item.source,
              ...(item.channel === null ? {} : { channel: item.channel }),
            }),
            mentionId: mention.id,
          });
        }
      }
    }
  }
  if (examples.length === 0)
    throw new InvalidInput("no-examples", "The workspace has no mention that was asked for.", {
      hint: "Import and analyse feedback first, or ask for more.",
      zh: { message: "工作区中没有符合条件的语句。", hint: "请先导入并分析反馈，或放宽条件。" },
    });
  const classes = new Set([...(request.classes ?? []), ...corrected.values()]);
  return keepDataset(
    context,
    {
      ...{ task: "text", target },
      classes: [...classes].sort(),
      columns: [],
      origin: { kind: "feedback", name: "feedback" },
      leftOut: {},
    },
    { asked: request.name, wish: target },
    examples,
  );
}

async function mentionIds(
  { facts }: Workspace,
  filter: BrowseFilter,
  limit: number,
): Promise<MentionId[]> {
  const ids: MentionId[] = [];
  let after: BrowsePlace | null = null;
  do {
    const page: { ids: readonly MentionId[]; next: BrowsePlace | null } =
      await facts.browser.mentions(filter, {
        ...{ order: "newest", after },
        limit: Math.min(PAGE, limit - ids.length),
      });
    ids.push(...page.ids);
    after = page.next;
  } while (after !== null && ids.length < limit);
  return ids;
}

async function corrections({ records }: LabContext, target: string): Promise<Map<string, string>> {
  if (target !== "kind" && target !== "sentiment") return new Map();
  const kept = await records.kept.list("label");
  return new Map(
    kept.flatMap(({ id, record }) => {
      const value = (record as Record<string, string | null>)[target];
      return typeof value === "string" ? [[id, value] as const] : [];
    }),
  );
}
