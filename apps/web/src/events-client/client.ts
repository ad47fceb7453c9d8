// Heed's own sender of events for browsers: small, typed, patient. It keeps events until they are acknowledged, also over page loads.
import type { HeedClient, HeedOptions } from "./types.ts";

interface Waiting {
  readonly id: string;
  readonly event: string | null;
  readonly timestamp: string;
  readonly properties: Record<string, unknown>;
  readonly person?: string;
  readonly anonymous: string;
}

const MOST_KEPT = 1_000;
const MOST_AT_ONCE = 100;
const GATHER_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** Opens a client; one a page and key. */
export function createHeed(options: HeedOptions): HeedClient {
  const place = `heed-events:${options.key}`;
  const address = `${options.host.replace(/\/$/, "")}/api/v1/events`;
  const kept = read(place);
  const state = {
    anonymous: kept.anonymous ?? crypto.randomUUID(),
    person: kept.person,
    isOff:
      kept.isOff === true || (options.respectDoNotTrack === true && navigator.doNotTrack === "1"),
    waiting: (kept.waiting ?? []) as Waiting[],
  };
  let isSending = false;
  let failures = 0;
  let isPlanned = false;

  const write = () => {
    try {
      localStorage.setItem(place, JSON.stringify(state));
    } catch {
      // A browser that keeps nothing sends what it has while the page is open.
    }
  };
  const add = (event: string | null, properties: Record<string, unknown> = {}) => {
    if (state.isOff) return;
    state.waiting.push({
      id: crypto.randomUUID(),
      event,
      timestamp: new Date().toISOString(),
      properties: { ...pageOf(), ...properties },
      ...(state.person === undefined ? {} : { person: state.person }),
      anonymous: state.anonymous,
    });
    state.waiting.splice(0, state.waiting.length - MOST_KEPT);
    write();
    plan(GATHER_MS);
  };
  const plan = (ms: number) => {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      void flush();
    }, ms);
  };
  const flush = async (isLeaving = false): Promise<void> => {
    if (isSending || state.waiting.length === 0) return;
    isSending = true;
    const batch = state.waiting.slice(0, MOST_AT_ONCE);
    const body = JSON.stringify({ key: options.key, sentAt: new Date().toISOString(), batch });
    try {
      const answer = await fetch(address, {
        method: "POST",
        body,
        // A plain media type asks no permission beforehand, and the server reads JSON under any.
        headers: { "content-type": "text/plain" },
        keepalive: isLeaving && body.length < 60_000,
        credentials: "omit",
      });
      const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      if (!answer.ok && !isRefused) throw new Error(String(answer.status));
      // biome-ignore lint/suspicious/noConsole: a wrong key is told where the page's developer looks.
      if (isRefused) console.warn(`heed: events were refused (${answer.status})`);
      failures = 0;
      const sent = new Set(batch.map(({ id }) => id));
      state.waiting = state.waiting.filter(({ id }) => !sent.has(id));
      write();
    } catch {
      failures += 1;
    }
    isSending = false;
    if (state.waiting.length > 0)
      plan(Math.min(LONGEST_WAIT_MS, GATHER_MS * 2 ** Math.min(failures, 10)));
  };
  addEventListener("pagehide", () => void flush(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void flush(true);
  });
  if (state.waiting.length > 0) plan(GATHER_MS);
  if (options.pageViews !== false) watchPages(() => add("page_viewed"));

  return {
    track: (event, properties) => add(event, properties as Record<string, unknown> | undefined),
    identify: (person) => {
      state.person = String(person);
      add(null);
    },
    reset: () => {
      state.person = undefined;
      state.anonymous = crypto.randomUUID();
      write();
    },
    flush: () => flush(),
    optOut: () => {
      state.isOff = true;
      state.waiting = [];
      write();
    },
    optIn: () => {
      state.isOff = false;
      write();
    },
  };
}

function read(
  place: string,
): Record<string, never> &
  Partial<{ anonymous: string; person: string; isOff: boolean; waiting: Waiting[] }> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "{}");
  } catch {
    return {};
  }
}

/** The page without what follows the question mark or the hash, which may name a person. */
function pageOf() {
  const { origin, pathname } = location;
  return {
    url: origin + pathname,
    path: pathname,
    referrer: document.referrer.replace(/[?#].*$/, ""),
  };
}

/** Tells of the first page, and of every change of path in pages that change without loading. */
function watchPages(tell: () => void): void {
  let last = "";
  const look = () => {
    if (location.pathname === last) return;
    last = location.pathname;
    tell();
  };
  const { pushState } = history;
  history.pushState = function (...change) {
    pushState.apply(this, change);
    look();
  };
  addEventListener("popstate", look);
  look();
}
