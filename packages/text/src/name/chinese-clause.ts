// Finds in a Chinese mention the clauses that could be read out in a meeting: whole, short, and hanging on nothing.
import { CHINESE_BUG, CHINESE_REQUEST } from "../classify/lexicon/chinese-cues.ts";
import { type ClaimSort, type Clause, isForeign, trimSpan } from "./clause.ts";

const LEAST_HAN = 4;
const MOST_HAN = 20;
const HAN = /\p{sc=Han}/gu;
/** Where clauses end: marks, line ends, and a space between two Han characters. */
const PARTS = /[，。！？；：,!?;~～\n]+|(?<=\p{sc=Han})\s+(?=\p{sc=Han})|…+/gu;

/** A clause that begins so hangs on what stood before it, or says how somebody came to it. */
const DANGLING_START =
  /^(?:但|可是|可(?!以|能)|不过|而|因为|由于|所以|因此|于是|虽然|尽管|即使|就算|哪怕|如果|要是|假如|万一|除非|只要|只有|然后|接着|结果|最后|后来|随后|首先|其次|另外|此外|还|也|又|就|才|都|却|便|再|更|并|且|连|甚至|反正|反而|其实|当然|总之|至少|毕竟|幸好|好在|难道|何况|况且|不然|否则|或|以及|和|跟|与|比|像|好像|似乎|仿佛|据说|听说|说是|说好|说|它|他|她|这|那|此|其|某|谁|哪|啥|什么|怎么|为|为什么|为何|凭|凭什么|多少|几|第|从|在|到|对|给|把|被|用|让|拿|靠|按|等|每次|有时|有一|有个|有人|有些|昨|今|明天|前天|刚|去年|上周|上个|下周|那天|早上|晚上|中午|当时|以前|之前|原来|原本|本来|曾经|过去|现在|目前|除了|只是|怕|啊|哎|唉|呃|额|嗯|哈|哦|呵|咦|天啊|求助|谢|感谢|辛苦|亲|大家|各位|别|不要|千万|千|请教|劝|建议大家|不是说|不是|没有|没|不|一|两|三|四|五|六|七|八|九|十)/;
/** A clause that ends so was cut off. */
const DANGLING_END =
  /(?:时候|之后|以后|后|之前|以前|期间|时|的话|的|和|跟|与|把|被|在|从|对|给|就|还|又|也|都|但|而|而且|或|及|一|个|就是|以及|因为|由于|除了|为了|虽然|即使|如果|(?<![不没得到看找收])到|(?<![不没出过回起下上])[去来]|要|想|是|(?<!没)有|会|不会|不能|无法|没法|不想|可以|能|让|用|那|这|说|问|跟我|每次|一直|总是|老是|发|态度|价格|权益|会员|功能|软件|内容|东西|客服|情况|体验|版本|系统|手机|心态)$/u;
/** Feelings and doubts at the end that claim nothing. */
const TAIL = /[啊呀哇哦啦嘛噢哈诶喔]+$/u;
const FILLERS =
  /^(?:说实话|老实说|真的|真心|不得不说|总的来说|总体来说|个人觉得|个人感觉|感觉|觉得|另外|还有|唯一缺点|唯一的缺点|缺点|问题|反馈|建议|优点|最近|更新后|麻烦|请|拜托)[，,：:、]\s*/u;
/** The person before what anybody could say. */
const OWN_START =
  /^我(?:们)?(?=(?:一直|总是|老是|根本|完全|都|也|还是)?(?:收不到|登不|登录不|进不|打不开|找不到|无法|没法|用不了|看不到|看不了|连不上|听不到|不能|搜不到|没收到|需要|想要))/u;
/** One person's life, readers spoken to, or something outside pointed at. */
const PERSONAL =
  /我|家里|下面|上面|以下|以上|如下|咱|俺|本人|老娘|你|您|他|她|它们|大家|各位|朋友|兄弟|姐妹|老公|老婆|孩子|儿子|女儿|妈|爸|爷|奶|老师|同事|老板|室友|学姐|闺蜜|导师|谢谢|感谢|辛苦|加油|作者|开发|官方|贵司|差评|好评|五星|一星|卸载/u;
