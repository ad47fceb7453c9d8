// The words by which English and Chinese say how many: nothing of it may come from a model.

const ONES =
  "zero|nought|naught|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const TENS = "fourty|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies)";
const POWERS =
  "hundred|thousand|million|billion|trillion|[a-z]*(?:z|sq|baz|gaz|g)illion|lakh|crore";
const ORDINALS =
  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|hundredth|thousandth|millionth|umpteenth|nth";
const CARDINAL = `(?:${ONES}|${TENS}|${POWERS})`;

/** A whole English word, without accents and in lower case, that says a number: also compounds (`twentytwo`, `threefold`, `tenths`). */
export const NUMBER_WORD = new RegExp(
  `^(?:${CARDINAL}+(?:s|es|fold|some|something|ish|odd|plus|th|ths|er|ers)?|(?:${CARDINAL})*(?:${ORDINALS})s?)$`,
);

/** English words of amount that are no numerals. */
export const AMOUNT_WORDS: ReadonlySet<string> = new Set(
  (
    "once twice thrice half halves halve halved halving quarter quarters quartile tertile dozen dozens score scores couple couples pair pairs duo trio " +
    "quartet quintet double doubled doubles doubling triple tripled triples treble quadruple quadrupled quintuple sextuple multifold manifold " +
    "percent percents percentage percentages percentile pct permille promille decade decades century centuries fortnight fortnights " +
    "majority majorities minority plurality most mostly least nearly-all everyone everybody noone nobody none " +
    "biweekly bimonthly biannual semiannual fortnightly millennium millennia centennial fraction fractions portion portions proportion proportions tons loads heaps masses plenty " +
    "several handful handfuls few fewer umpteen myriad myriads countless innumerable numerous scads " +
    "unanimous unanimously overwhelmingly single solo sole lone bulk vast-majority all every each no-one both neither " +
    "zwei drei vier funf sieben acht neun zehn zwolf zwanzig dreissig hundert tausend prozent halfte " +
    "deux trois quatre cinq sept huit neuf dix onze douze treize vingt trente quarante cinquante mille moitie pourcent " +
    "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cien ciento mil mitad " +
    "duas quatro sete oito nove dez vinte cem metade due tre quattro cinque sei otto dieci venti cento"
  ).split(" "),
);

/** Words that make an amount of what follows or stands before: they would bend a counted figure. */
export const BENDING_BEFORE =
  /(?:\b(?:more than|less than|fewer than|greater than|over|under|above|below|beyond|at least|at most|up to|as many as|as few as|nearly|almost|about|around|roughly|approximately|approx|close to|upwards of|north of|some|circa|not|only|just|merely|exceeding|exceeds?|by|times|another|additional|extra|plus|minus)\s*|(?:超过|超出|多于|大于|高于|少于|小于|低于|不到|不足|至少|至多|最多|最少|将近|接近|近|大约|大概|约|逾|多达|高达|仅|只有|仅有|并非|不是|上|另有|另外|又有|再加)\s*|[-−–—+~≈<>≤≥±×*^.,:/]\s*)$/iu;
export const BENDING_AFTER =
  /^\s*(?:(?:or (?:more|less|fewer|so)|and (?:more|counting)|plus|times|fold|odd|more|fewer|out of|in every|per)\b|以上|以下|以内|左右|上下|余|多|之多|开外|倍|成|分之|[-−–+~×*^/%％‰]|[.,:](?=\S))/iu;

/** Chinese numerals in all their forms. */
export const HAN_NUMERAL =
  /[〇零一二三四五六七八九十百千万亿兆两兩俩倆仨廿卅卌皕壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億弌弍弎幺〡-〩㐅半几幾双雙倍]/u;
/** Words in which such a character says no number; they are taken out before looking. Longest first. */
export const HAN_INNOCENT: readonly string[] = (
  "进一步 有一些 一方面 另一方面 一部分人 千万别 千万不 第三方 三方 五花八门 乱七八糟 七嘴八舌 四分五裂 一目了然 一塌糊涂 " +
  "一些 一样 一直 一旦 一起 一般 一定 一下 一边 一键 一向 一再 一贯 一律 一致 一体 一时 一点 一味 一并 一同 一经 一会 一番 统一 万一 " +
  "同一 之一 逐一 十分 几乎 双击 双向 双方 两者 半天 半夜 半途 半路 半自动 半透明 万能 千篇 百度 百科 大陆 登陆 着陆 陆续 四处 三星 五官 几何"
)
  .split(" ")
  .sort((a, b) => b.length - a.length);
/** Chinese words of amount or share without a numeral. */
export const HAN_AMOUNT =
  /多数|少数|大部分|小部分|绝大|大半|多半|过半|全部|全体|所有|每个|每位|每名|每人|人人|没有人|没人|无人|无一|个个|若干|数[人名位次条个件起]|好些|很少人|少有人|翻倍|翻番|加倍|成倍|减半|对折|普遍|大都|大多|均为|唯一|单个|无数|首位|首个|头号|成群|百分|两成|成以上|过多数|大量用户|清一色|寥寥|屈指可数|凤毛麟角|海量|大批|占比|比例|份额|成堆|数不清|数不胜数|不计其数|不可胜数|家家|户户|极少用户|极少人/u;
