// Tells from a statement's own words what it claims: that something is well, that something is amiss, or that something is wished for.

/** What a statement claims: something people like, a lack, or a wish. */
export type StatementSide = "praise" | "complain" | "ask";

interface Cues {
  readonly good: RegExp;
  readonly bad: RegExp;
  /** Ends what is bad: "the crash is fixed". */
  readonly resolved: RegExp;
  /** Ends what it is said of: good of something bad, bad of anything else. */
  readonly gone: RegExp;
  readonly ask: RegExp;
  /** Turns the cue after it. */
  readonly turns: RegExp;
  /** How far before its cue a turning word may stand, in characters; as far as the clause goes for the first part. */
  readonly reach: number;
}

const words = (text: string) => `(?<![\\p{L}\\p{N}])(?:${text})(?![\\p{L}\\p{N}])`;
const spaced = (text: string) =>
  new RegExp(words(text.replace(/\s+/g, "")).replaceAll("_", "\\s+"), "giu");
const joined = (text: string) => new RegExp(text.replace(/\s+/g, ""), "gu");

/* biome-ignore format: lists of words */
const ENGLISH: Cues = {
  good: spaced(`trustworthy|reliabl[ey]|dependabl[ey]|stable|good|great|fine|well|excellent|fast(?:er)?|quick(?:ly|er)?|smooth(?:ly)?|easy|easier|easily|
    simple|simpler|clear(?:er)?|intuitive|useful|helpful|handy|safe(?:ly)?|secure|solid|accurate|correct(?:ly)?|comfortable|pleasant|popular|usable|polished|responsive|
    consistent|happy|happier|satisfied|pleased|delighted|confident|confidence|worth|enough|ok|okay|perfect(?:ly)?|flawless(?:ly)?|
    likes?|liked|loves?|loved|enjoys?|enjoyed|prefers?|appreciates?|praises?|praised|trust(?:s|ed|ing)?|recommends?|values?|welcomes?|admires?|
    works?|worked|working|improve[sd]?|better|best|helps?|helped|succeeds?|praise|healthy|noticeably_better|on_time|up_to_date`),
  bad: spaced(`untrustworthy|unreliabl[ey]|unstable|unclear|unusable|unhappy|unsafe|unhelpful|broken|slow(?:er|ly)?|bad(?:ly)?|poor(?:ly)?|worse|worst|confus(?:ing|es?|ed)|
    hard(?:er)?|difficult|annoy(?:ing|s|ed)|frustrat(?:ing|es?|ed|ion)|buggy|expensive|overpriced|wrong(?:ly)?|missing|lost|loses?|losing|loss|useless|clumsy|cluttered|
    crash(?:es|ed|ing)?|fail(?:s|ed|ing|ures?)?|freez(?:es?|ing)|froze|hangs?|drains?|draining|complain(?:s|ed|ts?|ing)?|hates?|dislikes?|struggles?|stuck|
    leav(?:es?|ing)|quits?|churn(?:s|ed)?|miss(?:es|ed)?|lags?|laggy|breaks?|breaking|duplicat(?:es?|ed|ion)|stalls?|errors?|bugs?|problems?|issues?|faults?|trouble|troubles|
    distrusts?|doubts?|fears?|worr(?:y|ies|ied)|pain(?:ful)?|late|noisy|flaky|disappoint(?:s|ed|ing)|gives?_up|overwhelm(?:s|ed|ing)|lacks?|lacking|delays?|delayed|occurs?|happens?|corrupt(?:s|ed)?|outages?|dull`),
  resolved: spaced(`fixed|fixes|solved?|solves|resolved?|resolves|repaired|mended|cured|cures|sorted|eliminated|eliminates|prevents?|prevented|reduces|reduced|ended|overcome`),
  gone: spaced(`gone|a_thing_of_the_past|disappear(?:s|ed)?|vanish(?:es|ed)?|over|stopped|ceased`),
  ask: spaced(`wants?|wanted|wish(?:es)?|needs?|needed|would|could|should|must|hopes?|requests?|requested|demands?|asks?|asked|asking|suggests?|expects?`),
  turns: spaced(`not|never|no|nobody|none|nothing|neither|nor|hardly|rarely|seldom|barely|without|few|fewer|less|cannot|\\p{L}+n['’]t|cant|dont|isnt|doesnt|unable_to|impossible_to|
    hard_to|harder_to|difficult_to|fails?_to|failed_to|stop(?:s|ped)?|ceased?(?:_to)?|quit|used_to|far_from|free_of|rid_of|lacks?|lack_of|loss_of|lost|loses?|losing|too|no_one|instead_of|reduces|prevents?|anything_but`),
  reach: 28,
};
/* biome-ignore format: lists of words */
const CHINESE: Cues = {
  good: joined(`值得信任|可靠|可信|靠谱|稳定|稳当|放心|安心|信任|相信|信赖|好用|好看|喜欢|爱用|满意|流畅|顺畅|顺滑|顺利|飞快|很快|更快|变快|快速|迅速|快了|快多了|方便|便捷|简单|易用|易懂|容易|
    清楚|清晰|明了|实用|有用(?!户)|有帮助|值得|准确|安全|省心|省时|省事|正常|称赞|好评|夸奖|夸|推荐|很好|不错|良好|变好|好转|好了|好多了|更好|最好的|优秀|出色|舒服|满足|够用|欢迎|友好|认可|赞(?:扬|赏|同)?|乐于|愿意|提升|及时|准时|完整`),
  bad: joined(`丢失|丢|崩溃|闪退|卡顿|卡死|卡住|卡|太慢|慢|太[多少长短小大吵暗亮乱]|难用|难懂|难看|难(?![得以])|麻烦|复杂|繁琐|混乱|杂乱|失败|出错|错误|报错|问题|故障|毛病|坏|差|糟|烦|太贵|贵|抱怨|不满|吐槽|讨厌|反感|流失|离开|放弃|卸载|
    担心|怀疑|失望|困惑|困扰|耗电|发热|发烫|延迟|重复|乱码|缺少|缺乏|没法|无法|不能|看不懂|看不清|找不到|收不到|打不开|连不上|上不去|用不了|不见了|白屏|死机|漏洞|缺陷|bug|退订|差评|投诉|不便|迷茫|冲突|费劲|吃力|太吵|没什么用|没啥用|没用|不理解|不明白|搞不懂`),
  resolved: joined(`修复|修好|解决|恢复(?=正常|了|稳定|可用|如常|如初|流畅|信任|$)|根除|杜绝|消除|搞定|治好|排除|避免|减少|改善|缓解|减轻|告别|摆脱`),
  gone: joined(`消失|没有了|没了|绝迹`),
  ask: joined(`想要|希望|需要|要求|建议|请求|盼|期待|应该|应当|最好能|如果|要是|只要|会愿意|想(?=有|用|看|把)|渴望`),
  turns: joined(`再也不|不再|不会|不太|不够|不怎么|并不|不|从未|从不|没有人?|没人|没|无人|无|未|停止|很少|少有|难以|并非|绝非|不是|失去|缺乏|以前|过去|曾经?|原来|从前|谈不上|算不上|毫无`),
  reach: 6,
};

