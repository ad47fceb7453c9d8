// `heed spec`: specifications drafted from needs, judged against today's data, compared, brought up to date and taken away as files.
import { writeFile } from "node:fs/promises";
import {
  type ChineseWords,
  HeedError,
  InvalidInput,
  type Need,
  SPEC_TEMPLATES,
  type SpecId,
  type SpecTemplate,
} from "@heed/core";
import { SPEC_FORMATS, type SpecFormat, type SpecView } from "@heed/core/api";
import { type Command, Option } from "commander";
import { type DesignDoor, withDesign } from "../design-door.ts";
import { chooseLanguage, type Language, table } from "../output.ts";
import { addSpecWireframe } from "./spec-wireframe.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly template?: SpecTemplate;
  readonly format?: SpecFormat | "wireframe";
  readonly out?: string;
  readonly specVersion?: number;
  readonly llm?: boolean;
}

const WORDS = {
  en: {
    titles: ["spec", "title", "need", "version", "claims", "to look at again", "assumptions"],
    none: "There is no specification yet. Draft one: heed spec draft NEED",
    state: (claims: number, stale: number, assumed: number) =>
      `${claims} claims: ${claims - stale - assumed} verified, ${stale} to look at again, ${assumed} assumptions`,
    notMeasured: "not measured yet",
    deleted: "deleted",
    written: "written to",
  },
  zh: {
    titles: ["规格", "标题", "需求", "版本", "论断", "需复查", "假设"],
    none: "还没有规格。起草一份：heed spec draft 需求编号",
    state: (claims: number, stale: number, assumed: number) =>
      `共 ${claims} 条论断：${claims - stale - assumed} 条已核实，${stale} 条需复查，${assumed} 条假设`,
    notMeasured: "尚未度量",
    deleted: "已删除",
    written: "已写入",
  },
} as const satisfies Record<Language, unknown>;

export function addSpec(program: Command): void {
  const spec = program
    .command("spec")
    .description(
      "draft specifications whose every claim can be checked\n起草每条论断都可核查的规格文档",
    );
  const draft = spec
    .command("draft")
    .description("draft one from a need, without a model\n不借助模型，根据需求起草")
    .argument("<need>", "a need's id, such as need_3")
    .addOption(
      new Option("--template <name>", "which parts it has")
        .choices([...SPEC_TEMPLATES])
        .default("full"),
    )
    .option("--llm", "let the model of heed models write sentences; each is checked");
  withWorkspace(withFile(draft)).action((id: string, flags: Flags) =>
    run(flags, async (door, language) => {
      const needId = asId("need", id) as Need["id"];
      const ask = { needId, template: flags.template };
      const drafted =
        flags.llm === true
          ? await draftWithModel(door, { ...ask, language })
          : await door.draftSpec(ask);
      await show(door, drafted, flags, language);
    }),
  );
  withWorkspace(spec.command("list").description("list specifications\n列出规格")).action(
    (flags: Flags) => run(flags, (door, language) => list(door, flags, language)),
  );
  const showing = spec
    .command("show")
    .description(
      "show one, each claim judged against today's data\n显示规格，并按当前数据核查每条论断",
    )
    .argument("<spec>", "an id, such as spec_1")
    .option("--spec-version <n>", "an earlier version", Number);
  withWorkspace(withFile(showing)).action((id: string, flags: Flags) =>
    run(flags, async (door, language) =>
      show(
        door,
        await door.getSpec(asId("spec", id) as SpecId, flags.specVersion),
        flags,
        language,
      ),
    ),
  );
  addSpecWireframe(spec, (id) => asId("spec", id) as SpecId);
  const refresh = spec
    .command("refresh")
    .description(
      "count anew and drop quotes that are gone, as the next version\n重新统计并去掉已不存在的引用，存为新版本",
    )
    .argument("<spec>", "an id, such as spec_1");
  withWorkspace(withFile(refresh)).action((id: string, flags: Flags) =>
    run(flags, async (door, language) => {
      const { latest } = await door.getSpec(asId("spec", id) as SpecId);
      await show(door, await door.refreshSpec(asId("spec", id) as SpecId, latest), flags, language);
    }),
  );
  const diff = spec
    .command("diff")
    .description("what changed between two versions\n比较两个版本")
    .argument("<spec>", "an id, such as spec_1")
    .argument("<from>", "version", Number)
    .argument("<to>", "version", Number);
  withWorkspace(diff).action((id: string, from: number, to: number, flags: Flags) =>
    run(flags, async (door) =>
      printJson(await door.diffSpec(asId("spec", id) as SpecId, { from, to })),
    ),
  );
  const remove = spec
    .command("delete")
    .description("delete one with all its versions\n删除规格及其全部版本")
    .argument("<spec>", "an id, such as spec_1");
  withWorkspace(remove).action((id: string, flags: Flags) =>
    run(flags, async (door, language) => {
      await door.deleteSpec(asId("spec", id) as SpecId);
      process.stdout.write(`${id} ${WORDS[language].deleted}\n`);
    }),
  );
}

