// Values of a question as bound parameters: what people type never becomes part of the SQL.

/** Collects values and gives the placeholder of each. */
export class BoundValues {
  readonly parameters: Record<string, unknown> = {};
  #count = 0;

  text(value: string): string {
    return this.#add(value, "String");
  }

  texts(values: readonly string[]): string {
    return this.#add(values, "Array(String)");
  }

  integer(value: number): string {
    return this.#add(value, "Int64");
  }

  number(value: number): string {
    return this.#add(value, "Float64");
  }

  #add(value: unknown, type: string): string {
    const name = `v${this.#count++}`;
    this.parameters[name] = value;
    return `{${name}:${type}}`;
  }
}