const CLAUSES =
  /[,，;；:：。.!！?？\n]+(?=\s|$|\p{sc=Han})|[—–]+|\s(?:and|while|whereas|so that)\s/iu;
/** What comes after counts more than what stands before. */
const CONTRAST =
  /(?:[,，;；]\s*)?(?:\b(?:but|however|yet|nevertheless)\b|但是|但|可是|然而|不过|却|如今|现在)/iu;
/** Grants something that the statement does not claim. */
const GRANTED =
  /\b(?:despite|in spite of|even though|although|though)\b[^,;]*(?:[,;]|$)|(?:虽然|尽管|虽说|即使|即便)[^,，;；]*(?:[,，;；]|$)/giu;
/** Something that does not happen, where nothing else tells: "reminders never arrive", 客服不回复. */
const FAILS =
  /\b(?:(?:does|do|did|is|are|can|could|has|have)(?: not|n['’]t)|cannot|never)\b(?! (?:only|mind|matter))|(?:从不|不|没)(?![少同仅论管断止用必再过得])/iu;
/** `no longer needs`, 不再需要: what was a wish is met. */
const MET = /\bno longer (?:have to|needs?|needed)\b|不再需要|无需再|不用再|再也不用|不必再/iu;

/**
 * The side that a statement takes by its own words, or null where they do not tell. A turning word ("no longer", 不再) turns the
 * next cue; what ends something bad is praise; after "but" the later part counts; a wish is a wish whatever it is for.
 */
export function statementSide(statement: string): StatementSide | null {
  const text = statement.normalize("NFKC").replace(GRANTED, " ");
  if (MET.test(text)) return "praise";
  const parts = text.split(CONTRAST).toReversed();
  for (const part of parts) {
    const side = sideOfPart(part);
    if (side !== null) return side;
  }
  return null;
}

/** A statement without its words of praise, which tell how something is and not what: "syncing is trustworthy" is about syncing. */
export function withoutPraise(statement: string): string {
  return [ENGLISH, CHINESE]
    .flatMap(({ good, resolved }) => [good, resolved])
    .reduce((text, cue) => text.replace(cue, " "), statement);
}

function sideOfPart(part: string): StatementSide | null {
  const cues = /\p{sc=Han}/u.test(part) ? CHINESE : ENGLISH;
  const sides = part.split(CLAUSES).map((clause) => sideOfClause(clause, cues));
  if (sides.includes("ask")) return "ask";
  if (sides.includes("complain")) return "complain";
  return sides.includes("praise") ? "praise" : null;
}

interface Cue {
  readonly at: number;
  readonly end: number;
  readonly sign: 1 | -1;
}

function sideOfClause(clause: string, cues: Cues): StatementSide | null {
  const turns = [...clause.matchAll(cues.turns)]
    .filter(({ 0: word, index }) => !/^\s*only\b/iu.test(clause.slice(index + word.length)))
    .map(({ 0: word, index }) => ({ at: index, end: index + word.length, word }));
  const isTurned = (at: number, sign: 1 | -1, from: number) =>
    turns.filter(
      ({ at: begin, end, word }) =>
        end <= at && begin >= from && at - end <= cues.reach && !(sign < 0 && /^too$/iu.test(word)),
    ).length %
      2 ===
    1;
  const wish = [...clause.matchAll(cues.ask)].find(({ index }) => !isTurned(index, 1, 0));
  if (wish !== undefined) return "ask";
  const all = [...found(clause, cues.good, 1), ...found(clause, cues.bad, -1)].toSorted(
    (a, b) => a.at - b.at || b.end - a.end,
  );
  const kept = all.filter((cue, at) => !all.slice(0, at).some(({ end }) => end > cue.at));
  const isBad = kept.some(({ sign }) => sign < 0);
  for (const { 0: word, index } of clause.matchAll(cues.resolved)) {
    const isSolved =
      !isTurned(index, 1, 0) && !/\b(?:yet|still) to be\s*$/iu.test(clause.slice(0, index));
    if (isSolved || isBad || word !== "") return isSolved ? "praise" : "complain";
  }
  const ended = [...clause.matchAll(cues.gone)].find(
    ({ 0: word, index }) =>
      clause.slice(index + word.length).trim() === "" || /^(?:gone|消失|没有了|没了)/iu.test(word),
  );
  if (ended !== undefined && !isTurned(ended.index, 1, 0)) return isBad ? "praise" : "complain";
  // "Nobody complains about crashes": what is bad after something bad that was turned is turned with it.
  let wasTurned = false;
  const signs = kept.map(({ at, sign }, place) => {
    const isOwn = isTurned(at, sign, place === 0 ? 0 : kept[place - 1]!.at);
    const isWith = wasTurned && sign < 0 && !isOwn;
    wasTurned = sign < 0 && (isOwn || isWith);
    return isOwn || isWith ? -sign : sign;
  });
  if (signs.some((sign) => sign < 0)) return "complain";
  if (signs.length > 0) return "praise";
  return FAILS.test(clause) ? "complain" : null;
}

function found(clause: string, cue: RegExp, sign: 1 | -1): Cue[] {
  return [...clause.matchAll(cue)].map(({ 0: word, index }) => ({
    ...{ at: index, end: index + word.length, sign },
  }));
}
