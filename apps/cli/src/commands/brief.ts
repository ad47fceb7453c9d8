// `heed brief`: what a team wants to know before it builds, what the voices say to its guesses, and how to collect more.
import { mkdir } from "node:fs/promises";
import { collectionPlan, type HypothesisReading, NotFound } from "@heed/core";
import {
  concludeAgain,
  createEmbedder,
  loadBrief,
  openWorkspace,
  readBriefFile,
  readConcluded,
  renderBrief,
  renderPlan,
  saveBrief,
} from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

const VERDICTS: Readonly<Record<HypothesisReading["verdict"], Record<Language, string>>> = {
  supported: { en: "supported", zh: "得到支持" },
  contradicted: { en: "contradicted", zh: "被反驳" },
  divided: { en: "divided", zh: "意见不一" },
  "too-few": { en: "too few voices", zh: "声音太少" },
  "not-mentioned": { en: "not mentioned", zh: "无人提及" },
};

export function addBrief(program: Command): void {
  const brief = program
    .command("brief")
    .description(
      "keep the question, users, outcome, hypotheses and rivals, and check them against the voices\n保存问题、用户、目标、假设与竞品，并用反馈核对",
    );
  withWorkspace(
    brief
      .command("set")
      .description("take the brief from a Markdown or JSON file")
      .argument("<file>"),
  ).action(setBrief);
  withWorkspace(brief.command("show").description("print the brief")).action(showBrief);
  withWorkspace(
    brief
      .command("plan")
      .description("print a survey, an interview guide and sources made from it"),
  ).action(showPlan);
  withWorkspace(
    brief.command("check").description("print which hypotheses the voices support"),
  ).action(checkBrief);
}

async function setBrief(file: string, flags: WorkspaceFlags): Promise<void> {
  const language = chooseLanguage(flags.lang);
  const brief = await readBriefFile(file);
  // A brief may come first: on day one there is no feedback yet.
  await mkdir(flags.workspace, { recursive: true, mode: 0o700 });
  const workspace = await openWorkspace(flags.workspace);
  try {
    await saveBrief(workspace.records, brief);
    const concluded = await concludeAgain(workspace, { embedder: createEmbedder() });
    if (flags.json === true) {
      printJson({ brief, hypotheses: concluded?.summary.hypotheses ?? [] });
    } else {
      process.stdout.write(renderBrief(brief, language));
      if (concluded !== null) writeHypotheses(concluded.summary.hypotheses, language);
    }
  } finally {
    await workspace.close();
  }
}

async function showBrief(flags: WorkspaceFlags): Promise<void> {
  const brief = await requireBrief(flags.workspace);
  if (flags.json === true) printJson(brief);
  else process.stdout.write(renderBrief(brief, chooseLanguage(flags.lang)));
}

async function showPlan(flags: WorkspaceFlags): Promise<void> {
  const plan = collectionPlan(await requireBrief(flags.workspace));
  if (flags.json === true) printJson(plan);
  else process.stdout.write(renderPlan(plan, chooseLanguage(flags.lang)));
}

async function checkBrief(flags: WorkspaceFlags): Promise<void> {
  await requireBrief(flags.workspace);
  const { summary } = await readConcluded(flags.workspace);
  if (flags.json === true) printJson(summary.hypotheses);
  else writeHypotheses(summary.hypotheses, chooseLanguage(flags.lang));
}

function writeHypotheses(readings: readonly HypothesisReading[], language: Language): void {
  if (readings.length === 0) return;
  const titles =
    language === "en"
      ? ["", "hypothesis", "verdict", "for", "against"]
      : ["", "假设", "结论", "支持", "反对"];
  const lines = table(
    titles.map((title, index) => ({
      title,
      ...(index === 1 ? { most: 60 } : {}),
      ...(index > 2 ? { align: "right" as const } : {}),
    })),
    readings.map(({ hypothesis, verdict, supports, contradicts }) => [
      hypothesis.id,
      hypothesis.statement,
      VERDICTS[verdict][language],
      String(supports.people),
      String(contradicts.people),
    ]),
  );
  process.stdout.write(`\n${lines.join("\n")}\n`);
}

async function requireBrief(folder: string) {
  const brief = await withRecords(folder, loadBrief);
  if (brief !== null) return brief;
  throw new NotFound("no-brief", "This workspace has no brief.", {
    hint: "Give it one: heed brief set FILE",
  });
}
