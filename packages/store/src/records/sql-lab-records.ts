// Data sets, examples and labels of the lab in SQL tables of their own.
import type {
  Dataset,
  DatasetId,
  Example,
  ExampleLabel,
  ItemId,
  LabRecords,
  UndoneLabel,
} from "@heed/core";
import type { Kysely, Transaction } from "kysely";
import type { RecordTables } from "./schema.ts";

// SQLite binds at most 32,766 values in one statement; three columns an example, five a label.
const ROWS_PER_INSERT = 5_000;

export class SqlLabRecords implements LabRecords {
  readonly #db: Kysely<RecordTables>;

  constructor(db: Kysely<RecordTables>) {
    this.#db = db;
  }

  async addDataset(
    dataset: Dataset,
    examples: readonly Example[],
    labels: readonly ExampleLabel[],
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("dataset")
        .values({ id: dataset.id, record: JSON.stringify(dataset) })
        .execute();
      for (let at = 0; at < examples.length; at += ROWS_PER_INSERT) {
        const values = examples.slice(at, at + ROWS_PER_INSERT).map(({ number, ...rest }) => ({
          ...{ dataset: dataset.id, number },
          record: JSON.stringify(rest),
        }));
        await transaction.insertInto("example").values(values).execute();
      }
      await insertLabels(transaction, dataset.id, labels);
    });
  }

  async saveDataset(dataset: Dataset): Promise<void> {
    await this.#db
      .updateTable("dataset")
      .set({ record: JSON.stringify(dataset) })
      .where("id", "=", dataset.id)
      .execute();
  }

  async datasets(): Promise<Dataset[]> {
    const rows = await this.#db
      .selectFrom("dataset")
      .select("record")
      .orderBy("position")
      .execute();
    return rows.map(({ record }) => JSON.parse(record) as Dataset);
  }

  async deleteDataset(id: DatasetId): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom("example").where("dataset", "=", id).execute();
      await transaction.deleteFrom("example_label").where("dataset", "=", id).execute();
      await transaction.deleteFrom("dataset").where("id", "=", id).execute();
    });
  }

  async examples(id: DatasetId): Promise<Example[]> {
    const rows = await this.#db
      .selectFrom("example")
      .select(["number", "record"])
      .where("dataset", "=", id)
      .orderBy("number")
      .execute();
    return rows.map(({ number, record }) => ({ ...JSON.parse(record), number: Number(number) }));
  }

  async addLabel(id: DatasetId, label: ExampleLabel): Promise<void> {
    await this.#db.transaction().execute((transaction) => insertLabels(transaction, id, [label]));
  }

  async labels(id: DatasetId): Promise<ExampleLabel[]> {
    const rows = await this.#db
      .selectFrom("example_label")
      .select(["example", "labeler", "label", "at"])
      .where("dataset", "=", id)
      .orderBy("position")
      .execute();
    return rows.map((row) => ({ ...row, example: Number(row.example) }));
  }

  async eraseItems(items: readonly ItemId[]): Promise<void> {
    const gone = new Set<string>(items);
    const rows = await this.#db
      .selectFrom("example")
      .selectAll()
      .where("record", "like", '%"mentionId":%')
      .execute();
    await this.#db.transaction().execute(async (transaction) => {
      for (const { dataset, number, record } of rows) {
        const { mentionId } = JSON.parse(record) as Example;
        if (mentionId === undefined || !gone.has(mentionId.slice(0, mentionId.indexOf("."))))
          continue;
        await transaction
          .deleteFrom("example")
          .where("dataset", "=", dataset)
          .where("number", "=", number)
          .execute();
        await transaction
          .deleteFrom("example_label")
          .where("dataset", "=", dataset)
          .where("example", "=", number)
          .execute();
      }
    });
  }

  async undoLabel(id: DatasetId, labeler: string): Promise<UndoneLabel | null> {
    return this.#db.transaction().execute(async (transaction) => {
      const last = await transaction
        .selectFrom("example_label")
        .selectAll()
        .where("dataset", "=", id)
        .where("labeler", "=", labeler)
        .orderBy("position", "desc")
        .limit(1)
        .executeTakeFirst();
      if (last === undefined) return null;
      await transaction.deleteFrom("example_label").where("position", "=", last.position).execute();
      const { example, label, at } = last;
      return { example: Number(example), labeler, label, at };
    });
  }
}

async function insertLabels(
  transaction: Transaction<RecordTables>,
  dataset: DatasetId,
  labels: readonly ExampleLabel[],
): Promise<void> {
  for (let at = 0; at < labels.length; at += ROWS_PER_INSERT) {
    const values = labels.slice(at, at + ROWS_PER_INSERT).map((label) => ({ dataset, ...label }));
    await transaction.insertInto("example_label").values(values).execute();
  }
}
