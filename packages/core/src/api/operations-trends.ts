// Operations over time: weekly series, releases, and what releases did.
import { z } from "zod";
import {
  AnnouncedReleaseView,
  ReleaseAimsList,
  ReleaseAimsRequest,
  ReleaseAnnouncement,
  ReleaseImpactView,
} from "./impact.ts";
import type { Operation } from "./operation.ts";
import { ReleaseList, ReleaseRequest, TrendQuery, TrendTable } from "./trends.ts";

const releaseParams = z.object({ version: z.string().min(1).max(100) });

export const TREND_OPERATIONS = {
  getTrends: { tag: "trends", summary: "Weekly series", query: TrendQuery, response: TrendTable },
  listReleases: { tag: "trends", summary: "Releases by day", response: ReleaseList },
  putReleases: {
    tag: "trends",
    summary: "Replace the list of releases",
    body: ReleaseRequest,
    response: ReleaseList,
  },
  listReleaseAims: {
    tag: "releases",
    summary: "Releases with what they were meant to help and what became of it",
    response: ReleaseAimsList,
  },
  putReleaseAims: {
    tag: "releases",
    summary: "Say which themes, needs and matters a release was meant to help",
    params: releaseParams,
    body: ReleaseAimsRequest,
    response: ReleaseAimsList,
  },
  announceRelease: {
    tag: "releases",
    summary:
      "Announce a release from CI with a key that may write releases: Heed's own message, or the release event of GitHub or GitLab",
    body: ReleaseAnnouncement,
    response: AnnouncedReleaseView,
    status: 202,
  },
  sendReleaseWebhook: {
    tag: "releases",
    summary:
      "Announce a release from a code host that signs: X-Hub-Signature-256, the HMAC-SHA256 of the body under the secret of a key with the scope releases:webhook",
    params: z.object({ keyId: z.string().max(100) }),
    body: ReleaseAnnouncement,
    response: AnnouncedReleaseView,
    status: 202,
  },
  getReleaseImpact: {
    tag: "releases",
    summary: "Did a release help? A verdict with an interval for each theme, and what else changed",
    params: releaseParams,
    response: ReleaseImpactView,
  },
} as const satisfies Readonly<Record<string, Operation>>;
