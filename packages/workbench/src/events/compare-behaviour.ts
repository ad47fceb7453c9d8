// Reads who mentions a theme and what everybody did, and hands both to the comparison.
import {
  compareSpeakers,
  dateIn,
  InvalidInput,
  NotFound,
  type SpeakerQuestion,
  type ThemeId,
} from "@heed/core";
import type { BehaviourAsk, BehaviourView } from "@heed/core/api";
import { timeZoneOf } from "../desk/desk-context.ts";
import { matchOf } from "./answer-questions.ts";
import type { EventDesk } from "./event-desk.ts";
import { checkEventNames } from "./event-range.ts";

const DEFAULT_HORIZON = 28;
/** Others that are looked at for counterparts, for each person who mentions the theme. */
const OTHERS_EACH = 20;
const FEWEST_OTHERS = 2_000;
const MOST_OTHERS = 20_000;
const DAY_MS = 86_400_000;

export async function compareBehaviour(desk: EventDesk, ask: BehaviourAsk): Promise<BehaviourView> {
  const store = await desk.store();
  const span = await store.span();
  if (span === null)
    throw new InvalidInput("no-events", "There are no events in the workspace.", {
      hint: "Send some, or load the sample, under Analyse.",
      zh: { message: "工作区中没有事件。", hint: "请在“数据分析”中发送事件或载入示例。" },
    });
  const conversion = ask.conversion === undefined ? null : matchOf(ask.conversion);
  const revenue =
    ask.revenue === undefined
      ? null
      : { match: matchOf(ask.revenue.match), property: ask.revenue.property };
  await checkEventNames(store, [
    ...(conversion === null ? [] : [conversion]),
    ...(revenue === null ? [] : [revenue.match]),
  ]);
  const timeZone = await timeZoneOf(desk.context);
  const dateOf = dateIn(timeZone);
  const dayOf = (microseconds: number) => Date.parse(`${dateOf(microseconds)}T00:00:00Z`) / DAY_MS;
  const said = await store.firstSaid(await leavesOf(desk, ask.themeIds));
  const spokeOn = new Map([...said].map(([person, ms]) => [person, dayOf(ms * 1000)] as const));
  const activity = await store.dailyActivity({
    people: [...spokeOn.keys()],
    others: Math.min(MOST_OTHERS, Math.max(FEWEST_OTHERS, spokeOn.size * OTHERS_EACH)),
    ...{ conversion, revenue, timeZone },
  });
  const horizonDays = ask.horizonDays ?? DEFAULT_HORIZON;
  const question: SpeakerQuestion = {
    ...{ spokeOn, activity, horizonDays, lastDay: dayOf(span.to) },
    hasConversion: conversion !== null,
    hasRevenue: revenue !== null,
  };
  const compared = compareSpeakers(question);
  if (!compared.ok) return { ok: false, reason: compared.reason, message: compared.message };
  return {
    ...compared,
    horizonDays,
    outcomes: compared.outcomes.map((one) => ({ ...one })),
    balance: compared.balance.map((one) => ({ ...one })),
    left: { ...compared.left },
    people: compared.people.map((one) => ({ ...one })),
  };
}

/** Leaf themes of the themes named; a group stands for all of its leaves. */
async function leavesOf(desk: EventDesk, ids: readonly ThemeId[]): Promise<ThemeId[]> {
  const themes = await desk.context.workspace.records.themes();
  const leaves = ids.flatMap((id) => {
    if (!themes.some((theme) => theme.id === id))
      throw new NotFound("theme-not-found", `There is no theme ${id}.`, {
        hint: "List the themes and choose one of their ids.",
        zh: { message: `没有主题 ${id}。`, hint: "请从主题列表中选择。" },
      });
    const within = themes.filter(({ parentId }) => parentId === id).map((theme) => theme.id);
    return within.length === 0 ? [id] : within;
  });
  return [...new Set(leaves)];
}
