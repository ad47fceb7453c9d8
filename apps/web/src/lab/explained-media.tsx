// What an answer about a picture or a sound rests on: shaded over the picture or the spectrogram, with a legend, and in words.
import type { ExplanationView } from "@heed/core/api";
import { Group, Stack, Switch, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { share } from "./figure-texts.ts";
import { changeText, fieldOf, strongest, tintOf } from "./heat-places.ts";
import { useLabWords } from "./lab-words.ts";

const IN_WORDS = 6;

export function ExplainedMedia({
  explanation,
  source,
}: {
  readonly explanation: ExplanationView;
  /** Address of the picture or the sound. */
  readonly source: string;
}) {
  const t = useLabWords();
  const [isShaded, setIsShaded] = useState(true);
  const { answer, parts, spectrogram, faithfulness, similar } = explanation;
  const shares = faithfulness && {
    top: share(faithfulness.withoutTop),
    random: share(faithfulness.withoutRandom),
  };
  return (
    <Stack gap="xs">
      <Group gap="md">
        {answer.shares.slice(0, 4).map(({ label, probability }, at) => (
          <Text key={label} fw={at === 0 ? 700 : 400} c={at === 0 ? undefined : "dimmed"}>
            {label} {share(probability)}
          </Text>
        ))}
      </Group>
      {spectrogram === null ? (
        <HeatPicture explanation={explanation} source={source} isShaded={isShaded} />
      ) : (
        <HeatSound
          explanation={explanation}
          spectrogram={spectrogram}
          source={source}
          isShaded={isShaded}
        />
      )}
      <Group gap="md">
        <Switch
          size="xs"
          label={t("ask.overlay")}
          checked={isShaded}
          onChange={(event) => setIsShaded(event.currentTarget.checked)}
        />
        <Legend label={answer.label} />
      </Group>
      <details>
        <summary>{t("ask.asText")}</summary>
        <ol className="lab-heat-words">
          {strongest(parts, IN_WORDS).map((part) => (
            <li key={part.start}>
              <PartName part={part} fields={spectrogram === null ? parts.length : null} />
              {": "}
              {t("ask.without", { change: changeText(part.weight) })}
            </li>
          ))}
        </ol>
      </details>
      {faithfulness !== null && shares !== null && (
        <Text size="xs" c="dimmed">
          {t(faithfulness.isFaithful ? "ask.partsHold" : "ask.partsFail", shares)}
        </Text>
      )}
      {similar.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("ask.similar")}:{" "}
          {similar.map(({ example, label }) => `${label} (${example})`).join(", ")}
        </Text>
      )}
    </Stack>
  );
}

/** A part's name: its place on the picture, or its seconds. */
function PartName({
  part,
  fields,
}: {
  readonly part: ExplanationView["parts"][number];
  readonly fields: number | null;
}) {
  const t = useLabWords();
  if (fields === null) return t("ask.span", spanOf(part));
  const { row, column, place } = fieldOf(part.start, fields);
  return t("ask.field", { row, column, place: t(`ask.places.${place}`) });
}

function spanOf({ start, end }: ExplanationView["parts"][number]) {
  return { from: (start / 100).toFixed(2), to: (end / 100).toFixed(2) };
}

function Legend({ label }: { readonly label: string }) {
  const t = useLabWords();
  return (
    <Group gap={8} wrap="nowrap">
      <span className="lab-heat-key" style={{ background: "var(--heat-for)" }} aria-hidden />
      <Text size="xs">{t("ask.speaksFor", { label })}</Text>
      <span className="lab-heat-key" style={{ background: "var(--heat-against)" }} aria-hidden />
      <Text size="xs">{t("ask.speaksAgainst")}</Text>
    </Group>
  );
}

interface Heat {
  readonly explanation: ExplanationView;
  readonly source: string;
  readonly isShaded: boolean;
}

/** The middle square of the picture, as the model saw it, under the tints of its fields. */
function HeatPicture({ explanation: { answer, parts }, source, isShaded }: Heat) {
  const t = useLabWords();
  const grid = Math.round(Math.sqrt(parts.length));
  const [first] = strongest(parts, 1);
  const place = t(`ask.places.${fieldOf(first?.start ?? 0, parts.length).place}`);
  return (
    <div
      className="lab-heat"
      role="img"
      aria-label={t("ask.pictureAlt", { label: answer.label, place })}
    >
      <img src={source} alt="" />
      {isShaded && (
        <div
          className="lab-heat-fields"
          style={{ gridTemplateColumns: `repeat(${grid}, 1fr)` }}
          aria-hidden
        >
          {parts.map(({ start, weight }) => (
            <span key={start} style={{ background: tintOf(weight, parts) }} />
          ))}
        </div>
      )}
    </div>
  );
}

function HeatSound({
  explanation: { answer, parts },
  spectrogram,
  source,
  isShaded,
}: Heat & { readonly spectrogram: NonNullable<ExplanationView["spectrogram"]> }) {
  const t = useLabWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { bands, frames, levels, seconds } = spectrogram;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const image = context.createImageData(frames, bands);
    for (let band = 0; band < bands; band += 1)
      for (let x = 0; x < frames; x += 1)
        image.data.set(
          colourOf(levels[band * frames + x] ?? 0),
          4 * ((bands - 1 - band) * frames + x),
        );
    context.putImageData(image, 0, 0);
  }, [bands, frames, levels]);
  const [first] = strongest(parts, 1);
  const place = first === undefined ? "" : t("ask.span", spanOf(first));
  return (
    <div className="lab-sound">
      <div
        className="lab-spectrogram"
        role="img"
        aria-label={t("ask.soundAlt", { label: answer.label, place })}
      >
        <canvas ref={canvas} width={frames} height={bands} />
        {isShaded && (
          <div
            className="lab-heat-fields"
            style={{ gridTemplateColumns: `repeat(${parts.length}, 1fr)` }}
            aria-hidden
          >
            {parts.map(({ start, weight }) => (
              <span key={start} style={{ background: tintOf(weight, parts) }} />
            ))}
          </div>
        )}
      </div>
      <div className="lab-seconds" aria-hidden>
        <span>0</span>
        <span>
          {seconds.toFixed(2)} {t("ask.time")}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said is what the model is to tell. */}
      <audio controls preload="none" src={source} aria-label={place} />
    </div>
  );
}

/** From night over teal to light, by level from 0 to 255. */
function colourOf(level: number): [number, number, number, number] {
  const part = level / 255;
  return [16 + 232 * part ** 2.2, 24 + 216 * part ** 1.2, 44 + 150 * part ** 0.9, 255];
}
