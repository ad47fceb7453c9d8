// Where specifications are kept: a head that names the latest version, and every version whole.
import {
  type Claim,
  Conflict,
  NotFound,
  type RecordStore,
  type Spec,
  type SpecId,
} from "@heed/core";

type Records = Pick<RecordStore, "kept" | "takeNumbers">;

interface SpecHead {
  readonly id: SpecId;
  readonly latest: number;
}

/** Latest versions, the one changed last first. */
export async function loadSpecs(records: Records): Promise<Spec[]> {
  const heads = (await records.kept.list("spec")).map(({ record }) => record as SpecHead);
  return Promise.all(heads.map(({ id, latest }) => loadVersion(records, id, latest)));
}

/** The latest version, or the one named. @throws `spec-not-found` */
export async function loadSpec(
  records: Records,
  id: SpecId,
  version?: number,
): Promise<{ spec: Spec; latest: number }> {
  const head = (await records.kept.get("spec", id)) as SpecHead | undefined;
  if (head === undefined) throw notFound(id);
  return { spec: await loadVersion(records, id, version ?? head.latest), latest: head.latest };
}

/** Every version, the latest first. */
export async function loadVersions(records: Records, id: SpecId): Promise<Spec[]> {
  const { latest } = await loadSpec(records, id);
  const numbers = Array.from({ length: latest }, (_, at) => latest - at);
  return Promise.all(numbers.map((version) => loadVersion(records, id, version)));
}

/** Keeps a first version under a new id. */
export async function addSpec(records: Records, spec: Omit<Spec, "id" | "version">): Promise<Spec> {
  const id: SpecId = `spec_${await records.takeNumbers("spec", 1)}`;
  return keep(records, { ...spec, id, version: 1 });
}

type Changed = Pick<Spec, "id" | "version">;
type NextVersion = Pick<Spec, "at" | "change" | "model" | "claims" | "title">;

/** Versions are added one after another, so that two pages cannot both make the next. */
let adding: Promise<unknown> = Promise.resolve();

/** Keeps the next version. @throws `spec-changed` when `after` is no longer the latest */
export function addVersion(records: Records, after: Changed, next: NextVersion): Promise<Spec> {
  const added = adding.then(() => addNext(records, after, next));
  adding = added.catch(() => undefined);
  return added;
}

async function addNext(
  records: Records,
  { id, version: after }: Changed,
  next: NextVersion,
): Promise<Spec> {
  const { spec, latest } = await loadSpec(records, id);
  if (after !== latest) {
    throw new Conflict(
      "spec-changed",
      `The specification has changed since: received version ${after}, expected ${latest}.`,
      {
        hint: "Open it again and make the change there.",
        zh: {
          message: `规格已被修改：收到版本 ${after}，当前为 ${latest}。`,
          hint: "请重新打开后再修改。",
        },
      },
    );
  }
  return keep(records, { ...spec, ...next, version: latest + 1 });
}

export async function deleteSpec(records: Records, id: SpecId): Promise<void> {
  const { latest } = await loadSpec(records, id);
  for (let version = 1; version <= latest; version += 1)
    await records.kept.delete("spec-version", `${id}.${version}`);
  await records.kept.delete("spec", id);
}

async function keep({ kept }: Records, spec: Spec): Promise<Spec> {
  await kept.put("spec-version", `${spec.id}.${spec.version}`, spec);
  const head: SpecHead = { id: spec.id, latest: spec.version };
  await kept.put("spec", spec.id, head);
  return spec;
}

async function loadVersion({ kept }: Records, id: SpecId, version: number): Promise<Spec> {
  const found = (await kept.get("spec-version", `${id}.${version}`)) as Spec | undefined;
  if (found === undefined) throw notFound(`${id}, version ${version}`);
  return found;
}

function notFound(name: string): NotFound {
  return new NotFound("spec-not-found", `There is no specification ${name}.`, {
    hint: "List them with: heed spec list",
    zh: { message: `没有规格 ${name}。`, hint: "用 heed spec list 查看已有规格。" },
  });
}

/** All quotes that claims rest on. */
export function quotesOf(claims: readonly Claim[]) {
  return claims.flatMap(({ basis }) =>
    basis.type === "quoted" || basis.type === "supported" ? basis.quotes : [],
  );
}
