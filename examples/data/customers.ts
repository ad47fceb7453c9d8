// Reads the Telco customer table: numbers brought to one scale, words as one column for each value.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A table of customers ready for a network, row-major, and who left (1) or stayed (0). */
export type Customers = {
  readonly features: Float32Array;
  readonly names: readonly string[];
  readonly left: Int32Array;
  readonly count: number;
};

const numbers = ["tenure", "MonthlyCharges", "TotalCharges"];

/** Reads the first `limit` customers; a blank total is that of a customer not billed yet, so 0. */
export function readCustomers(folder: string, limit: number): Customers {
  const file = gunzipSync(readFileSync(join(folder, "Telco-Customer-Churn.csv.gz"))).toString();
  const [header, ...rows] = file
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(","));
  const customers = rows.slice(0, limit);
  const columns = header!.flatMap((name, at) => {
    if (name === "customerID" || name === "Churn") return [];
    const values = customers.map((row) => row[at]!);
    return numbers.includes(name) ? [numberColumn(name, values)] : wordColumns(name, values);
  });
  const features = new Float32Array(customers.length * columns.length);
  for (const [at, { values }] of columns.entries()) {
    for (const [row, value] of values.entries()) features[row * columns.length + at] = value;
  }
  const churn = header!.indexOf("Churn");
  const left = Int32Array.from(customers, (row) => (row[churn] === "Yes" ? 1 : 0));
  return { features, names: columns.map(({ name }) => name), left, count: customers.length };
}

/** Mean 0 and deviation 1, so that months and dollars weigh alike at the start. */
function numberColumn(name: string, texts: readonly string[]) {
  const values = texts.map(Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { name, values: values.map((value) => (value - mean) / Math.sqrt(variance)) };
}

function wordColumns(name: string, texts: readonly string[]) {
  return [...new Set(texts)].sort().map((word) => ({
    name: `${name}=${word}`,
    values: texts.map((text) => (text === word ? 1 : 0)),
  }));
}
