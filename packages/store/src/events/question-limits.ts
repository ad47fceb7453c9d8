// How much memory one question over events may take: states that are held for each person go to disk before, and what is still too much ends in a sentence.
import { totalmem } from "node:os";
import { InvalidInput } from "@heed/core";

export interface QuestionLimits {
  /** Bytes that one question may take at once. */
  readonly memoryBytes: number;
  /** Bytes from which on grouping and sorting go on over files; under half of the memory, since merging them takes as much again. */
  readonly spillBytes: number;
}

const GIGABYTE = 1e9;
const SPILL_PART = 1 / 3;

/** A quarter of the machine's memory, from 1 to 8 GB. */
export function questionLimits(machineBytes = totalmem()): QuestionLimits {
  const memoryBytes = Math.min(8 * GIGABYTE, Math.max(GIGABYTE, machineBytes / 4));
  return { memoryBytes, spillBytes: memoryBytes * SPILL_PART };
}

/** The same as settings of the engine; the ratios would otherwise spill by the memory of the whole machine. */
export function limitSettings({ memoryBytes, spillBytes }: QuestionLimits) {
  return {
    max_memory_usage: String(Math.floor(memoryBytes)),
    max_bytes_before_external_group_by: String(Math.floor(spillBytes)),
    max_bytes_before_external_sort: String(Math.floor(spillBytes)),
    max_bytes_ratio_before_external_group_by: 0,
    max_bytes_ratio_before_external_sort: 0,
  };
}

/** Codes of the engine: out of the memory that it may take, out of the time. */
const TOO_MUCH_MEMORY = "241";
const TOO_LONG = "159";

/** What the engine said, as a sentence where it stopped at a limit. */
export function askedTooMuch(error: unknown, limits: QuestionLimits | null): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code;
  const hint = "Ask for fewer days, for fewer groups, or of a smaller cohort.";
  const hintZh = "请缩短日期范围、减少分组，或限定更小的人群。";
  if (code === TOO_MUCH_MEMORY) {
    const most = limits === null ? null : Math.round(limits.memoryBytes / 1e6).toLocaleString("en");
    return new InvalidInput(
      "question-too-large",
      `The question needs more memory than one question may take${most === null ? "" : ` (${most} MB)`}.`,
      {
        cause: error,
        hint,
        zh: {
          message: `该问题所需内存超过单个问题的上限${most === null ? "" : `（${most} MB）`}。`,
          hint: hintZh,
        },
      },
    );
  }
  if (code === TOO_LONG)
    return new InvalidInput("question-too-long", "The question took longer than it may.", {
      cause: error,
      hint,
      zh: { message: "该问题用时超过上限。", hint: hintZh },
    });
  return error;
}
