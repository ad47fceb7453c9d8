// Labelling with active learning: what to label next and why, answers kept at once, the last one taken back.
import {
  type Candidate,
  chooseNext,
  type Dataset,
  type Example,
  GIVEN_LABELER,
  InvalidInput,
  standingLabels,
} from "@heed/core";
import { createSeededRandom } from "@heed/stats";
import { type LabContext, labFolders } from "./lab-context.ts";
import { nearRareClasses } from "./near-rare-classes.ts";
import { taskDoor } from "./open-task.ts";

/** An example put before a person. */
export interface NextExample {
  readonly example: Example;
  /**
   * `rare-class`: its words are near the name of a class that has few labels; `second-opinion`: another person labelled
   * it, so that agreement can be told.
   */
  readonly why: "unsure" | "different" | "rare-class" | "second-opinion";
  /** What a model made of the labels so far would say; null before it can. */
  readonly guess: { readonly label: string; readonly probability: number } | null;
}

export interface LabelProgress {
  readonly examples: number;
  readonly labelled: number;
  /** Labels of this person. */
  readonly own: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Unlabelled examples that the next ones are chosen among. */
const POOL = 400;
/** Labelled examples that a guess is made of. */
const MOST_LEARNT = 400;
/** Every so many choices one is an example that another person labelled. */
const SECOND_OPINION = 5;
const LEAST_LABELS = 4;
/** Without a model the next are chosen among so many drawn ones for each: the whole pool would give its oddest. */
const DRAWN_FOR_EACH = 8;

/** @throws InvalidInput `bad-label` */
export async function labelExample(
  { records, now }: LabContext,
  dataset: Dataset,
  answer: { readonly example: number; readonly label: string | null; readonly labeler: string },
): Promise<Dataset> {
  const label = answer.label === null ? null : answer.label.trim();
  if (label === "" || (label?.length ?? 0) > 80)
    throw new InvalidInput("bad-label", "A class has 1 to 80 characters.", {
      zh: { message: "类别名应为 1 至 80 个字符。" },
    });
  if (answer.example < 0 || answer.example >= dataset.examples)
    throw new InvalidInput("no-such-example", `${dataset.name} has no example ${answer.example}.`);
  await records.lab.addLabel(dataset.id, { ...answer, label, at: now().toISOString() });
  if (label === null || dataset.classes.includes(label)) return dataset;
  const grown = { ...dataset, classes: [...dataset.classes, label].sort() };
  await records.lab.saveDataset(grown);
  return grown;
}

/** Takes the last answer of a person back; null when there is none. */
export async function undoLabel({ records }: LabContext, dataset: Dataset, labeler: string) {
  return records.lab.undoLabel(dataset.id, labeler);
}

export async function labelProgress(
  { records }: LabContext,
  dataset: Dataset,
  labeler: string,
): Promise<LabelProgress> {
  const examples = await records.lab.examples(dataset.id);
  const labels = await records.lab.labels(dataset.id);
  const standing = standingLabels(examples, labels);
  const counts: Record<string, number> = {};
  for (const label of standing.values())
    if (label !== null) counts[label] = (counts[label] ?? 0) + 1;
  return {
    examples: examples.length,
    labelled: Object.values(counts).reduce((sum, count) => sum + count, 0),
    own: new Set(labels.filter((one) => one.labeler === labeler).map(({ example }) => example))
      .size,
    counts,
  };
}

/** Up to `count` examples for a person, without those in `shown`. */
export async function nextToLabel(
  { records, folder }: LabContext,
  dataset: Dataset,
  {
    labeler,
    count,
    shown = [],
  }: { readonly labeler: string; readonly count: number; readonly shown?: readonly number[] },
): Promise<NextExample[]> {
  const examples = await records.lab.examples(dataset.id);
  const labels = await records.lab.labels(dataset.id);
  const standing = standingLabels(examples, labels);
  const hidden = new Set(shown);
  const others = new Set<number>();
  for (const one of labels) {
    if (one.labeler === labeler) hidden.add(one.example);
    else if (one.labeler !== GIVEN_LABELER) others.add(one.example);
  }
  const isLabelled = ({ number }: Example) => (standing.get(number) ?? null) !== null;
  const random = createSeededRandom(1 + labels.length);
  const free = examples.filter(
    (example) => !hidden.has(example.number) && !isLabelled(example) && !others.has(example.number),
  );
  const pool = draw(free, POOL, random);
  const learnt = draw(examples.filter(isLabelled), MOST_LEARNT, random);
  const media = labFolders(folder).media;
  const next = await chooseFromPool(dataset, { pool, learnt, standing, media, count });
  // Where all have a label, a further person may still give an opinion on those that came with the data.
  const known = others.size > 0 || free.length > 0 ? others : new Set(standing.keys());
  const second = draw(
    examples.filter(({ number }) => known.has(number) && !hidden.has(number)),
    Math.ceil(count / SECOND_OPINION),
    random,
  ).map((example): NextExample => ({ example, why: "second-opinion", guess: null }));
  return mixed(next, second, count);
}

interface Pool {
  readonly pool: readonly Example[];
  readonly learnt: readonly Example[];
  readonly standing: ReadonlyMap<number, string | null>;
  readonly media: string;
  readonly count: number;
}

/** Examples near the name of a rare class, and those that the model is unsure of or that are unlike the rest, in turn. */
async function chooseFromPool(
  dataset: Dataset,
  { pool, learnt, standing, media, count }: Pool,
): Promise<NextExample[]> {
  const door = taskDoor(dataset.task);
  const ready = await door.prepare([...pool, ...learnt], {
    columns: dataset.columns,
    mediaFolder: media,
  });
  const shares = await guess(dataset, ready, pool.length, learnt, standing);
  const vectors = door.vectors(ready);
  const vectorAt = (at: number) =>
    vectors === null
      ? new Float32Array(1)
      : vectors.data.subarray(at * vectors.dimensions, (at + 1) * vectors.dimensions);
  const named = await nearRareClasses(dataset, pool, standing, Math.ceil(count / 2));
  const taken = new Set(named.map(({ number }) => number));
  const candidates = pool.map(
    (example, at): Candidate => ({
      ...{ number: example.number, vector: vectorAt(at) },
      probabilities: shares?.of(at) ?? null,
    }),
  );
  const chosen = chooseNext(
    candidates
      .filter(({ number }) => !taken.has(number))
      .slice(0, shares === null ? DRAWN_FOR_EACH * count : POOL),
    learnt.map((_, at) => vectorAt(pool.length + at)),
    count,
  );
  const place = new Map(pool.map(({ number }, at) => [number, at]));
  const unnamed = chosen.map(({ number, why }): NextExample => {
    const at = place.get(number)!;
    const said = shares === null ? null : best(shares.classes, shares.of(at));
    return { example: pool[at], why, guess: said };
  });
  const rare = named.map((example): NextExample => ({ example, why: "rare-class", guess: null }));
  const most = Math.max(rare.length, unnamed.length);
  return Array.from({ length: most }, (_, at) => [rare[at], unnamed[at]])
    .flat()
    .filter((one) => one !== undefined);
}

/** Every fifth is a second opinion, while there are any; they fill up what is missing too. */
function mixed(
  next: readonly NextExample[],
  second: readonly NextExample[],
  count: number,
): NextExample[] {
  const list = [...next];
  for (const [at, one] of second.entries())
    list.splice(Math.min(list.length, (at + 1) * SECOND_OPINION - 1), 0, one);
  return list.slice(0, count);
}

async function guess(
  dataset: Dataset,
  ready: unknown,
  pool: number,
  learnt: readonly Example[],
  standing: ReadonlyMap<number, string | null>,
) {
  const names = learnt.map(({ number }) => standing.get(number)!);
  const classes = [...new Set(names)].sort();
  if (classes.length < 2 || learnt.length < LEAST_LABELS) return null;
  const recipe = taskDoor(dataset.task).recipes.findLast(({ isQuick }) => isQuick)!;
  const fitted = await recipe.fit(
    ready,
    Int32Array.from(learnt, (_, at) => pool + at),
    Int32Array.from(names, (name) => classes.indexOf(name)),
    classes.length,
    { seed: 1 },
  );
  const shares = await fitted.predict(
    ready,
    Int32Array.from({ length: pool }, (_, at) => at),
  );
  return {
    classes,
    of: (at: number) => shares.subarray(at * classes.length, (at + 1) * classes.length),
  };
}

function best(classes: readonly string[], shares: Float32Array) {
  const probability = Math.max(...shares);
  return { label: classes[shares.indexOf(probability)], probability };
}

function draw<Item>(
  list: readonly Item[],
  count: number,
  random: { readonly integer: (bound: number) => number },
): Item[] {
  const order = [...list];
  for (let at = 0; at < Math.min(count, order.length); at += 1) {
    const other = at + random.integer(order.length - at);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order.slice(0, count);
}
