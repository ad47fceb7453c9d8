// A small coloured word: a kind, a direction, a state.
import type { CSSProperties, ReactNode } from "react";

export type Tone =
  | "bug"
  | "request"
  | "complaint"
  | "praise"
  | "question"
  | "other"
  | "good"
  | "bad"
  | "new"
  | "plain";

export function Tag({
  tone,
  plain = false,
  children,
}: {
  readonly tone: Tone;
  /** Without the coloured ground. */
  readonly plain?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className="tag" data-plain={plain || undefined} style={toneStyle(tone)}>
      {children}
    </span>
  );
}

export function toneStyle(tone: Tone): CSSProperties {
  return { "--tone": `var(--tone-${tone})` } as CSSProperties;
}
