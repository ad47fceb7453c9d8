// `heed screenshots FILE...`: what people say in pictures becomes feedback, read on this machine or by the model chosen for it.
import {
  describeScreenshot,
  importScreenshots,
  openModels,
  openWorkspace,
  type SeenScreenshots,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, printable } from "../output.ts";
import { startProgressLine } from "../progress-line.ts";
import { countsLine } from "./import-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly reader?: "built-in" | "llm";
  readonly asIs?: boolean;
}

export function addScreenshots(program: Command): void {
  withWorkspace(
    program
      .command("screenshots")
      .description("import what people say in pictures\n导入截图中用户说的话")
      .argument("<files...>", "PNG, JPEG, WebP or GIF 图片")
      .addOption(
        new Option(
          "--reader <who>",
          "who reads: built-in, on this machine, or llm, the model of heed models use see (default: that model if one was chosen, else built-in) 由谁识别",
        ).choices(["built-in", "llm"]),
      )
      .option(
        "--as-is",
        "the pictures may leave this machine for the model, though they cannot be redacted 图片可以原样发往模型",
      ),
  ).action(see);
}

async function see(paths: string[], flags: Flags): Promise<void> {
  const language = chooseLanguage(flags.lang);
  const workspace = await openWorkspace(flags.workspace);
  try {
    const models = await openModels({ workspace });
    const line = startProgressLine(language);
    try {
      const seen = await importScreenshots(workspace, models, paths, {
        mayLeave: flags.asIs === true,
        ...(flags.reader === undefined ? {} : { reader: flags.reader }),
        now: new Date().toISOString(),
        onProgress: line.onProgress,
        signal: interruptSignal(),
      });
      line.end();
      const { rows, pictures, outcome } = seen;
      if (flags.json === true) printJson({ rows, pictures, import: outcome?.import ?? null });
      else process.stdout.write(describeSeen(seen, language));
    } finally {
      line.end();
      await models.close();
    }
  } finally {
    await workspace.close();
  }
}

/** A paragraph for each picture, its messages under it, and what the import made of them. */
function describeSeen({ rows, pictures, outcome }: SeenScreenshots, language: Language): string {
  const lines = pictures.flatMap((seen) => [
    `${printable(seen.picture)}: ${describeScreenshot(seen)
      .map((note) => note[language])
      .join(language === "en" ? " " : "")}`,
    ...rows
      .filter(({ picture }) => picture === seen.picture)
      .map(({ text, rating }) => `  ${rating === null ? "" : `${rating}★ `}${shorten(text)}`),
  ]);
  const none = language === "en" ? "Nobody says anything in them." : "图中没有人说话。";
  lines.push(outcome === null ? none : countsLine(outcome.import.counts, language));
  return `${lines.join("\n")}\n`;
}

function shorten(text: string): string {
  const line = printable(text.replace(/\s+/g, " "));
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