/** Wishes, suppositions, images and sayings. */
const SUPPOSED =
  /如果|要是|假如|若|的话|除非|万一|以为|难道|是不是|会不会|可能|也许|大概|似乎|好像|仿佛|就像|像|一样|仿|据说|听说|呵呵|哈哈|真有你|不愧|不如|宁可|何必|至于|还不|算了|吗|呢|么$|吧|为什么|为啥|怎么|什么|哪|谁|到底|究竟|难怪|怪不得|可以理解|能理解|情有可原|无所谓|没关系|原来|本来|以前|明明|不限|罢了|也就|尽快|将会|不能再|不得了|得不能|等于|当成|成了|变成/u;
const PROFANE =
  /妈的|他妈|尼玛|特么|踏马|垃圾|辣鸡|傻|煞笔|狗|屎|屁|草泥|卧槽|我操|操你|滚|坑爹|坑人|坑货|破|恶心|脑残|智障|骗|缺德|去死|吃相|割韭菜|韭菜|抢钱|黑心|无耻|不要脸|流氓|奇葩|鬼|烂|呕|吐了|服了|醉了|无语|绝了|寂寞/u;
/** So many days, times or pieces: what happened to one person. */
const MEASURED =
  /[一二三四五六七八九十百千万两几半]+(?:多)?(?:天|次|年|个月|个多月|周|星期|分钟|小时|个小时|遍|条|篇|块|元|毛|回|秒|号|月|份|张|封|万字|字|个|人|台|倍|点)/u;
const PADDING =
  /压根|真的|真是|居然|竟然|简直|实在|非常|特别|超级|十分|完全|根本|直接|又|还|都|就|才|每次|每天|动不动|总|老|死了|极了|得很|得要命|要命|终于|突然|死活|哭了|爆了/gu;
const POINTING = /这|那|它|此|上面|下面|里面|其中|同样|一起/gu;
const TROUBLE =
  /不(?!错|断|仅|但|过|久|同|管|论|得不)|没(?!问题|事|毛病)|无法|失败|强制|强迫|骚扰|泄露|监控|敷衍|模糊|死板|形同虚设|失踪|慢半拍|丢|坏|慢|卡|贵|难|丑|乱|错|少|缺|吵|刺眼|太|过期|延迟|重复|耗电|发烫|闪退|崩|空白|不见|消失|覆盖|中断|涨价|扣|被锁|限制|频繁|麻烦/u;
const REQUEST =
  /希望|建议|求|能不能|能否|可否|可以(?:加|增|支持|出|让|改)|需要|想要|增加|添加|加个|加上|加入|支持|出个|出一个|恢复|优化|改进|缺|没有|不支持|不能/u;
const PRAISE =
  /好|棒|喜欢|爱|赞|方便|简洁|清爽|流畅|实用|稳定|快|美|漂亮|舒服|省心|贴心|划算|便宜|值|强大|准|高效|清晰|完美|优秀|满意|友好|干净|顺手|轻松|靠谱|耐看|不错|没广告|无广告/u;
const ASKED = /[?？]|吗|呢|怎么|如何|哪|什么|多少|能不能|可以.*不|是否|请问/u;

/** The clauses of a mention that may be read out as a claim of this sort; most mentions hold none. */
export function chineseClauses(text: string, sort: ClaimSort): Clause[] {
  const parts: { readonly start: number; readonly end: number; readonly mark: string }[] = [];
  let start = 0;
  for (const part of [...text.matchAll(PARTS), null]) {
    const end = part?.index ?? text.length;
    parts.push({ start, end, mark: part?.[0] ?? "" });
    if (part === null) break;
    start = end + part[0].length;
  }
  const found: Clause[] = [];
  for (const [at, part] of parts.entries()) {
    const before = parts[at - 1];
    const next = parts[at + 1];
    const isHeld = before !== undefined && before.mark.match(/^[，,]/) !== null;
    if (isHeld && HOLDING.test(text.slice(before.start, before.end))) continue;
    const clause = readClause(text, part.start, part.end, sort, part.mark);
    if (clause !== null) found.push(clause);
    // Two clauses say together what neither says alone: "打开大文件，闪退".
    if (next === undefined || !/^[，,]$/.test(part.mark.trim())) continue;
    if (isHeld || found.some(({ end }) => end >= part.start)) continue;
    const both = readClause(text, part.start, next.end, sort, next.mark);
    if (both !== null && !DANGLING_JOIN.test(text.slice(next.start, next.end)))
      found.push({ ...both, worth: both.worth * 0.8 });
  }
  return found;
}

/** What follows such a clause holds only under it, or against it. */
const HOLDING =
  /如果|要是|假如|万一|除非|只要|一旦|虽然|尽管|即使|就算|哪怕|以为|以前|之前|原来|原本|本来|据说|听说|说是|说好|不是|并非|没说|别|不要|除了|与其|希望|建议|比如|例如|有人说|网上说|号称|宣传/u;
