// `heed translate NEED`: the quotes of a need in the reader's language, beside the original.
import {
  openExistingWorkspace,
  openModels,
  type TranslatedNeed,
  translateNeed,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export function addTranslate(program: Command): void {
  const command = program
    .command("translate")
    .description(
      "put the quotes of a need into your language with the model chosen for it (--lang)\n用所选模型把需求的原话译成你的语言，与原文并列",
    )
    .argument("<need>", "a need's id, such as need_3");
  withWorkspace(command).action(async (id: string, flags: WorkspaceFlags) => {
    const language = chooseLanguage(flags.lang);
    const workspace = await openExistingWorkspace(flags.workspace);
    try {
      const models = await openModels({ workspace });
      try {
        const translated = await translateNeed(workspace, models, {
          id,
          into: language,
          signal: interruptSignal(),
        });
        if (flags.json === true) printJson(translated);
        else process.stdout.write(`${lines(translated, language).join("\n")}\n`);
      } finally {
        await models.close();
      }
    } finally {
      await workspace.close();
    }
  });
}

function lines({ need, quotes, model, missing }: TranslatedNeed, language: Language): string[] {
  const isEnglish = language === "en";
  const titles = isEnglish ? ["In their words", "In English"] : ["用户原话", "中文"];
  const rows = quotes.map(({ text, translation }) => [text, translation ?? "—"]);
  const by =
    model === null
      ? isEnglish
        ? "All of them are in your language already."
        : "这些原话已是你的语言。"
      : isEnglish
        ? `Translated by ${model.name} (${model.version}); the original is what counts.`
        : `由 ${model.name}（${model.version}）翻译；以原文为准。`;
  const lacking =
    missing.length === 0
      ? []
      : [
          isEnglish
            ? `${missing.length} could not be translated.`
            : `${missing.length} 条未能译出。`,
        ];
  return [
    need.name[language],
    "",
    ...table(
      titles.map((title) => ({ title, most: 70 })),
      rows,
    ),
    "",
    by,
    ...lacking,
  ];
}
