// Names a broader group by what its largest themes are about, so that a glance tells what stands in it.
import type { ThemeName } from "@heed/core";
import { JOINTS } from "./name-themes.ts";

const MOST_LEADS = 3;

/**
 * For each group the first words of its largest themes' names, three at most; a group of one theme has that theme's name. A lead that
 * says in either language what a larger theme's lead says is passed over.
 */
export function nameGroups(
  names: readonly ThemeName[],
  sizes: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groupCount: number,
): readonly ThemeName[] {
  return Array.from({ length: groupCount }, (_, group) => {
    const own = names
      .map((name, theme) => ({ name, size: sizes[theme]!, group: groupOf[theme]! }))
      .filter((theme) => theme.group === group)
      .sort((a, b) => b.size - a.size);
    if (own.length === 1) return own[0]!.name;
    const leads: ThemeName[] = [];
    for (const { name } of own) {
      const lead = { en: leadOf(name, "en"), zh: leadOf(name, "zh") };
      const isSaid = leads.some(({ en, zh }) => overlaps(en, lead.en) || overlaps(zh, lead.zh));
      if (!isSaid && leads.length < MOST_LEADS) leads.push(lead);
    }
    if (leads.length === 1) return own[0]!.name;
    return {
      en: leads.map(({ en }) => en).join(JOINTS.en),
      zh: leads.map(({ zh }) => zh).join(JOINTS.zh),
    };
  });
}

function leadOf(name: ThemeName, language: "en" | "zh"): string {
  const own = name[language];
  // A theme that is named by an example is led by all of it.
  return own.startsWith("“") ? own : own.split(JOINTS[language])[0]!;
}

function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
