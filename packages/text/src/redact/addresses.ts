// Finds e-mail and IP addresses.
import type { Span } from "@heed/core";
import { wordsBefore } from "./detector.ts";

const LOCAL_PART = /[A-Za-z0-9_%+-](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_%+-])?$/;
const DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/;
/** `icon@2x.png` is a picture at double size, not a person. */
const FILE_ENDING = /\.(?:png|jpe?g|gif|svg|webp|js|ts|css|zip|mp[34])$/i;

/** E-mail addresses; `git@host:` of a repository address is a protocol, not a person. */
export function* findEmails(text: string): Iterable<Span> {
  let previousEnd = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const local = LOCAL_PART.exec(text.slice(Math.max(previousEnd, at - 64), at));
    const domain = DOMAIN.exec(text.slice(at + 1, at + 256));
    if (!local || !domain || FILE_ENDING.test(domain[0])) continue;
    const end = at + 1 + domain[0].length;
    if (local[0] === "git" && text[end] === ":") continue;
    previousEnd = end;
    yield { start: at - local[0].length, end };
  }
}

const IPV4 =
  /(?<![\d.\w-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/g;
const VERSION_BEFORE =
  /(?:\bv|ver|version|versions|build|release|firmware|update[ds]?|upgraded?|ios|ipados|macos|watchos|android|windows|linux|miui|emui|hyperos|harmonyos|coloros|originos|flyme|one ui|chrome|chromium|edge|webview|driver|app|api|sdk|\/|版本|版|版本号|固件|更新到|升级到|更新至|升级至|升级|更新|驱动|系统)[\s:：是为到至(（]{0,3}(?:to |is |from )?(?:v\.?)?$/i;
const VERSION_AFTER = /^\s?(?:版|版本|version\b|update\b|build\b|release\b|firmware\b|固件)/i;
const ADDRESS_BEFORE =
  /(?:\bip|ip ?addr(?:ess)?|host|server|ping|dns|gateway|地址|服务器|网关|主机)[\s:：是为=(（]{0,3}(?:is |to |at |from )?$/i;

/** IPv4 addresses; four-part version numbers are told apart by the words around them and by all-single digits. */
export function* findIpv4(text: string): Iterable<Span> {
  for (const match of text.matchAll(IPV4)) {
    const before = wordsBefore(text, match.index);
    const end = match.index + match[0].length;
    const isNamed = ADDRESS_BEFORE.test(before);
    const isVersion = VERSION_BEFORE.test(before) || VERSION_AFTER.test(text.slice(end, end + 12));
    const hasLongPart = /\d\d/.test(match[0]);
    if (isNamed || (!isVersion && hasLongPart)) yield { start: match.index, end };
  }
}

const IPV6 = /(?<![\w:.])(?=[0-9A-Fa-f:]{0,5}:)[0-9A-Fa-f:]{3,45}(?:\.\d{1,3}){0,3}(?![\w:])/g;

/** IPv6 addresses (RFC 4291, section 2.2), told from clock times and code paths by their groups. */
export function* findIpv6(text: string): Iterable<Span> {
  for (const match of text.matchAll(IPV6)) {
    if (isIpv6(match[0])) yield { start: match.index, end: match.index + match[0].length };
  }
}

function isIpv6(candidate: string): boolean {
  const halves = candidate.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const lastIsIpv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(groups.at(-1) ?? "");
  const size = groups.length + (lastIsIpv4 ? 1 : 0);
  const hex = lastIsIpv4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  if (halves.length === 1) return size === 8;
  return size >= 2 && size <= 7 && hex.some((group) => group.length >= 3);
}
