// What people do with specifications: draft, look, edit, bring up to date, go back, compare, delete.
import {
  type Claim,
  diffSpecs,
  draftClaims,
  type KeptCount,
  type Need,
  type QuoteReference,
  type Spec,
  type SpecId,
  type SpecTemplate,
  settleClaims,
} from "@heed/core";
import type { SpecEdit, SpecRow, SpecView } from "@heed/core/api";
import type { DeskContext } from "../desk/desk-context.ts";
import { findNeed } from "../desk/read-needs.ts";
import { describeClaim, describeSpec, describeSpecRow } from "./describe-spec.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { countsOf, type LookedUp, lookUp } from "./look-up-today.ts";
import {
  addSpec,
  addVersion,
  deleteSpec,
  loadSpec,
  loadSpecs,
  loadVersions,
} from "./spec-records.ts";

/** Drafts a specification from a need by template and extraction; no model takes part. */
export async function draftSpec(
  context: DeskContext,
  {
    needId,
    template = "full",
  }: { readonly needId: Need["id"]; readonly template?: SpecTemplate | undefined },
): Promise<SpecView> {
  const need = await findNeed(context, needId);
  const evidence = await gatherEvidence(context, need);
  const claims = await counted(context, draftClaims(evidence, template));
  const spec = await addSpec(context.workspace.records, {
    ...{ needId, template, claims, model: null },
    themeId: need.themeId,
    title: { ...need.name },
    at: context.now().toISOString(),
    change: "drafted",
  });
  context.changes.note();
  return describeSpec(context, spec, spec.version);
}

/** Claims with their counts run; those whose theme is gone keep what they had. */
export async function counted(context: DeskContext, claims: readonly Claim[]): Promise<Claim[]> {
  const values = await countsOf(context, claims);
  return claims.map((claim) => {
    const { basis } = claim;
    if (basis.type !== "counted") return claim;
    const counts = basis.counts.map(
      ({ query, value }): KeptCount => ({ query, value: values.get(query) ?? value }),
    );
    return { ...claim, basis: { type: "counted", counts } };
  });
}

export async function listSpecs(context: DeskContext): Promise<{ rows: SpecRow[] }> {
  return context.changes.remember("specifications", async () => {
    const specs = await loadSpecs(context.workspace.records);
    return { rows: await Promise.all(specs.map((spec) => describeSpecRow(context, spec))) };
  });
}

export async function getSpec(
  context: DeskContext,
  id: SpecId,
  version?: number,
): Promise<SpecView> {
  return context.changes.remember(`specification ${id} ${version ?? "latest"}`, async () => {
    const { spec, latest } = await loadSpec(context.workspace.records, id, version);
    return describeSpec(context, spec, latest);
  });
}

/** Keeps what a person wrote as the next version; words that no longer rest on their basis become assumptions. */
export async function saveSpec(
  context: DeskContext,
  id: SpecId,
  edit: SpecEdit,
): Promise<SpecView> {
  const { spec } = await loadSpec(context.workspace.records, id, edit.after);
  const claims = settleClaims(edit.claims.map(asClaim), spec.claims);
  return nextVersion(context, spec, { title: edit.title, claims, change: "edited" });
}

function asClaim({ story, criterion, ...claim }: SpecEdit["claims"][number]): Claim {
  return {
    ...claim,
    basis: { type: "assumption" },
    ...(story === undefined ? {} : { story }),
    ...(criterion === undefined ? {} : { criterion }),
  };
}

/** Counts anew, drops quotes that are gone and takes the others as they are read today; a claim left without any is an assumption. */
export async function refreshSpec(
  context: DeskContext,
  id: SpecId,
  after: number,
): Promise<SpecView> {
  const { spec } = await loadSpec(context.workspace.records, id, after);
  const today = await lookUp(context, spec.claims);
  const claims = (await counted(context, spec.claims)).flatMap((claim) => refreshed(claim, today));
  return nextVersion(context, spec, { title: spec.title, claims, change: "refreshed" });
}

function refreshed(claim: Claim, today: LookedUp): Claim[] {
  const { basis } = claim;
  if (basis.type === "assumption") return [claim];
  if (basis.type === "counted")
    return basis.counts.every(({ query }) => today.count(query) !== null) ? [claim] : [];
  const quotes = basis.quotes.flatMap((quote): QuoteReference[] => {
    const now = today.quote(quote);
    if (now === null) return [];
    const { seal, kind, sentiment, themeId } = now;
    return [{ ...quote, seal, kind, sentiment, themeId }];
  });
  // Placeholders name quotes by their place, so a claim that lost one cannot be told any more.
  if (basis.type === "quoted")
    return quotes.length === basis.quotes.length ? [{ ...claim, basis: { ...basis, quotes } }] : [];
  const holds = quotes.length > 0 && today.support(claim)?.holds === true;
  return [{ ...claim, basis: holds ? { ...basis, quotes } : { type: "assumption" } }];
}

/** Takes an earlier version up again, as the next one. */
export async function restoreSpec(
  context: DeskContext,
  id: SpecId,
  after: number,
  version: number,
): Promise<SpecView> {
  const { records } = context.workspace;
  const [{ spec }, { spec: earlier }] = await Promise.all([
    loadSpec(records, id, after),
    loadSpec(records, id, version),
  ]);
  return nextVersion(context, spec, {
    title: earlier.title,
    claims: earlier.claims,
    change: "restored",
  });
}

async function nextVersion(
  context: DeskContext,
  spec: Spec,
  next: Pick<Spec, "title" | "claims" | "change">,
): Promise<SpecView> {
  const at = context.now().toISOString();
  const kept = await addVersion(context.workspace.records, spec, {
    ...next,
    at,
    model: spec.model,
  });
  context.changes.note();
  return describeSpec(context, kept, kept.version);
}

export async function listVersions(context: DeskContext, id: SpecId) {
  const versions = await loadVersions(context.workspace.records, id);
  return {
    rows: versions.map(({ version, at, change, model, claims }) => ({
      version,
      at,
      change,
      model,
      claims: claims.length,
    })),
  };
}

/** What changed between two versions, each claim as it stands against today's data. */
export async function compareSpecs(
  context: DeskContext,
  id: SpecId,
  { from, to }: { from: number; to: number },
) {
  const { records } = context.workspace;
  const [{ spec: before }, { spec: after }] = await Promise.all([
    loadSpec(records, id, from),
    loadSpec(records, id, to),
  ]);
  const today = await lookUp(context, [...before.claims, ...after.claims]);
  const shown = (claim: Claim | null) =>
    claim === null ? null : describeClaim(context, claim, today);
  const rows = await Promise.all(
    diffSpecs(before, after).map(async (change) => ({
      ...change,
      before: await shown(change.before),
      after: await shown(change.after),
    })),
  );
  return { rows };
}

export async function removeSpec(context: DeskContext, id: SpecId): Promise<void> {
  await deleteSpec(context.workspace.records, id);
  context.changes.note();
}
