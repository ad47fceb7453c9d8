// The words at which one claim ends and the next begins, in English and Chinese: data, with the guards each word needs.

/** How a marker may split: `free` anywhere, `pause` only after punctuation or a space that pauses, `never` guards a longer word. */
export type MarkerMode = "free" | "pause" | "never";

export interface EnglishMarker {
  /** Words that must follow the first one. */
  readonly rest: readonly string[];
  readonly mode: MarkerMode;
  /** Words that must not stand before it. */
  readonly notAfter: ReadonlySet<string>;
}

export interface ChineseMarker {
  readonly text: string;
  readonly mode: MarkerMode;
  /** Characters that must not stand before it. */
  readonly notAfter: string;
}

/** One marker a line; after `<` the words that must not precede it. */
const ENGLISH_FREE = `
but < nothing anything everything all none not any last help choice else way can't cannot
however < no
although
though < as even
even though
except < no every
unfortunately
sadly
nevertheless
nonetheless
whereas
on the other hand
that said < being
that being said
having said that
other than that
apart from that
aside from that
on top of that
in addition < 
the only problem
the only issue
the only thing
the only downside
the only complaint
the only drawback
my only problem
my only issue
my only complaint
my only gripe
one more thing
another thing
another issue
another problem
please < you can could would will to yes and or u so but can't
pls < you can could would will to yes and or u so but
and please
and also
and i wish
and i hope
and it would be
and can you
and could you
and why
and the only
i wish < and but that
i would like < and but that
i'd like < and but that
would be nice < it which that this
would be great < it which that this
would be better < it which that this
it would be nice < and but think
it would be great < and but think
it would be better < and but think
it would be good < and but think
it would be cool < and but think
it'd be nice < and but think
it'd be great < and but think
wish it < i we you also just only really they would do
wish you < i we you also just only really they would do
wish there < i we you also just only really they would do
wish i < i we you also just only really they would do
would love < i we would also i'd
can you please < and but
could you please < and but
can you < how how's and but that so
could you < how and but that so`;
const ENGLISH_PAUSE = `
yet
only
also
plus
just
while
besides
otherwise
still
especially when
not to mention
so please
second
secondly
third
thirdly
finally
lastly
why
how do
how can
is there
are there
any chance
hopefully
overall`;

/** Markers of Chinese; after `<` the characters that must not stand before. */
const CHINESE_FREE = `
但是
不过 < 再好比也过瞒难敌打用受经只大
只不过
可是
然而
另外 < 在是个
另外还有
还有 < 都没也就总只是里面上中
还有就是
而且
并且
此外
除此之外
美中不足
唯一 < 是的
只是 < 不也还就这那仅并
就是 < 也不那这要可还便的只或早都正
希望 < 有没的是点大抱无看给怀很
我希望
真希望
还希望
也希望
只希望
更希望
真心希望
建议 < 的个一我点条给提烈人是些好
我建议
强烈建议
个人建议
能不能 < 么道看
可不可以 < 么道看
可否
为什么 < 道白楚问知是
为啥 < 道白楚问知是
可惜 < 别很太真
遗憾的是
缺点 < 的些个大何没有无点
优点 < 的些个大何没有无点
麻烦你
求求`;
const CHINESE_PAUSE = `
但
却
可
同时
其次
再次
首先
第一
第二
第三
第四
第五
最后
再者
再说
再就是
再有
其他
其它
结果
请
求
麻烦
要是
如果能
如果可以
要能
若能
最好
是不是
是否
有没有
怎么
为何
何时
什么时候
难道
对了
总之
反正
不然
否则
尤其是
特别是
还是希望
总体
总的来说
顺便`;
const CHINESE_NEVER = [
  "不但",
  "非但",
  "但凡",
  "但愿",
  "可以",
  "可能",
  "可靠",
  "可爱",
  "可怕",
  "可见",
  "可观",
];
const CHINESE_NEVER_MORE = ["请客", "求助", "怎么样", "结果是", "比较好", "同时间", "最后一"];

function lines(table: string): [string, string][] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [marker, guards] = line.split("<");
      return [marker!.trim(), (guards ?? "").trim()];
    });
}

function englishTable(): Map<string, EnglishMarker[]> {
  const table = new Map<string, EnglishMarker[]>();
  const tables: [string, MarkerMode][] = [
    [ENGLISH_FREE, "free"],
    [ENGLISH_PAUSE, "pause"],
  ];
  for (const [lists, mode] of tables) {
    for (const [marker, guards] of lines(lists)) {
      const [first, ...rest] = marker.split(" ");
      const entry = { rest, mode, notAfter: new Set(guards.split(" ")) };
      table.set(first!, [...(table.get(first!) ?? []), entry]);
    }
  }
  for (const entries of table.values()) entries.sort((a, b) => b.rest.length - a.rest.length);
  return table;
}

