// `heed transcribe FILE`: what people say in a recording becomes feedback.
import { writeFile } from "node:fs/promises";
import {
  importRecording,
  type Models,
  openModels,
  openWorkspace,
  renderVtt,
  type Workspace,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage } from "../output.ts";
import { countsLine } from "./import-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface HeardFlags extends WorkspaceFlags {
  readonly spoken?: string;
  readonly asIs?: boolean;
  readonly vtt?: string;
}

export function addTranscribe(program: Command): void {
  const transcribe = program
    .command("transcribe")
    .description(
      "turn a recording into turns with times and speakers, and import them\n把录音转成带时间与说话人的文字并导入",
    )
    .argument("<file>", "WAV or FLAC; any other sound or video when ffmpeg is installed")
    .option(
      "--spoken <code>",
      "language that is spoken, such as en or zh (default: told by the model)",
    )
    .option("--vtt <file>", "write the transcript into a WebVTT file too")
    .option("--as-is", "the sound may leave this machine, though it cannot be redacted");
  withWorkspace(transcribe).action((path: string, flags: HeardFlags) =>
    within(flags, (workspace, models) => hear(workspace, models, path, flags)),
  );
}

async function within(
  flags: HeardFlags,
  work: (workspace: Workspace, models: Models) => Promise<void>,
): Promise<void> {
  const workspace = await openWorkspace(flags.workspace);
  try {
    const models = await openModels({ workspace });
    try {
      await work(workspace, models);
    } finally {
      await models.close();
    }
  } finally {
    await workspace.close();
  }
}

async function hear(
  workspace: Workspace,
  models: Models,
  path: string,
  flags: HeardFlags,
): Promise<void> {
  const { transcript, outcome } = await importRecording(workspace, models, path, {
    mayLeave: flags.asIs === true,
    ...(flags.spoken === undefined ? {} : { language: flags.spoken }),
    now: new Date().toISOString(),
    signal: interruptSignal(),
  });
  if (flags.vtt !== undefined) await writeFile(flags.vtt, renderVtt(transcript.parts));
  if (flags.json === true) return printJson({ ...transcript, import: outcome?.import ?? null });
  const language = chooseLanguage(flags.lang);
  const minutes = (transcript.seconds / 60).toFixed(1);
  const heard =
    language === "en"
      ? `${transcript.model} heard ${minutes} minutes in ${transcript.parts.length} parts.`
      : `${transcript.model} 听写了 ${minutes} 分钟，共 ${transcript.parts.length} 段。`;
  const counts = outcome === null ? "" : `${countsLine(outcome.import.counts, language)}\n`;
  process.stdout.write(`${heard}\n${counts}`);
}
