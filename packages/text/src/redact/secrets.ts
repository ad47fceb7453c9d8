// Finds credentials: API keys, tokens and the secret parts of addresses.
import type { Span } from "@heed/core";
import { bitsPerCharacter } from "./checksums.ts";

/** Keys that their makers mark by a prefix, each bounded in length. */
const MARKED_KEYS = [
  /(?<![\w-])(?:sk|pk|rk)[-_](?:[a-z]{2,8}[-_]){0,2}[A-Za-z0-9_-]{16,200}/g,
  /(?<!\w)gh[pousr]_[A-Za-z0-9]{20,255}/g,
  /(?<!\w)github_pat_[A-Za-z0-9_]{20,255}/g,
  /(?<!\w)(?:glpat|xox[abeoprs]|dop_v1|shpat|whsec|npm|hf|ya29)[-_.][A-Za-z0-9_.-]{16,255}/g,
  /(?<!\w)(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}(?!\w)/g,
  /(?<!\w)(?:LTAI|AKID)[0-9A-Za-z]{12,40}(?!\w)/g,
  /(?<!\w)AIza[0-9A-Za-z_-]{30,40}/g,
  /(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,64}/g,
  /(?<!\w)eyJ[A-Za-z0-9_-]{6,4096}\.[A-Za-z0-9_-]{4,8192}\.[A-Za-z0-9_-]{4,1024}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8192}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
];
const BEARER = /\bbearer\s{1,3}([A-Za-z0-9._~+/-]{16,2048}={0,2})/gi;
const LONG_TOKEN = /(?<![A-Za-z0-9+/_=.-])[A-Za-z0-9+/_-]{24,512}={0,2}(?![A-Za-z0-9+/_-])/g;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** API keys: marked by prefix, sent as a bearer, or long tokens that look random. */
export function* findKeys(text: string): Iterable<Span> {
  for (const form of MARKED_KEYS) {
    for (const match of text.matchAll(form)) {
      if (form.source.startsWith("-----") || /\d|[A-Z].*[a-z]|[a-z].*[A-Z]/.test(match[0].slice(4)))
        yield { start: match.index, end: match.index + match[0].length };
    }
  }
  for (const match of text.matchAll(BEARER)) {
    const end = match.index + match[0].length;
    if (/\d/.test(match[1]!)) yield { start: end - match[1]!.length, end };
  }
  for (const match of text.matchAll(LONG_TOKEN)) {
    if (looksRandom(match[0])) yield { start: match.index, end: match.index + match[0].length };
  }
}

/**
 * Whether a token of 24 or more characters looks drawn rather than written: a run without separators of 24 (32 if only
 * hexadecimal) that mixes letters with many digits at 3.5 or more bits per character (3 for hexadecimal).
 */
function looksRandom(token: string): boolean {
  if (UUID.test(token)) return false;
  const core = token.replace(/=+$/, "");
  const longest = core.split(/[/_-]/).reduce((a, b) => (b.length > a.length ? b : a), "");
  const digits = longest.replace(/\D/g, "").length;
  const letters = longest.replace(/[^A-Za-z]/g, "").length;
  if (digits < 3 || letters < 4) return false;
  if (/^[0-9a-f]+$/i.test(longest)) return longest.length >= 32 && bitsPerCharacter(longest) >= 3;
  const changes = countClassChanges(longest);
  return longest.length >= 24 && bitsPerCharacter(longest) >= 3.5 && changes >= longest.length / 5;
}

/** How often neighbours differ in class (lower, upper, digit): words with a number at the end change rarely. */
function countClassChanges(token: string): number {
  let changes = 0;
  let previous = "";
  for (const character of token) {
    const kind = /\d/.test(character) ? "digit" : /[a-z]/.test(character) ? "lower" : "upper";
    if (kind !== previous) changes += 1;
    previous = kind;
  }
  return changes;
}

const USER_INFO = /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/?#@:]{1,128}:[^\s/?#@]{1,256})@/gi;
const SECRET_PARAMETER =
  /[?&#;](?:access_?token|refresh_?token|id_?token|auth_?token|token|auth|authkey|api_?key|app_?key|appsecret|app_?secret|client_?secret|key|secret|password|passwd|pwd|pass|sig|sign|signature|session|session_?id|sid|jsessionid|ticket|jwt|code|otp|x-amz-signature|x-amz-security-token|x-amz-credential)=([\w%~+/-][\w%.~+/:=-]{2,2046}[\w%~+/=-])/gi;

/** Secret parts of addresses: user information, and values of query parameters that are named as secrets. */
export function* findUrlSecrets(text: string): Iterable<Span> {
  for (const match of text.matchAll(USER_INFO)) {
    const end = match.index + match[0].length - 1;
    yield { start: end - match[1]!.length, end };
  }
  for (const match of text.matchAll(SECRET_PARAMETER)) {
    const end = match.index + match[0].length;
    yield { start: end - match[1]!.length, end };
  }
}
