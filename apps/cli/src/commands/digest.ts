// `heed digest`: what changed since last week, from the last analysis; on wish told by a model, or read aloud.
import { writeFile } from "node:fs/promises";
import { type Digest, makeDigest, type Need } from "@heed/core";
import {
  openExistingWorkspace,
  openModels,
  readHeadedNeeds,
  renderDigest,
  renderToldDigest,
  speakText,
  type ToldDigest,
  tellDigest,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface DigestFlags extends WorkspaceFlags {
  readonly llm?: boolean;
  readonly speak?: string;
  readonly voice?: string;
}

export function addDigest(program: Command): void {
  const command = program
    .command("digest")
    .description(
      "say what is new, rising, falling and resolved since last week\n自上周以来有哪些新出现、上升、下降和平息的需求",
    )
    .option("--llm", "tell it in sentences by the model of heed models, every quote checked")
    .option(
      "--speak <file>",
      "read it aloud into a file by the model chosen for speak: MP3, or WAV from a local one",
    )
    .option("--voice <name>", "voice to read with, as its provider names it");
  withWorkspace(command).action(async (flags: DigestFlags) => {
    const language = chooseLanguage(flags.lang);
    const { needs, summary } = await readHeadedNeeds(flags.workspace);
    const digest = makeDigest(needs, summary.earlier);
    const told = flags.llm === true ? await tell(digest, needs, flags.workspace, language) : null;
    const counted = renderDigest(digest, language, needs);
    const words = told === null ? counted : renderToldDigest(told, language);
    if (flags.speak !== undefined) await speak(words, flags.speak, flags.voice);
    if (flags.json === true)
      printJson({ ...digest, rivals: summary.rivals, ...(told === null ? {} : { told }) });
    else process.stdout.write(words);
  });
}

/** Null when nothing changed, so that nothing is asked. */
async function tell(
  digest: Digest,
  needs: readonly Need[],
  folder: string,
  language: Language,
): Promise<ToldDigest | null> {
  const workspace = await openExistingWorkspace(folder);
  try {
    const models = await openModels({ workspace });
    try {
      const signal = interruptSignal();
      return await tellDigest(workspace, models, { digest, needs, language, signal });
    } finally {
      await models.close();
    }
  } finally {
    await workspace.close();
  }
}

async function speak(words: string, file: string, voice: string | undefined): Promise<void> {
  const models = await openModels();
  try {
    const plain = words.replace(/[#*>•]/g, "").replace(/\((item_[\d.-]+)\)/g, "");
    const signal = interruptSignal();
    const sound = await speakText(models, plain, {
      signal,
      ...(voice === undefined ? {} : { voice }),
    });
    await writeFile(file, sound);
  } finally {
    await models.close();
  }
}
