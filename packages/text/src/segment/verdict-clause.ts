// Tells whether a short clause between commas is a verdict of its own, as in `送餐快，味道差` or `nice UI, poor sync`.

/** Particles and marks that may follow a verdict. */
const AFTER_VERDICT = /[了的啊呢吧哦呀啦哈噢嘛\s，,、。.!！~～]+$/;
/** What a verdict of a Chinese clause ends with. */
const CHINESE_VERDICT =
  /(?:[好快慢差棒赞贵烂卡丑大小少多咸辣淡凉香高低强弱久全足美甜酸硬软轻重清亮暗吵脏坏假稳准酷冷热糟牛]|不错|方便|好用|好吃|难吃|便宜|实惠|划算|满意|喜欢|漂亮|好看|难看|清晰|模糊|流畅|稳定|简洁|简单|复杂|麻烦|垃圾|失望|给力|干净|新鲜|及时|准时|周到|热情|专业|合理|合适|舒服|一般|齐全|丰富|实用|耐用|完美|恶心|闪退|卡顿|发热|精美|到位|可口|美味|正宗|负责|友好|恶劣|敷衍|冷淡|迅速|很快|严实|结实|靠谱|不行|不好|不快|不新鲜|没味道|清楚|详细|正品|正版|灵敏|迟钝|延迟|耗电|费电|省电)$/;
const CHINESE_SHAPE = /^[\p{Script=Han}]{2,12}$/u;
/** Heads that lean on another clause. */
const CHINESE_DEPENDENT =
  /^(?:如果|要是|虽然|因为|只要|只有|当|每次|除了|即使|就算|哪怕|比|跟|和|又|就|所以|越|再|如此|这么|那么)/;

const ENGLISH_VERDICT =
  /^(?:very |really |so |too |super |extremely |pretty |quite |not )?(?:nice|great|good|bad|terrible|horrible|awful|poor|fast|slow|easy|hard|excellent|amazing|awesome|clean|clunky|beautiful|ugly|perfect|useless|annoying|helpful|rude|friendly|cheap|expensive|confusing|buggy|smooth|reliable|unreliable|decent|lovely|wonderful|fantastic|love|hate|no|lots of|too many|constant) [a-z][a-z '-]{2,40}$/;
const LONGEST_UNITS = 48;
const MOST_WORDS = 5;

/** Whether the clause at `[start, end)` (its comma included) is a verdict that stands alone. Bounded work. */
export function isVerdictClause(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_UNITS) return false;
  const clause = text.slice(start, end).trim().replace(AFTER_VERDICT, "");
  if (CHINESE_SHAPE.test(clause)) {
    return CHINESE_VERDICT.test(clause) && !CHINESE_DEPENDENT.test(clause);
  }
  const words = clause.toLowerCase();
  return ENGLISH_VERDICT.test(words) && words.split(" ").length <= MOST_WORDS;
}
