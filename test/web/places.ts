// Every place of the workbench, by name: what is photographed and what is checked for accessibility.
import { readFileSync } from "node:fs";
import type { ApiClient } from "@heed/core/api";

export interface Place {
  readonly name: string;
  readonly path: string;
}

/** The places of a workspace in which the sample was read. */
export async function placesOf(api: ApiClient): Promise<Place[]> {
  const [need] = (await api.listNeeds()).rows;
  const { rows } = await api.listItems({ query: { limit: 50, order: "newest" } });
  const item = rows.find(({ mentions }) => mentions.length > 2) ?? rows[0];
  if (need === undefined || item === undefined) throw new Error("The workspace is empty.");
  return [
    { name: "needs", path: "/" },
    { name: "need", path: `/needs/${need.id}` },
    { name: "lanes", path: "/?view=lanes" },
    { name: "compare", path: "/?view=compare&compare=language&a=en&b=zh" },
    { name: "themes", path: "/themes" },
    { name: "map", path: "/themes/map" },
    { name: "trends", path: "/trends" },
    { name: "theme", path: `/themes/${need.themeId}` },
    { name: "inbox", path: "/inbox" },
    { name: "item", path: `/items/${item.id}` },
    { name: "search", path: "/search?q=sync" },
    { name: "brief", path: "/brief" },
    { name: "share", path: "/share" },
    { name: "collect", path: "/collect" },
    { name: "people", path: "/people" },
    { name: "models", path: "/models" },
    { name: "design", path: "/design" },
    { name: "analyse", path: "/analyse" },
    { name: "optimise", path: "/optimise" },
  ];
}

const ROUTER = new URL("../../apps/web/src/shell/router.tsx", import.meta.url);

/** The places, and beside them every page of the router that needs no id, by its path. */
export async function everyPlaceOf(api: ApiClient): Promise<Place[]> {
  const places = await placesOf(api);
  const known = new Set(places.map(({ path }) => path));
  const paths = [...readFileSync(ROUTER, "utf8").matchAll(/path: "(\/[^"$]*)"/g)].map(
    (match) => match[1]!,
  );
  const more = [...new Set(paths)].filter((path) => !known.has(path));
  return [...places, ...more.map((path) => ({ name: path.slice(1).replaceAll("/", "-"), path }))];
}
