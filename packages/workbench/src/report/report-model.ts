// Everything a report shows, read from what an analysis kept: no feedback is read but the words that are quoted.
import {
  type Brief,
  type Digest,
  type FactStore,
  type MentionId,
  makeDigest,
  type Need,
  NotFound,
  type RecordStore,
  type Theme,
} from "@heed/core";
import { loadBrief } from "../briefs/brief-store.ts";
import type { ReleaseImpact } from "../impact/measure-impact.ts";
import { type GatheredQuote, gatherQuotes } from "../needs/gather-quotes.ts";
import { type HeadedNeed, headNeeds } from "../needs/headed-needs.ts";
import { type AnalysisSummary, loadSummary } from "../needs/summary.ts";
import type { StatementsOf } from "../themes/keep-statements.ts";
import { loadReleases, type Release } from "./releases.ts";

export interface ReportModel {
  readonly summary: AnalysisSummary;
  readonly needs: readonly HeadedNeed[];
  readonly statementsOf: StatementsOf;
  readonly themes: readonly Theme[];
  readonly digest: Digest;
  readonly releases: readonly Release[];
  /** True when the releases are a team's own list, false when they are versions first heard of. */
  readonly areReleasesListed: boolean;
  /** What each release did, the latest first; empty where no release is known or none was measured. */
  readonly impacts: readonly ReleaseImpact[];
  readonly brief: Brief | null;
  readonly quotes: ReadonlyMap<MentionId, GatheredQuote>;
}

/** What the last analysis concluded, under today's theme names. */
export interface Concluded {
  readonly summary: AnalysisSummary;
  readonly needs: readonly Need[];
  readonly themes: readonly Theme[];
}

/**
 * Reads the conclusions of a workspace under today's names, without needs whose theme a person hid or merged away since; refuses a
 * workspace that was never analysed.
 */
export async function loadConcluded(records: RecordStore): Promise<Concluded> {
  const summary = await loadSummary(records);
  if (summary === null) {
    throw new NotFound("not-analysed", "This workspace holds no analysis yet.", {
      hint: "Analyse feedback into it first: heed analyze FILE --workspace DIR",
    });
  }
  const themes = await records.themes();
  const shown = new Map(
    themes.filter((theme) => theme.hidden !== true).map((theme) => [theme.id, theme]),
  );
  const needs = (await records.needs()).flatMap((need) => {
    const theme = shown.get(need.themeId);
    return theme === undefined ? [] : [{ ...need, name: theme.name }];
  });
  return { summary, needs, themes };
}

/** How many needs a report shows in full, and how many quotes of each. */
export const FULL_NEEDS = 24;
export const QUOTES_OF_NEED = 6;
export const PRAISED = 6;
export const QUOTES_OF_PRAISE = 3;
export const QUOTES_OF_SIDE = 3;

/** The model of a report; the team's own releases are marked, or versions as they were first heard of. */
export async function loadReport(
  records: RecordStore,
  facts: Pick<FactStore, "items" | "assignments">,
  impacts: readonly ReleaseImpact[] = [],
): Promise<ReportModel> {
  const releases = await loadReleases(records);
  const { summary, needs, themes } = await loadConcluded(records);
  const headed = await headNeeds(records, facts, { needs, themes });
  return {
    summary,
    ...headed,
    themes,
    digest: makeDigest(needs, summary.earlier),
    releases: releases ?? summary.versions,
    areReleasesListed: releases !== null,
    impacts,
    brief: await loadBrief(records),
    quotes: await gatherQuotes(facts, quotedIn(needs, summary)),
  };
}

function quotedIn(needs: readonly Need[], summary: AnalysisSummary): MentionId[] {
  return [
    ...needs.slice(0, FULL_NEEDS).flatMap((need) => need.quotes.slice(0, QUOTES_OF_NEED)),
    ...summary.praise.slice(0, PRAISED).flatMap((theme) => theme.quotes.slice(0, QUOTES_OF_PRAISE)),
    ...summary.hypotheses.flatMap(({ supports, contradicts }) => [
      ...supports.mentionIds.slice(0, QUOTES_OF_SIDE),
      ...contradicts.mentionIds.slice(0, QUOTES_OF_SIDE),
    ]),
  ];
}
