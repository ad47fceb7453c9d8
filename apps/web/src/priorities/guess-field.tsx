// A guess edited in place: the order follows each key, the server hears of it when the field is left.
import { GUESS_RANGES, type GuessName, guessRange, type PriorityPart } from "@heed/core/priorities";
import { NumberInput } from "@mantine/core";
import { useRef } from "react";
import { shortFigure } from "./figure-text.ts";
import type { Words } from "./priorities-words.ts";

export function GuessField({
  name,
  part,
  value,
  isReadOnly,
  label,
  t,
  onType,
  onKeep,
}: {
  readonly name: GuessName;
  /** What stands in for the guess until there is one; undefined when nothing does. */
  readonly part: PriorityPart | undefined;
  readonly value: number | undefined;
  readonly isReadOnly: boolean;
  readonly label: string;
  readonly t: Words;
  readonly onType: (value: number | null) => void;
  readonly onKeep: (value: number | null, before: number | null) => void;
}) {
  const before = useRef<number | null>(null);
  const last = useRef<number | null>(null);
  const [low, high] = guessRange(name)!;
  const derived = part?.origin === "derived" ? part : undefined;
  const title =
    derived === undefined
      ? undefined
      : t("derivedHint", {
          value: shortFigure(derived.value),
          low: shortFigure(derived.low),
          high: shortFigure(derived.high),
        });
  return (
    <NumberInput
      size="xs"
      w={84}
      hideControls
      readOnly={isReadOnly}
      aria-label={label}
      title={title}
      value={value ?? ""}
      placeholder={derived === undefined ? "?" : `~${shortFigure(derived.value)}`}
      min={low}
      max={high}
      clampBehavior="strict"
      decimalScale={2}
      allowNegative={false}
      data-missing={(value === undefined && derived === undefined) || undefined}
      className="guess-field"
      onFocus={() => {
        before.current = value ?? null;
        last.current = before.current;
      }}
      onChange={(given) => {
        const next = given === "" ? null : Number(given);
        if (next !== null && !(next >= low && next <= high)) return;
        last.current = next;
        onType(next);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={() => {
        if (last.current !== before.current) onKeep(last.current, before.current);
      }}
    />
  );
}

/** The unit of a guess: a key of the words. */
export function unitOf(name: GuessName): keyof typeof GUESS_RANGES | "score" {
  return Object.hasOwn(GUESS_RANGES, name) ? (name as keyof typeof GUESS_RANGES) : "score";
}
