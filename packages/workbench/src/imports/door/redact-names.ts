// Replaces people's names where they introduce themselves or are addressed; off unless a workspace asks for it.

interface FoundName {
  readonly start: number;
  readonly end: number;
}

const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const ENGLISH =
  /\b(?:[Mm]y name is|[Tt]his is|[Ii](?:'m| am)|[Rr]egards,|[Tt]hanks,|[Cc]heers,|[Ss]incerely,|[Bb]est,|(?:[Dd]ear|[Hh]i|[Hh]ello),?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+([A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})\b/g;
const CHINESE = new RegExp(
  `(?:我叫|我是|名字是|姓名[:：是]?|联系人[:：]?)\\s*([${SURNAMES}][\\u4e00-\\u9fff]{1,2})(?![\\u4e00-\\u9fff]{3})|([${SURNAMES}][\\u4e00-\\u9fff]{0,2})(?=先生|女士|小姐|老师|经理|客服)`,
  "gu",
);
/** Capitalised words after "I am" that are no names. */
const NO_NAME =
  /^(?:Very|So|Not|Still|Using|Happy|Sad|Sorry|Sure|Really|The|This|That|Android|Apple|Google|English|Chinese|All|There|Team|Everyone|Support|Heed)\b/;

/** Spans of names in stored text, in order: a heuristic for English and Chinese that misses names without a cue. */
export function findNames(text: string): FoundName[] {
  const found: FoundName[] = [];
  for (const pattern of [ENGLISH, CHINESE]) {
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? match[2]!;
      if (NO_NAME.test(name)) continue;
      const start = match.index + match[0].lastIndexOf(name);
      found.push({ start, end: start + name.length });
    }
  }
  return found
    .sort((a, b) => a.start - b.start)
    .filter((span, at, all) => at === 0 || span.start >= all[at - 1]!.end);
}
