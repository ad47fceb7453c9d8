// `heed forget PERSON`: what a person wrote is deleted everywhere, and their name is masked where others wrote it.
import { type Forgotten, forgetPerson, openWorkspace } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, type Language } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export function addForget(program: Command): void {
  withWorkspace(
    program
      .command("forget")
      .description(
        "delete a person's feedback for ever, by name, id or e-mail address\n永久删除某人的反馈（按姓名、ID 或邮箱）",
      )
      .argument("<person>", "as the export has it"),
  ).action(async (person: string, flags: WorkspaceFlags) => {
    const workspace = await openWorkspace(flags.workspace);
    try {
      const forgotten = await forgetPerson(workspace, person);
      if (flags.json === true) printJson(forgotten);
      else process.stdout.write(describeForgotten(forgotten, chooseLanguage(flags.lang)));
    } finally {
      await workspace.close();
    }
  });
}

function describeForgotten(forgotten: Forgotten, language: Language): string {
  const { items, masked, records, uploads, shares, backups } = forgotten;
  const en = language === "en";
  const lines = [
    en
      ? `Forgotten: ${items} items deleted with their quotes, readings and search entries; a name masked in ${masked} items of others and ${records} other texts. Later imports leave this person out.`
      : `已遗忘：删除 ${items} 条反馈及其引文、读数和搜索索引；在他人的 ${masked} 条反馈和其他 ${records} 处文字中遮盖姓名。今后的导入将不再收入此人。`,
  ];
  if (items + masked + records === 0)
    lines.push(
      en
        ? "Nothing of this person was found: write the name, id or address as the export has it."
        : "没有找到此人的内容：请按导出文件中的写法填写姓名、ID 或邮箱。",
    );
  if (uploads > 0)
    lines.push(
      en
        ? `${uploads} waiting uploads are deleted too.`
        : `等待导入的 ${uploads} 个上传文件也已删除。`,
    );
  if (shares > 0)
    lines.push(
      en
        ? `${shares} read-only links to reports are closed, since their pages hold what people said.`
        : `已关闭 ${shares} 个只读报告链接，因为其页面含有用户原话。`,
    );
  if (items + masked + records > 0)
    lines.push(
      en
        ? "Analyse again to renew needs and reports. Files outside the workspace (reports, exports, the original exports of your tools) are yours to delete."
        : "请重新分析以更新需求和报告。工作区之外的文件（报告、导出文件、各工具的原始导出）需自行删除。",
    );
  if (backups.length > 0)
    lines.push(
      en
        ? "Backups made before still hold this person; delete them:"
        : "此前的备份仍含有此人的内容，请删除：",
      ...backups.map((folder) => `  ${folder}`),
    );
  return `${lines.join("\n")}\n`;
}
