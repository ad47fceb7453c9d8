// Finds private numbers: Chinese identity numbers, bank cards and telephones.
import type { Span } from "@heed/core";
import { isChineseId, isLuhnValid } from "./checksums.ts";
import { wordsBefore } from "./detector.ts";

const ID =
  /(?<![\dA-Za-z])[1-8]\d{5}[ -]?(?:19|20)\d{2}[ -]?[01]\d[ -]?[0-3]\d[ -]?\d{3}[\dXx](?![\dA-Za-z])/g;

/** Chinese identity numbers whose check character is right. */
export function* findChineseIds(text: string): Iterable<Span> {
  for (const match of text.matchAll(ID)) {
    if (isChineseId(match[0].replace(/[ -]/g, ""))) yield spanOf(match);
  }
}

const CARD = /(?<![\w.-])(?<!\d,)\d(?:[ -]?\d){12,18}(?![\w]|[.,-]\d)/g;
/** Leading digits of issuers by number length (ISO/IEC 7812 ranges of the large networks and Chinese banks). */
const ISSUER =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17}|(?:5[0678]|6[0379])\d{14,17}|9558\d{15}|10\d{17})$/;
/** Words before a number that make it the number of a thing. */
const THING_BEFORE =
  /(?:order|tracking|parcel|invoice|ticket|case|serial|imei|isbn|ean|sku|ref(?:erence)?|transaction|timestamp|trace|订单|单号|运单|快递|流水|编号|编码|序列|条码|工单|时间戳|货号|发票|交易)(?:号码?|单|number|no\.?|code|id|is|是|为|[\s:：#.-]){0,4}$/i;

/** Bank cards: 13-19 digits of a known issuer with a right Luhn digit, spaced or dashed in any way. */
export function* findCards(text: string): Iterable<Span> {
  for (const match of text.matchAll(CARD)) {
    const digits = match[0].replace(/[ -]/g, "");
    if (!ISSUER.test(digits) || !isLuhnValid(digits)) continue;
    if (!THING_BEFORE.test(wordsBefore(text, match.index))) yield spanOf(match);
  }
}

const EDGE = "(?<![\\w./#=-])(?<!\\d[,:])";
const NO_MORE = "(?!\\w|[.,:/-]\\d)";
const EXTENSION = "(?: ?(?:ext\\.?|x|转|分机) ?\\d{1,6})?";
/** Forms of numbers that say by themselves that they are telephones, each bounded in length. */
const PHONES = [
  // Chinese mobile, with or without country code and separators.
  `(?<![\\w./#=])(?<!\\d[-,])(?:\\(?(?:\\+|00)?86\\)?[ -]?)?1[3-9]\\d(?:[ -]?\\d{4}[ -]?\\d{4}|[ -]\\d{3}[ -]\\d{5})(?!\\w|[.,:/]\\d|-\\d)`,
  // International with a plus or 00: 8 to 15 digits in groups.
  "(?<![\\w./=+-])(?<!\\d,)(?:\\+|00(?=[1-9]))[1-9]\\d{0,2}[ .-]?(?:\\(0?\\d{1,4}\\)[ .-]?)?\\d{1,5}(?:[ .-]?\\d{2,5}){1,4}(?!\\w|[.,:/-]\\d)",
  // Chinese landline with area code.
  `${EDGE}(?:\\(0\\d{2,3}\\) ?|0(?:10|2\\d)[ -]|0[3-9]\\d{2}[ -]|0(?:10|2\\d)(?=\\d{8})|0[3-9]\\d{2}(?=\\d{7}))[2-8]\\d{2,3}[ -]?\\d{4}${NO_MORE}`,
  // Chinese service numbers.
  `${EDGE}[48]00(?:[ -]\\d{3}[ -]?\\d{4}|[ -]\\d{4}[ -]?\\d{3}|[ -]\\d{7}|[1-9]\\d{6})${NO_MORE}`,
  // North American: three, three, four.
  `${EDGE}(?:1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}([ .-]))[2-9]\\d{2}(?:\\1|[.-])\\d{4}${NO_MORE}`,
  // European with a leading zero and at least one gap.
  `${EDGE}(?:\\(0\\d{2,4}\\)|0\\d{2,4})[ /-]\\d{3,4}[ -]?\\d{3,5}${NO_MORE}`,
  `${EDGE}0[1-9](?:[ .]\\d{2}){4}${NO_MORE}`,
].map((form) => new RegExp(`${form}${EXTENSION}`, "gi"));

/** Numbers that are telephones because the words before them say so. */
const CALLED =
  /(?:(?<!i)(?<!\w)(?:tele)?phone(?: (?:number|no\.?))?|(?<!\w)(?:tel|mobile|cell|whatsapp|call|text|dial|ring|fax|hotline|contact)(?: (?:me|us|him|her|number|no\.?))?|电话|手机|手机号|座机|热线|联系方式|致电|拨打|号码|传真|打给我)(?:号码?)?[\s:：,，是为(（]{0,3}(?:(?:is|on|at|me)[ :]{1,2})?(\+?\(?\d(?:[ ()-]{0,2}\d){6,14})(?![\w]|[.,:/-]\d)/gi;
const DATE =
  /^(?:19|20)\d{2}(?:[-/. ]?)(?:0?[1-9]|1[0-2])(?:[-/. ]?)(?:0?[1-9]|[12]\d|3[01])(?:$| )/;

/** Telephone numbers: by their own form, or by the words before them. */
export function* findPhones(text: string): Iterable<Span> {
  for (const form of PHONES) {
    for (const match of text.matchAll(form)) {
      if (isPhone(text, match.index, match[0])) yield spanOf(match);
    }
  }
  for (const match of text.matchAll(CALLED)) {
    const number = match[1]!;
    if (DATE.test(number)) continue;
    const end = match.index + match[0].length;
    yield { start: end - number.length, end };
  }
}

function isPhone(text: string, start: number, candidate: string): boolean {
  const digits = candidate.replace(/\D/g, "").length;
  if (digits < (candidate.startsWith("+") ? 8 : 7) || digits > 21) return false;
  return !THING_BEFORE.test(wordsBefore(text, start));
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
