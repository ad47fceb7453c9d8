// `heed forget PERSON`: what a person wrote is deleted everywhere, and their name is masked where others wrote it.
import { forgetPerson, openWorkspace } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage } from "../output.ts";
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
      const { items, masked, records } = await forgetPerson(workspace, person);
      if (flags.json === true) printJson({ items, masked, records });
      else
        process.stdout.write(
          chooseLanguage(flags.lang) === "en"
            ? `Forgotten: ${items} items deleted, a name masked in ${masked} items of others and ${records} other texts. Later imports leave this person out.\n`
            : `已遗忘：删除 ${items} 条反馈，在他人的 ${masked} 条反馈和其他 ${records} 处文字中遮盖姓名。今后的导入将不再收入此人。\n`,
        );
    } finally {
      await workspace.close();
    }
  });
}
