// `heed spec wireframe`: the stories of a specification as screens in one file, drawn by rule or as a chosen model proposes them.
import { writeFile } from "node:fs/promises";
import type { SpecId } from "@heed/core";
import type { Command } from "commander";
import { withDesign } from "../design-door.ts";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly llm?: boolean;
  readonly out?: string;
}

const WORDS = {
  en: {
    proposed: (model: string) => `screens proposed by ${model}, checked and drawn by a program`,
    failed: (code: string) => `the model's proposal was not drawn (${code}); drawn plainly`,
    plain: "drawn plainly, without a model",
    written: "written to",
  },
  zh: {
    proposed: (model: string) => `界面由 ${model} 提议，经程序核查并绘制`,
    failed: (code: string) => `未采用模型的提议（${code}），已绘制简单草图`,
    plain: "简单草图，未借助模型",
    written: "已写入",
  },
} as const;

/** Adds the command; `readId` refuses what is no id of a specification. */
export function addSpecWireframe(spec: Command, readId: (text: string) => SpecId): void {
  const wireframe = spec
    .command("wireframe")
    .description(
      "draw its stories as screens, in one HTML file without scripts\n把用户故事画成界面草图，存为一个不含脚本的 HTML 文件",
    )
    .argument("<spec>", "an id, such as spec_1")
    .option("--llm", "let the model of heed models propose the screens; a program checks and draws")
    .option("--out <file>", "write it to a file");
  withWorkspace(wireframe).action((text: string, flags: Flags) => draw(readId(text), flags));
}

async function draw(id: SpecId, { workspace, lang, llm, out, json }: Flags): Promise<void> {
  const language = chooseLanguage(lang);
  const words = WORDS[language];
  const drawn = await withDesign(workspace, async (door) =>
    llm === true
      ? door.proposeWireframe(id, language)
      : { html: await door.wireframe(id, language), model: null, failure: null, plain: [] },
  );
  if (out !== undefined) await writeFile(out, drawn.html);
  if (json === true) printJson(drawn);
  else if (out === undefined) process.stdout.write(drawn.html);
  const how =
    drawn.model !== null
      ? words.proposed(drawn.model.name)
      : drawn.failure !== null
        ? words.failed(drawn.failure)
        : words.plain;
  process.stderr.write(`${id} · ${how}${out === undefined ? "" : ` · ${words.written} ${out}`}\n`);
}
