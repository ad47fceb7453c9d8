// What senders ask before they send: which features are on, and how they are to behave. Recording, surveys and sampling are off.

/** Tells the features of a person: a variation's name, or true or false. The one place where features enter. */
export type TellFlags = (person: string) => Promise<Readonly<Record<string, string | boolean>>>;

const CONFIG = {
  supportedCompression: ["gzip", "gzip-js", "base64"],
  sessionRecording: false,
  surveys: false,
  heatmaps: false,
  capturePerformance: false,
  captureDeadClicks: false,
  autocaptureExceptions: false,
  errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
  autocapture_opt_out: true,
  elementsChainAsString: true,
  defaultIdentifiedOnly: true,
  toolbarParams: {},
  isAuthenticated: false,
  siteApps: [],
  editorParams: {},
} as const;

/** PostHog's `/flags` (version 2) and `/decide` (version 3). */
export async function answerFlags(path: string, person: string, tell: TellFlags): Promise<object> {
  const flags = await tell(person);
  const common = { ...CONFIG, errorsWhileComputingFlags: false, featureFlagPayloads: {} };
  if (path.startsWith("/decide")) return { ...common, featureFlags: flags };
  const detailed = Object.entries(flags).map(([key, value]) => [
    key,
    {
      key,
      enabled: value !== false,
      ...(typeof value === "string" ? { variant: value } : {}),
      reason: { code: "condition_match", condition_index: 0, description: "Heed" },
      metadata: { id: 0, version: 1 },
    },
  ]);
  return { ...common, flags: Object.fromEntries(detailed), featureFlags: flags };
}

/** PostHog's remote configuration, as JSON or as the script that its browser client loads. */
export function answerConfig(key: string, isScript: boolean): { type: string; text: string } {
  const config = JSON.stringify({ token: key, hasFeatureFlags: false, ...CONFIG });
  if (!isScript) return { type: "application/json", text: config };
  const name = JSON.stringify(key);
  return {
    type: "text/javascript; charset=utf-8",
    text: `(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};window._POSTHOG_REMOTE_CONFIG[${name}]={config:${config},siteApps:[]};})();`,
  };
}