const DANGLING_JOIN = /^(?:但|可是|不过|因为|所以|虽然|如果|要是|我|你|他|她|这|那)/u;

function readClause(
  text: string,
  from: number,
  to: number,
  sort: ClaimSort,
  mark: string,
): Clause | null {
  if (to - from > 60) return null;
  const trimmed = trimSpan(text, from, to);
  if (trimmed === null) return null;
  const shown = text.slice(trimmed.start, trimmed.end);
  const filler = FILLERS.exec(shown)?.[0].length ?? 0;
  const own = OWN_START.exec(shown.slice(filler))?.[0].length ?? 0;
  const start = trimmed.start + filler + own;
  const tail = TAIL.exec(shown)?.[0].length ?? 0;
  const end = trimmed.end - tail;
  const said = text.slice(start, end);
  const han = said.match(HAN)?.length ?? 0;
  if (han < LEAST_HAN || han > MOST_HAN || isForeign(said) || hasLatin(said)) return null;
  const isAsked = /[?？]/.test(mark) || /[吗呢]$/.test(said);
  if (isAsked !== (sort === "question")) return null;
  if (sort === "question") {
    if (!ASKED.test(said) || PROFANE.test(said) || DANGLING_ASKED.test(said)) return null;
  } else if (!stands(said, sort)) return null;
  const worth = worthOf(said, han);
  return worth < LEAST_WORTH ? null : { start, end, worth };
}

const LEAST_WORTH = 0.3;
const DANGLING_ASKED = /^(?:但|可是|那|这|它|他|她|不过|而|所以|然后|结果)|你们|为什么|凭/u;

function stands(said: string, sort: ClaimSort): boolean {
  if (DANGLING_START.test(said) && !NEGATED_START.test(said)) return false;
  if (DANGLING_END.test(said) || PERSONAL.test(said) || PROFANE.test(said)) return false;
  const isRequest = sort === "request";
  if (!isRequest && SUPPOSED.test(said)) return false;
  if (isRequest) return REQUEST.test(said) || CHINESE_REQUEST.test(said);
  // A noun with all that is said of it is no clause: "买的终身会员".
  const head = said.slice(said.lastIndexOf("的") + 1);
  if (sort === "praise") return PRAISE.test(head) && !TROUBLE_WORDS.test(said);
  return !UNTROUBLED.test(said) && (TROUBLE.test(head) || CHINESE_BUG.test(head));
}

/** Trouble that is denied. */
const UNTROUBLED =
  /(?:不|没|没有|从不|从没|再也不|未|不再|不会|不那么|不太)(?:再|会|怎么)?(?:刺眼|卡|贵|吵|闹|丢|慢|乱|难|麻烦|闪退|崩|费|耗|坏|错|广告)/u;

const TROUBLE_WORDS =
  /希望|上个|旧版|老版|还是|不能|无法|不了|丢|坏|卡|贵|难|丑|错|失败|闪退|崩|但|可惜|不好/u;
/** "没有深色模式", "不支持手写": nothing is left out before these. */
const NEGATED_START = /^(?:没有|没法|不支持|不能|无法|一直|一登|一打开|一点|一更新|从)(?!说|人)/u;

/** Of Latin script no more than one known short word: PDF, app. */
function hasLatin(said: string): boolean {
  const runs = said.match(/[A-Za-z]+/g) ?? [];
  return (
    runs.length > 1 ||
    runs.some(
      (run) =>
        !/^(?:app|ios|ipad|iphone|mac|pdf|wifi|ai|vip|sms|word|excel|ppt|bug|api|id|pc|web)$/i.test(
          run,
        ),
    )
  );
}

/** "太慢了太慢了". */
const REPEATED = /(.{2,})[，,]?\1/u;

function worthOf(said: string, han: number): number {
  let worth = han <= 4 ? 0.75 : han === 5 ? 0.9 : han <= 12 ? 1 : han <= 15 ? 0.9 : 0.75;
  if (said.includes("，") || said.includes(",")) worth *= 0.85;
  if (REPEATED.test(said)) worth *= 0.6;
  for (const _ of said.matchAll(PADDING)) worth *= 0.92;
  for (const _ of said.matchAll(POINTING)) worth *= 0.7;
  if (MEASURED.test(said)) worth *= 0.7;
  return worth;
}
