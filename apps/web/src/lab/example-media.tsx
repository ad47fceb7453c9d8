// The picture or sound of an example: small, with the way to the whole, or with a player.
import { apiUrl, type LabDatasetView } from "@heed/core/api";
import { useLabWords } from "./lab-words.ts";

interface Shown {
  readonly datasetId: LabDatasetView["id"];
  readonly task: LabDatasetView["task"];
  readonly number: number;
  /** What it is called for those who do not see it. */
  readonly name: string;
}

/** Nothing for examples that are words or numbers. */
export function ExampleMedia({ datasetId, task, number, name }: Shown) {
  const t = useLabWords();
  if (task !== "image" && task !== "audio") return null;
  const params = { datasetId, example: String(number) };
  const whole = apiUrl("getLabMedia", { params });
  const small = apiUrl("getLabMedia", { params, query: { size: "small" } });
  if (task === "image")
    return (
      <a href={whole} target="_blank" rel="noreferrer" className="lab-thumbnail">
        <img src={small} alt={t("media.sample", { name, number })} loading="lazy" />
      </a>
    );
  return (
    <div className="lab-player">
      <img src={small} alt="" loading="lazy" />
      {/* biome-ignore lint/a11y/useMediaCaption: what is said is what the model is to tell. */}
      <audio controls preload="none" src={whole} aria-label={t("media.sample", { name, number })} />
    </div>
  );
}
