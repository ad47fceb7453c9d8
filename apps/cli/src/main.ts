// The terminal's door to Heed: words in, one command run, an exit code out.
import { noticeWaiting } from "@heed/workbench";
import { Command, CommanderError } from "commander";
import { addAlerts } from "./commands/alerts.ts";
import { addAnalyze } from "./commands/analyze.ts";
import { addAsk } from "./commands/ask.ts";
import { addBackup, addRestore } from "./commands/backup.ts";
import { addBehaviour } from "./commands/behaviour.ts";
import { addBrief } from "./commands/brief.ts";
import { addCohorts } from "./commands/cohorts.ts";
import { addDigest } from "./commands/digest.ts";
import { addEval } from "./commands/eval.ts";
import { addEvents } from "./commands/events.ts";
import { addExperiment } from "./commands/experiment.ts";
import { addExport } from "./commands/export.ts";
import { addFlags } from "./commands/flags.ts";
import { addForget } from "./commands/forget.ts";
import { addFunnel } from "./commands/funnel.ts";
import { addImpact } from "./commands/impact.ts";
import { addImport } from "./commands/import.ts";
import { addImports } from "./commands/imports.ts";
import { addIntents } from "./commands/intents.ts";
import { addLab } from "./commands/lab.ts";
import { addMatters } from "./commands/matters.ts";
import { addMcp } from "./commands/mcp.ts";
import { addModels } from "./commands/models.ts";
import { addNeeds } from "./commands/needs.ts";
import { addPrioritise } from "./commands/prioritise.ts";
import { addReleases } from "./commands/releases.ts";
import { addReport } from "./commands/report.ts";
import { addRetention } from "./commands/retention.ts";
import { addScreenshots } from "./commands/screenshots.ts";
import { addSearch } from "./commands/search.ts";
import { addSources } from "./commands/sources.ts";
import { addSpec } from "./commands/spec.ts";
import { addSql } from "./commands/sql.ts";
import { addStart } from "./commands/start.ts";
import { addThemes } from "./commands/themes.ts";
import { addTranscribe } from "./commands/transcribe.ts";
import { addTranslate } from "./commands/translate.ts";
import { addTree } from "./commands/tree.ts";
import { addTrend } from "./commands/trend.ts";
import { addUndo } from "./commands/undo.ts";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.ts";
import { askedLanguage, describeFailure } from "./output.ts";
import { firstSteps, speakOneLanguage } from "./welcome.ts";

// A reader that has seen enough (`heed needs | head`) closes the pipe; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT_CODES.done);
});

const program = new Command("heed")
  .description(
    "Reads what users say and tells what they need, with evidence.\n读懂用户的声音，说出他们需要什么，并给出依据。",
  )
  .version("0.1.0")
  .exitOverride()
  .showHelpAfterError("(heed --help lists the commands)");
addImport(program);
addImports(program);
addUndo(program);
addForget(program);
addSources(program);
addAnalyze(program);
addNeeds(program);
addPrioritise(program);
addEval(program);
addTree(program);
addIntents(program);
addAsk(program);
addSpec(program);
addMcp(program);
addThemes(program);
addSearch(program);
addExport(program);
addDigest(program);
addReleases(program);
addMatters(program);
addImpact(program);
addReport(program);
addEvents(program);
addFunnel(program);
addRetention(program);
addBehaviour(program);
addTrend(program);
addCohorts(program);
addAlerts(program);
addSql(program);
addExperiment(program);
addFlags(program);
addBrief(program);
addBackup(program);
addRestore(program);
addTranscribe(program);
addScreenshots(program);
addTranslate(program);
addModels(program);
addLab(program);
addStart(program);
speakOneLanguage(program, process.argv);

noticeWaiting(() =>
  process.stderr.write(
    askedLanguage(process.argv) === "zh"
      ? "Heed 正在这个工作区上处理其他工作，完成后继续……\n"
      : "Heed is at other work on this workspace; this goes on when that ends…\n",
  ),
);

try {
  if (isWithoutCommand(process.argv.slice(2)))
    process.stdout.write(firstSteps(askedLanguage(process.argv)));
  else await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has told the reader already; 0 stands for help and version.
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.wrongUse;
  } else {
    process.stderr.write(`${describeFailure(error, askedLanguage(process.argv))}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

/** True for a bare `heed`, also with a language. */
function isWithoutCommand(words: readonly string[]): boolean {
  const [first = ""] = words;
  return words.length === 0 || (first.startsWith("--lang") && words.length <= 2);
}
