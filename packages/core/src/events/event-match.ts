// Which events a question means: a name and conditions on properties.
import { InvalidInput } from "../errors.ts";
import { type ProductEvent, propertyOf } from "./product-event.ts";

export type PropertyFilter =
  | {
      readonly property: string;
      readonly test: "is" | "is-not";
      readonly values: readonly string[];
    }
  | { readonly property: string; readonly test: "contains"; readonly value: string }
  | { readonly property: string; readonly test: "above" | "below"; readonly value: number }
  | { readonly property: string; readonly test: "set" | "not-set" };

/** Events of one name (of any when null) that pass all filters. */
export interface EventMatch {
  readonly name: string | null;
  readonly filters?: readonly PropertyFilter[];
}

/** How a text must look to be read as a number (EV5); the same pattern is used in SQL. */
export const NUMBER_PATTERN = "^[+-]?[0-9]{1,300}([.][0-9]{1,300})?([eE][+-]?[0-9]{1,2})?$";
const NUMBER = new RegExp(NUMBER_PATTERN);

/** The number a value reads as, or null (EV5). */
export function numberOf(value: string | null): number | null {
  return value !== null && NUMBER.test(value) ? Number(value) : null;
}

/** Whether an event is meant (EV6). */
export function matchesEvent(event: ProductEvent, { name, filters = [] }: EventMatch): boolean {
  return (
    (name === null || event.name === name) &&
    filters.every((filter) => passes(propertyOf(event, filter.property), filter))
  );
}

function passes(value: string | null, filter: PropertyFilter): boolean {
  switch (filter.test) {
    case "is":
      return value !== null && filter.values.includes(value);
    case "is-not":
      return value === null || !filter.values.includes(value);
    case "contains":
      return value?.includes(filter.value) ?? false;
    case "above":
      return (numberOf(value) ?? Number.NEGATIVE_INFINITY) > filter.value;
    case "below":
      return (numberOf(value) ?? Number.POSITIVE_INFINITY) < filter.value;
    case "set":
      return value !== null;
    case "not-set":
      return value === null;
  }
}

const MOST_FILTERS = 50;

/** Refuses a match that cannot be asked for. */
export function checkMatch({ name, filters = [] }: EventMatch): void {
  if (name === "")
    throw new InvalidInput("event-name", "An event has no name: received an empty text.", {
      hint: "Name the event, or ask for any event.",
      zh: { message: "事件名称为空。", hint: "请给出事件名称，或查询任意事件。" },
    });
  if (filters.length > MOST_FILTERS)
    throw new InvalidInput(
      "too-many-filters",
      `An event has ${filters.length} conditions, expected at most ${MOST_FILTERS}.`,
      { zh: { message: `一个事件有 ${filters.length} 个条件，最多 ${MOST_FILTERS} 个。` } },
    );
  for (const filter of filters) {
    if ((filter.test === "above" || filter.test === "below") && !Number.isFinite(filter.value))
      throw new InvalidInput(
        "filter-number",
        `The condition on "${filter.property}" compares with ${filter.value}, expected a number.`,
        { zh: { message: `属性“${filter.property}”的条件应与数字比较，收到 ${filter.value}。` } },
      );
  }
}
