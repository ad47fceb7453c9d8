// Most events repeat what is known of their person: a link is written when it is new, or tells of an earlier instant.
import type { PersonLink } from "@heed/core";

const MOST_LINKS = 500_000;

/** Tells whether a link must be written; the last half million are remembered. */
export function recentLinks(): (link: Pick<PersonLink, "kind" | "from" | "to" | "at">) => boolean {
  let written = new Map<string, number>();
  return ({ kind, from, to, at }) => {
    const key = `${kind} ${from} ${to}`;
    if ((written.get(key) ?? Number.POSITIVE_INFINITY) <= at) return false;
    if (written.size >= MOST_LINKS) written = new Map();
    written.set(key, at);
    return true;
  };
}