function chineseTable(): Map<number, ChineseMarker[]> {
  const entries: ChineseMarker[] = [
    ...lines(CHINESE_FREE).map(([text, notAfter]) => ({ text, mode: "free" as const, notAfter })),
    ...lines(CHINESE_PAUSE).map(([text]) => ({ text, mode: "pause" as const, notAfter: "" })),
    ...[...CHINESE_NEVER, ...CHINESE_NEVER_MORE].map((text) => ({
      text,
      mode: "never" as const,
      notAfter: "",
    })),
  ];
  const table = new Map<number, ChineseMarker[]>();
  for (const entry of entries.toSorted((a, b) => b.text.length - a.text.length)) {
    const first = entry.text.charCodeAt(0);
    table.set(first, [...(table.get(first) ?? []), entry]);
  }
  return table;
}

/** Markers by their first word, the longest first. */
export const ENGLISH_MARKERS: ReadonlyMap<string, readonly EnglishMarker[]> = englishTable();

/** Markers by their first unit, the longest first. */
export const CHINESE_MARKERS: ReadonlyMap<number, readonly ChineseMarker[]> = chineseTable();

/** Words that open a clause which leans on the next one: the comma after it ends no claim. */
export const LEANING_HEADS = new Set(
  `when whenever if after before since once until unless because as in on at with without for from by during to instead
  due every each today yesterday now recently honestly despite given based according considering while although though
  even first also so then well overall please however but and or which where who`.split(/\s+/),
);

/** Of those, the ones whose two halves say opposite things: their comma does split. */
export const CONCEDING_HEADS = new Set(["although", "though", "while", "despite"]);

/** First words of a clause of its own. */
export const CLAUSE_SUBJECTS = new Set(
  `i i'm i've i'd it it's its they they're the this that's there there's my we you your these he she everything nothing
  customer support app im ive`.split(/\s+/),
);

/** Words after `it`, `i`, `they` that show a new clause where no punctuation does. */
export const CLAUSE_VERBS = new Set(
  `is was has had have won't wont can't cant cannot doesn't doesnt don't dont didn't didnt isn't isnt keeps keep works work
  crashes crash crashed freezes makes make takes take says would could should never always just will needs need gets get
  looks look helps tried love like hate think am use used want really also only still even stopped does did are were`.split(
    /\s+/,
  ),
);

/** Words after which a subject is no new clause: it is an object, or the clause is subordinate. */
export const LEANS_ON_NEXT = new Set(
  `that when if because and or so as since while than what how where which who why after before until unless once whenever
  think know hope wish feel say said says guess believe sure but of to for in on at with by from is are was were
  make makes let see like every time way thing things everything all reason case but sometimes also then today yesterday now usually often whatever anything something nothing one ones`.split(
    /\s+/,
  ),
);

/** Chinese clause heads that lean on the next clause. */
export const CHINESE_LEANING_HEAD =
  /^(?:如果|要是|假如|只要|只有|当|因为|由于|虽然|尽管|每次|每当|自从|自打|无论|不管|既然|除了|为了|作为|对于|关于|一旦|用了|更新后|更新完|昨天|今天|刚)/;
/** Chinese clause heads that lean on the clause before. */
export const CHINESE_LEANING_TAIL =
  /^(?:就|都|才|也|所以|因此|导致|以至|以便|从而|而是|还是会|便|并|且|再|又)/;

/** Fragments that say nothing alone: connectives, fillers, thanks. */
export const FILLERS = new Set(
  `but so and or well ok okay hi hello hey anyway also however plus still then yes no yeah yep nope oh ah um uh hmm lol
  please pls thanks thank you thx sorry btw ps edit update first second third finally lastly overall though although yet
  because except besides moreover furthermore sadly unfortunately honestly basically actually seriously really wow
  但是 但 不过 可是 然而 另外 还有 而且 并且 然后 其次 首先 最后 总之 就是 只是 此外 同时 所以 因此 因为 虽然 如果 比如 例如
  哈哈 哈哈哈 嗯 嗯嗯 呃 哎 唉 哦 噢 好的 是的 对 谢谢 谢谢了 感谢 多谢 你好 您好 亲 请 求 第一 第二 第三 再者 反正 对了 呵呵 真的 其实 说实话
  嘿嘿 嘻嘻 啊 吧 呢`.split(/\s+/),
);

/** Single words that are a whole claim when they stand as a sentence. */
export const VERDICTS = new Set(
  `great good nice awesome amazing excellent perfect love loved cool fantastic brilliant superb wonderful best bad terrible
  horrible awful useless garbage trash crap rubbish worst worse scam sucks disappointing disappointed boring meh fine
  crashes crash crashing laggy lags slow expensive broken fraud pathetic ridiculous unusable annoying outstanding lovely fast cheap simple clean reliable unreliable buggy smooth intuitive confusing
  beautiful easy helpful fun addictive recommended joke waste spam ads overpriced`.split(/\s+/),
);
