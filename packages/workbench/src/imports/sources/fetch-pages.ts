// Fetches the records of a pulled source page by page: App Store reviews and GitHub issues.
import { InvalidInput, type PulledSource, Unavailable } from "@heed/core";
import { guardedGet, type OutboundRules } from "./outbound-guard.ts";

export interface SourceHosts {
  /** Where the stores are asked; other hosts stand in for them in tests. */
  readonly appStore: string;
  readonly github: string;
  /** Token for GitHub, for more than 60 requests an hour. */
  readonly githubToken?: string;
}

export const SOURCE_HOSTS: SourceHosts = {
  appStore: "https://itunes.apple.com",
  github: "https://api.github.com",
};

/** Apple gives ten pages of fifty reviews. */
const APP_STORE_PAGES = 10;
const GITHUB_PAGES = 200;
const GITHUB_PAGE_SIZE = 100;

/** Pages of records, each as the source sent it. */
export function fetchPages(
  source: PulledSource,
  hosts: SourceHosts,
  rules: OutboundRules,
): AsyncGenerator<readonly unknown[]> {
  return source.kind === "app-store"
    ? fetchAppStore(source, hosts, rules)
    : fetchGithub(source, hosts, rules);
}

async function* fetchAppStore(
  source: PulledSource,
  { appStore }: SourceHosts,
  rules: OutboundRules,
) {
  for (let page = 1; page <= APP_STORE_PAGES; page += 1) {
    const address = `${appStore}/${source.country ?? "us"}/rss/customerreviews/page=${page}/id=${source.subject}/sortby=mostrecent/json`;
    const { feed } = (await getJson(address, {}, rules)) as { feed?: { entry?: unknown } };
    if (typeof feed !== "object") throw notTheShape(address, "a feed of reviews");
    const { entry } = feed;
    // A page with one review holds it bare; a page without any holds none.
    const entries = entry === undefined ? [] : Array.isArray(entry) ? entry : [entry];
    if (entries.length === 0) return;
    yield entries;
  }
}

async function* fetchGithub(
  source: PulledSource,
  { github, githubToken }: SourceHosts,
  rules: OutboundRules,
) {
  const headers = {
    accept: "application/vnd.github+json",
    ...(githubToken === undefined ? {} : { authorization: `Bearer ${githubToken}` }),
  };
  // A little earlier than the last pull, since its clock and theirs may differ.
  const since =
    source.pulledAt === null
      ? ""
      : `&since=${new Date(Date.parse(source.pulledAt) - 3_600_000).toISOString()}`;
  for (let page = 1; page <= GITHUB_PAGES; page += 1) {
    const address = `${github}/repos/${source.subject}/issues?state=all&sort=updated&direction=asc&per_page=${GITHUB_PAGE_SIZE}&page=${page}${since}`;
    const issues = await getJson(address, headers, rules);
    if (!Array.isArray(issues)) throw notTheShape(address, "a list of issues");
    if (issues.length > 0) yield issues;
    if (issues.length < GITHUB_PAGE_SIZE) return;
  }
}

async function getJson(
  address: string,
  headers: Readonly<Record<string, string>>,
  rules: OutboundRules,
): Promise<unknown> {
  const { status, body } = await guardedGet(address, headers, rules);
  const { host } = new URL(address);
  if (status === 404)
    throw new InvalidInput("source-not-found", `${host} knows no such app or repository.`, {
      hint: "Check the id, the country and the name.",
      zh: { message: `${host} 没有这个应用或仓库。`, hint: "请检查 ID、国家和名称。" },
    });
  if (status !== 200) {
    const isLimit = status === 403 || status === 429;
    throw new Unavailable(
      "source-refused",
      `${host} answered with status ${status}, expected 200.`,
      {
        retryable: true,
        hint: isLimit
          ? "Its limit of requests is used up; try again in an hour."
          : "Try again later.",
        zh: {
          message: `${host} 返回状态 ${status}，应为 200。`,
          hint: isLimit ? "请求次数已用完，请一小时后再试。" : "请稍后再试。",
        },
      },
    );
  }
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new Unavailable("source-broken", `${host} answered with something that is not JSON.`, {
      cause,
      zh: { message: `${host} 的回应不是 JSON。` },
    });
  }
}

function notTheShape(address: string, expected: string): Unavailable {
  return new Unavailable(
    "source-broken",
    `${new URL(address).host} answered with another shape, expected ${expected}.`,
    { zh: { message: `${new URL(address).host} 的回应格式不符。` } },
  );
}
