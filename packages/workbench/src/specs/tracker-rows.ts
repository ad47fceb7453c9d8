// A specification as the rows that trackers take in: one for the whole, one for each story with its criteria.
import { criterionLines, inLanguage, SECTION_WORDS } from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";
import { csvLine } from "../export/csv.ts";
import { filledWords, oneLine, renderSpecMarkdown } from "./render-markdown.ts";

type Language = "en" | "zh";

interface TrackerStory {
  readonly title: string;
  readonly body: string;
}

const LONGEST_TITLE = 240;
const LABEL = "heed";

/** Jira's CSV: the whole as an epic, each story under it; newlines stand in quotes. */
export function jiraCsv(spec: SpecView, language: Language): string {
  const epic = title(spec, language);
  const header = [
    "Summary",
    "Issue Type",
    "Priority",
    "Description",
    "Labels",
    "Labels",
    "Epic Name",
    "Epic Link",
    "Story point estimate",
  ];
  const rows = [
    [
      epic,
      "Epic",
      "Medium",
      wiki(renderSpecMarkdown(spec, language)),
      LABEL,
      spec.id,
      epic,
      "",
      "",
    ],
    ...stories(spec, language).map((story) => [
      story.title,
      "Story",
      "Medium",
      wiki(story.body),
      LABEL,
      spec.id,
      "",
      epic,
      "",
    ]),
  ];
  return [header, ...rows].map(csvLine).join("");
}

/** Linear's CSV, with the columns of its own export. */
export function linearCsv(spec: SpecView, language: Language): string {
  const header = [
    "Id",
    "Team",
    "Title",
    "Description",
    "Status",
    "Estimate",
    "Priority",
    "Project",
    "Creator",
    "Assignee",
    "Labels",
    "Cycle Number",
    "Cycle Name",
    "Cycle Start",
    "Cycle End",
    "Created",
    "Updated",
    "Started",
    "Completed",
    "Canceled",
    "Archived",
  ];
  const row = (name: string, body: string, project: string) =>
    header.map(
      (column) =>
        ({
          Title: name,
          Description: body,
          Status: "Backlog",
          Priority: "No priority",
          Project: project,
          Labels: `${LABEL}, ${spec.id}`,
        })[column] ?? "",
    );
  const name = title(spec, language);
  return [
    header,
    row(name, renderSpecMarkdown(spec, language), name),
    ...stories(spec, language).map((story) => row(story.title, story.body, name)),
  ]
    .map(csvLine)
    .join("");
}

/** Issues as `gh issue create` takes them: title, body and labels. */
export function githubIssues(spec: SpecView, language: Language): string {
  const issues = [
    {
      title: title(spec, language),
      body: renderSpecMarkdown(spec, language),
      labels: [LABEL, "specification"],
    },
    ...stories(spec, language).map((story) => ({ ...story, labels: [LABEL, "story"] })),
  ];
  return `${JSON.stringify({ issues }, null, 2)}\n`;
}

function title({ title: words }: SpecView, language: Language): string {
  return cut(oneLine(inLanguage(words, language)));
}

function stories(spec: SpecView, language: Language): TrackerStory[] {
  return spec.claims
    .filter(({ section }) => section === "stories")
    .map((story) => {
      const criteria = spec.claims.filter(({ criterion }) => criterion?.storyId === story.id);
      const want =
        story.story === undefined
          ? filledWords(story, language)
          : filledWords(
              { ...story, text: story.story.want, story: undefined } as ClaimView,
              language,
            );
      return { title: cut(oneLine(want)), body: storyBody(story, criteria, language) };
    });
}

function storyBody(story: ClaimView, criteria: readonly ClaimView[], language: Language): string {
  const lines = [oneLine(filledWords(story, language)), ""];
  if (criteria.length > 0) lines.push(`## ${SECTION_WORDS.acceptance[language]}`, "");
  for (const claim of criteria) {
    const told = claim.criterion === undefined ? [] : criterionLines(claim.criterion, language);
    lines.push(
      ...(told.length === 0
        ? []
        : filledWords(claim, language)
            .split("\n")
            .map((line) => `- ${oneLine(line)}`)),
      "",
    );
  }
  const sources = [
    ...new Set(
      [story, ...criteria].flatMap(({ quotes }) => quotes.map(({ mentionId }) => mentionId)),
    ),
  ];
  if (sources.length > 0) lines.push(...sources.map((id) => `- ${id}`), "");
  return lines.join("\n").trim();
}

function cut(text: string): string {
  return text.length <= LONGEST_TITLE ? text : `${[...text].slice(0, LONGEST_TITLE - 1).join("")}…`;
}

/** Jira reads its own wiki marks; headings and bold are what a specification uses. */
function wiki(markdown: string): string {
  return markdown
    .replace(/^(#{1,3}) /gmu, (_all, marks: string) => `h${marks.length}. `)
    .replace(/^- /gmu, "* ")
    .replace(/^\|---\|.*$\n/gmu, "")
    .replace(/\*\*(.+?)\*\*/gu, "*$1*");
}
