// Marks spam by what it does (adverts, bait to leave the store, keys pressed at random); it is kept, and told apart.
import type { SpamReason } from "@heed/core";

const CONTACT_BAIT =
  /(?:加|➕|\+)\s*(?:我|微|v|V|vx|VX|威|薇|扣扣|qq|QQ|群)[^\n]{0,12}[A-Za-z0-9_-]{5,}|(?:微信|薇信|威信|vx|V信|扣扣|QQ群?)\s*[:：号]?\s*[A-Za-z0-9_-]{5,}[^\n]{0,20}(?:兼职|赚|福利|领|返|代|刷|免费)|(?:whats\s?app|telegram|t\.me\/)[^\n]{0,30}(?:\+?\d{7,}|earn|profit|invest|join|hire|recover)/i;
const ADVERT =
  /兼职[^\n]{0,12}(?:日|月|赚|入|结)|日(?:赚|入)\s*\d{2,}|(?:刷单|代刷|贷款|博彩|彩票|棋牌|返利|赌)[^\n]{0,16}(?:加|联系|群|网|送|领|官)|免费领(?:取)?[^\n]{0,12}(?:加|点|链接|http)|(?:use|enter|with) (?:my |the )?(?:referral|promo|invite|bonus)? ?code\b[^\n]{0,6}[A-Z0-9]{5,}|(?:earn|make|win)\s+\$?\d{2,}[^\n]{0,20}(?:per|a|every)\s+(?:day|week|hour|month)|(?:recover(?:ed)? my (?:lost )?(?:funds|bitcoin|crypto|account)|forex trad|crypto invest|guaranteed profit|binary option)/i;
const CODE_SHARING =
  /^(?:[^\n]{0,40})(?:invite|referral|promo|邀请|推荐)码?\s*(?:code)?\s*[:：]\s*[A-Za-z0-9]{5,}\s*$/i;
/** Letters of one hand's row in a run, which no language has. */
const KEYBOARD = /(?:[asdfghjkl]{10,}|[qwertyuiop]{10,}|[zxcvbnm]{9,})/i;

/** Why a text is taken for spam, or null. `text` is stored text; texts that complain of spam are not it. */
export function markSpam(text: string): SpamReason | null {
  if (text.length < 8) return null;
  if (HINT.test(text)) {
    if (CONTACT_BAIT.test(text)) return "contact-bait";
    if (ADVERT.test(text) || CODE_SHARING.test(text)) return "advert";
  }
  return isGibberish(text) ? "gibberish" : null;
}

/** What at least must stand in a text for the patterns to be worth their time. */
const HINT =
  /微|薇|威信|扣|vx|v信|qq|[+加➕]|兼职|日赚|日入|刷|贷|博|彩|棋|返|赌|免费领|code|earn|make|win|recover|forex|crypto|profit|binary|whats|telegram|t\.me|邀请|推荐/i;

/** One run of letters without a vowel, a row of the keyboard, or one unit over and over. */
function isGibberish(text: string): boolean {
  const isOneWord = !/\s/.test(text);
  if (isOneWord && KEYBOARD.test(text)) return true;
  return isOneWord && /^[bcdfghjklmnpqrstvwxz]{12,}$/i.test(text);
}