const LOOK_EVERY_MS = 300;

/** Waits for the job that has a model write; an interrupt leaves it to the server. */
async function draftWithModel(
  door: DesignDoor,
  ask: Parameters<DesignDoor["draftSpecWithModel"]>[0],
): Promise<SpecView> {
  const { id } = await door.draftSpecWithModel(ask);
  for (;;) {
    const job = await door.getJob(id);
    if (job.endedAt !== null && job.status === "done")
      return door.getSpec((job.result as { specId: SpecId }).specId);
    if (job.endedAt !== null) {
      const { code, message, hint, zh } = job.error ?? { code: job.status, message: job.status };
      throw new HeedError(code, message, {
        ...(hint === undefined ? {} : { hint }),
        ...(zh === undefined ? {} : { zh: zh as ChineseWords }),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function withFile(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "form of what is shown or written")
        .choices([...SPEC_FORMATS, "wireframe"])
        .default("md"),
    )
    .option("--out <file>", "write it to a file");
}

async function run(
  flags: Flags,
  use: (door: DesignDoor, language: Language) => Promise<void>,
): Promise<void> {
  await withDesign(flags.workspace, (door) => use(door, chooseLanguage(flags.lang)));
}

async function list(door: DesignDoor, flags: Flags, language: Language): Promise<void> {
  const { rows } = await door.listSpecs();
  if (flags.json === true) return printJson({ rows });
  const { titles, none } = WORDS[language];
  if (rows.length === 0) return void process.stdout.write(`${none}\n`);
  const lines = table(
    titles.map((title) => ({ title })),
    rows.map(({ id, title, needId, version, claims, stale, assumptions }) => [
      id,
      title[language] || title.en,
      needId ?? "",
      String(version),
      String(claims),
      String(stale),
      String(assumptions),
    ]),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function show(
  door: DesignDoor,
  spec: SpecView,
  { format = "md", out, json }: Flags,
  language: Language,
): Promise<void> {
  const { experiments } = await door.getSpecExperiments(spec.id);
  if (json === true) return printJson({ ...spec, experiments });
  const bytes =
    format === "wireframe"
      ? new TextEncoder().encode(await door.wireframe(spec.id, language))
      : (await door.exportSpec(spec.id, format, language)).bytes;
  if (out !== undefined) await writeFile(out, bytes);
  else if (format === "docx")
    throw new InvalidInput("no-file", "A DOCX file cannot be shown in a terminal.", {
      hint: "Name a file: --out spec.docx",
      zh: { message: "DOCX 无法在终端显示。", hint: "请指定文件：--out spec.docx" },
    });
  else process.stdout.write(bytes);
  const words = WORDS[language];
  const assumed = spec.claims.filter(({ status }) => status === "assumption").length;
  process.stderr.write(
    `${spec.id} · ${words.state(spec.claims.length, spec.stale, assumed)}${out === undefined ? "" : ` · ${words.written} ${out}`}\n`,
  );
  for (const { id, name, sentence } of experiments)
    process.stderr.write(`${id} · ${name}: ${sentence?.[language] ?? words.notMeasured}\n`);
}

function asId(prefix: "need" | "spec", text: string): string {
  if (new RegExp(`^${prefix}_\\d{1,15}$`).test(text)) return text;
  throw new InvalidInput(
    "id-not-valid",
    `The id cannot be used: received ${text.slice(0, 40)}, expected one such as ${prefix}_1.`,
    {
      hint:
        prefix === "need"
          ? "List the needs with: heed needs"
          : "List the specifications with: heed spec list",
      zh: {
        message: `编号无法使用：收到 ${text.slice(0, 40)}，应类似 ${prefix}_1。`,
        hint: prefix === "need" ? "用 heed needs 列出需求" : "用 heed spec list 列出规格",
      },
    },
  );
}
