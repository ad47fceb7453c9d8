// Words too common to name a theme by, in English and Chinese.

const ENGLISH = `a able about above across actually after again against ago all almost also although always am an and another
any anyone anything anyway app application are aren't around as ask at away back be became because become been before being
below best better between both but by call came can can't cannot come could couldn't day days did didn't do does doesn't doing
don't done down during each either else enough even ever every everyone everything far few first for found from get gets
getting give given go goes going gone got had has hasn't have haven't having he her here him his how however i i'd i'll i'm
i've if in instead into is isn't it it'd it'll it's its itself just keep know last least less let like little long look lot
lots made make makes making many may maybe me mean might mine more most much must my myself need needs never new no nobody
none nor not nothing now of off often ok okay on once one only onto or other others our ours out over own people please put
quite rather really right said same saw say says see seem seems she should shouldn't since so some someone something
sometimes soon still such sure take than thank thanks that that's the their theirs them themselves then there there's these they
they're thing things think this those though three through till time times to today together told too took tried try trying
two under until up upon us use used user users uses using very want wants was wasn't way we we're well went were weren't what what's when
whenever where whether which while who whole whom whose why will with within without won't would wouldn't yeah year years yes
yet you you'd you'll you're you've your yours yourself im ive dont cant doesnt isnt u ur r app's apps`;

const CHINESE = `的 了 是 我 你 他 她 它 们 我们 你们 他们 在 有 和 就 不 不是 人 都 一 一个 上 也 很 到 说 要 去 会 着 没有 没 看 好 自己 这 这个 那 那个
吗 吧 呢 啊 呀 哦 嗯 哈 哈哈 啦 嘛 与 及 或 但 但是 而 而且 因为 所以 如果 就是 还是 还 还有 再 又 把 被 给 让 对 从 向 跟 比 为 为了 以 以及 之 其 此
什么 怎么 怎么样 为什么 为啥 多 少 太 真 真的 非常 特别 比较 可以 能 能够 可能 应该 需要 希望 请 请问 谢谢 现在 已经 一直 总是 老是 每次 时候 之后 以后 以前 之前 后 前
里 里面 下 中 内 外 用 使用 软件 应用 东西 样子 这样 那样 这种 那种 这么 那么 一下 一点 有点 有些 一些 几 几个 两 次 个 点 些 每 各 只 只有 只是 才 却 并 并且 然后
得 地 过 来 想 觉得 感觉 知道 出来 起来 出现 进行 问题 情况 完全 根本 居然 竟然 还要 不能 不会 不要 不到 不了 无法 别 请求 app 第一 一样 一定 不过 虽然 其实 终于 各种 所有 任何 大家 一次 好几 这里 那里 哪里 今天 昨天 明天 天 年 月 日 号 位`;

const STOP_WORDS: ReadonlySet<string> = new Set(`${ENGLISH} ${CHINESE}`.split(/\s+/));

/** True for a folded word that says nothing about the matter. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
