// Which ids are one person (EV9, EV10), worked out from all links at once, so that the order of files does not matter.
import type { PersonLink } from "./product-event.ts";

/** For every id that is not its own person: the person it belongs to. */
export function resolvePeople(links: readonly PersonLink[]): Map<string, string> {
  const sorted = links.toSorted((a, b) => a.at - b.at || a.order - b.order);
  const owners = new Map<string, string>();
  for (const { kind, from, to } of sorted) {
    if (kind === "identify" && from !== to && !owners.has(from)) owners.set(from, to);
  }
  const groups = new Groups();
  for (const [anonymous, person] of owners) groups.join(anonymous, person);
  for (const { kind, from, to } of sorted) if (kind === "alias") groups.join(from, to);
  const persons = new Map<string, string>();
  for (const members of groups.all()) {
    const known = members.filter((id) => !owners.has(id));
    const person = least(known.length > 0 ? known : members);
    for (const id of members) if (id !== person) persons.set(id, person);
  }
  return persons;
}

function least(ids: readonly string[]): string {
  return ids.reduce((first, id) => (id < first ? id : first));
}

/** Disjoint sets of ids with path halving (Tarjan and van Leeuwen, 1984). */
class Groups {
  readonly #parents = new Map<string, string>();

  join(a: string, b: string): void {
    const [first, second] = [this.#root(a), this.#root(b)];
    if (first !== second) this.#parents.set(first, second);
  }

  all(): Iterable<string[]> {
    const groups = new Map<string, string[]>();
    for (const id of this.#parents.keys()) {
      const root = this.#root(id);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [id]);
      else group.push(id);
    }
    return groups.values();
  }

  #root(id: string): string {
    let at = id;
    for (;;) {
      const parent = this.#parents.get(at);
      if (parent === undefined) {
        this.#parents.set(at, at);
        return at;
      }
      if (parent === at) return at;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above);
      at = above;
    }
  }
}
