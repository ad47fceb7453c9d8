// Shows how far a long command is: one line that renews itself in a terminal, a line for each stage in a log.
import type { Progress, Stage } from "@heed/workbench";
import type { Language } from "./output.ts";

const STAGE_WORDS: Readonly<Record<Stage, Readonly<Record<Language, string>>>> = {
  see: { en: "Reading pictures", zh: "识别图片" },
  read: { en: "Reading rows", zh: "读取" },
  split: { en: "Splitting into claims", zh: "拆分语句" },
  understand: { en: "Reading sentiment and kind", zh: "理解情感与类型" },
  encode: { en: "Embedding", zh: "生成向量" },
  themes: { en: "Finding themes", zh: "归纳主题" },
  rank: { en: "Ranking needs", zh: "排序需求" },
  write: { en: "Writing files", zh: "写出文件" },
};
const RENEW_MS = 100;

export interface ProgressLine {
  readonly onProgress: Progress;
  /** Removes the line. */
  end(): void;
}

/** Progress on `stream` (standard error, so that standard output stays clean). */
export function startProgressLine(
  language: Language,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressLine {
  let stage: Stage | null = null;
  let stageAt = 0;
  let shownAt = 0;
  const show = (text: string) => stream.write(stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  return {
    onProgress: (next, done, total) => {
      const now = performance.now();
      if (next !== stage) {
        stage = next;
        stageAt = now;
        shownAt = stream.isTTY ? 0 : now;
        if (!stream.isTTY) show(STAGE_WORDS[next][language]);
      }
      if (!stream.isTTY || now - shownAt < RENEW_MS) return;
      shownAt = now;
      show(describe(STAGE_WORDS[next][language], done, total, now - stageAt));
    },
    end: () => {
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}

function describe(words: string, done: number, total: number | null, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? done / (elapsedMs / 1000) : 0;
  const speed = rate >= 1 && elapsedMs > 500 ? ` · ${Math.round(rate).toLocaleString("en")}/s` : "";
  if (total === null || total === 0)
    return `${words} ${done > 0 ? done.toLocaleString("en") : ""}${speed}`;
  const left =
    rate > 0 && done > 0 && elapsedMs > 1500 ? ` · ~${Math.ceil((total - done) / rate)} s` : "";
  return `${words} ${Math.floor((done / total) * 100)} %${speed}${left}`;
}
