// What refusals say in Chinese when they bring no Chinese words of their own: by their code, without what was received.
import type { ChineseWords } from "./errors.ts";

/** A failure's own Chinese words, else those of its code; undefined for a code that has none. */
export function chineseOf(error: {
  readonly code: string;
  readonly zh?: ChineseWords | undefined;
}): ChineseWords | undefined {
  if (error.zh !== undefined) return error.zh;
  const words = BY_CODE[error.code];
  if (words === undefined) return undefined;
  const [message, hint] = words;
  return { message, ...(hint === undefined ? {} : { hint }) };
}

const BY_CODE: Readonly<Record<string, readonly [message: string, hint?: string]>> = {
  // Requests.
  "broken-gzip": ["内容声明为压缩格式，但无法解压。", "请发送完整的 gzip，或直接发送 JSON。"],
  "broken-json": ["内容无法按 JSON 读取。", "请检查引号、逗号和括号。"],
  "input-not-valid": ["请求中有内容无法使用。", "请检查所填内容；接口的要求见 /api/docs。"],
  "cursor-not-valid": ["翻页位置与这个列表不符：筛选条件或工作区可能已变。", "请从头读取列表。"],
  "cursor-of-another-search": [
    "翻页位置与这次搜索不符：词语、筛选条件或工作区可能已变。",
    "请重新搜索。",
  ],
  "limit-out-of-range": ["每页条数超出范围。", "请减少每页条数，逐页读取。"],
  "search-too-long": ["搜索内容太长。", "请只用其中几个词搜索。"],
  "no-search-words": [
    "搜索只说明了不要什么，至少需要一个要找的词。",
    "请输入一个词，或去掉词语只用筛选条件。",
  ],
  "server-refused": ["服务器拒绝了请求。"],
  "not-json": ["内容必须是 JSON。", "请以 content-type: application/json 发送。"],
  "body-too-large": ["内容过大。", "请分几次发送；文件请走上传。"],
  "route-not-found": ["这里什么也没有。", "可用的接口见 /api/docs。"],
  "too-many-requests": ["请求过于频繁。", "请稍等片刻再试。"],
  "host-not-allowed": [
    "请求的主机名不是本服务器。",
    "请打开 Heed 启动时显示的地址，或设置 HEED_PUBLIC_URL。",
  ],
  "proxy-not-set-up": [
    "请求经由代理而来，而本服务器把所有来访者都当作本机用户。",
    "请将 HEED_PUBLIC_URL 设为大家打开的地址（此后需要登录），并将 HEED_TRUSTED_PROXY 设为代理的地址。",
  ],
  "origin-not-allowed": ["请求来自其他网站的页面。", "请使用工作台自己的页面，或由程序调用接口。"],
  "idempotency-key-not-usable": [
    "幂等键应为 1 到 200 个可见 ASCII 字符。",
    "每批请使用一个随机 UUID。",
  ],
  "signature-not-valid": [
    "请求没有用此 Webhook 的密钥签名，或途中被改动。",
    "请在发送方填写 Heed 显示的密钥。",
  ],
  "signature-not-fresh": ["签名的时间过旧。", "请在发送时签名，并校准发送方的时钟。"],
  "widget-not-known": ["没有这个小部件。", "请在“数据收集”中创建小部件密钥，并把其编号放进网页。"],
  "key-not-known": ["请求没有带有效的密钥。", "请创建对应用途的密钥，并随请求发送。"],
  // The server and its settings.
  "setting-not-usable": ["某项设置无法使用。", "请修改该设置，或不设置它。"],
  "already-running": ["Heed 已在这个工作区上运行。", "请打开那个地址，或先停止它。"],
  "port-taken": [
    "端口无法监听，可能已被其他程序占用。",
    "请用 HEED_PORT 指定其他端口；0 表示任意空闲端口。",
  ],
  "time-zone-not-known": ["没有这个时区。", "请使用 IANA 时区名，例如 Asia/Shanghai。"],
  "terminal-gone": ["终端里的命令已经结束。", "请在终端重新执行。"],
  "migration-failed": [
    "工作区的记录无法升级到当前版本。",
    "请用写入它的那个 Heed 版本打开，或恢复备份。",
  ],
  "records-damaged": ["工作区的记录已损坏。", "请恢复备份：heed restore 备份 --workspace 空文件夹"],
  // People and keys.
  "sign-in-needed": ["请先登录。", "程序可带密钥访问：Authorization: Bearer heed_..."],
  "sign-in-not-valid": ["邮箱或密码不正确。", "请检查两者；所有者可以移除你并重新邀请。"],
  "role-not-enough": ["你的角色不能进行此操作。", "请联系工作区的所有者。"],
  "no-accounts-here": [
    "Heed 只在本机运行，无需登录。",
    "要向团队开放工作区，请设置 HEED_HOST 或 HEED_PUBLIC_URL。",
  ],
  "password-length": ["密码长度不符合要求。", "几个连在一起的词既好记又难猜。"],
  "email-taken": ["这个邮箱已经有人使用。", "请直接登录，或换一个邮箱。"],
  "setup-code-not-valid": ["这不是本服务器的代码。", "请打开 Heed 最近一次启动时显示的地址。"],
  "owner-exists": ["这个工作区已有所有者。", "请登录，或向所有者索取邀请。"],
  "invitation-not-found": ["邀请链接无效或已失效。", "请向所有者索取新的邀请。"],
  "member-not-found": ["没有这位成员。", "请从成员列表中选择。"],
  "last-owner": ["这是工作区唯一的所有者。", "请先让另一位成员成为所有者。"],
  "key-not-found": ["没有这个密钥。", "请从密钥列表中选择。"],
  "share-not-found": ["没有这个链接。", "请在列表中查看仍然有效的链接。"],
  // Files, imports, backups.
  "file-not-found": ["无法打开文件。", "请检查文件路径。"],
  "out-is-a-folder": ["输出位置是文件夹，应为文件。", "请在其中指定一个文件，例如 needs.csv。"],
  "no-such-folder": ["输出文件夹不存在。", "请先创建文件夹，或用 --out 指定其他位置。"],
  "too-many-rows": ["行数超过一张工作表的上限。", "请用 --format csv 导出。"],
  "import-not-found": ["没有这次导入。", "请从导入列表中选择。"],
  "upload-has-gap": ["上传的内容不连续。", "请从已收到的位置继续发送。"],
  "upload-is-busy": ["另一个请求正在发送这个文件。", "请等它结束，再查询已收到多少。"],
  "upload-not-whole": ["文件还没有全部上传。", "请先把剩余部分发送完。"],
  "upload-not-found": ["没有这次上传。", "它可能已导入，或一周后被清除；请重新上传文件。"],
  "upload-too-long": ["收到的内容比声明的长。", "请按正确的大小重新上传文件。"],
  "upload-too-large": [
    "文件超过上传的大小上限。",
    "请拆分导出文件，或用不限大小的 heed import 导入。",
  ],
  "folder-not-empty": ["目标文件夹不是空的。", "请指定空的或尚不存在的文件夹；先把旧工作区移走。"],
  "backup-not-whole": ["备份不完整。", "请使用其他备份。"],
  "backup-not-found": ["这个文件夹里没有备份。", "请指定备份所在的文件夹。"],
  "backup-not-known": ["备份的格式无法识别。", "请用写入它的 Heed 版本或更新的版本恢复。"],
  "workspace-not-found": [
    "这里没有工作区。",
    "请用 --workspace 指定文件夹，或新建一个：heed analyze 文件 --workspace 文件夹",
  ],
  // Feedback, readings, themes, needs.
  "item-not-found": ["没有这条反馈。", "它可能已被删除，或其导入已撤销。"],
  "mention-not-found": ["没有这条提及。", "所属反馈可能已修改或删除，请重新打开该反馈。"],
  "mention-not-read": ["这条提及还没有被模型读过。", "请先分析工作区。"],
  "label-not-found": ["这条提及没有被更正过。", "请在更正列表中查看。"],
  "nothing-to-analyse": [
    "工作区里还没有反馈。",
    "请指定要读取的导出文件：heed analyze 文件，或先导入：heed import 文件。",
  ],
  "not-analysed": ["还没有做过分析。", "请先导入反馈并完成分析。"],
  "need-not-found": ["没有这项需求。", "每次分析都会重新得出需求，请在列表中查看最新的。"],
  "theme-not-found": ["没有这个主题。", "它可能已并入其他主题，请在列表中查看最新的。"],
  "themes-changed": ["读取之后主题已有变化。", "请重新读取主题再决定。"],
  "edit-not-found": ["没有这条主题决定。", "可用 heed themes log 列出决定。"],
  "merge-into-itself": ["主题不能并入自身。", "请选择另一个主题。"],
  "levels-differ": ["两者不在同一级：一个含提及，一个含主题。", "请合并同级主题，或调整其分组。"],
  "not-a-group": ["目标不是上一级的主题组。", "请选择上一级的主题组。"],
  "group-under-group": ["主题组不能放到另一组之下。", "请合并两组，或逐个调整其下的主题。"],
  "not-a-leaf": ["这是主题组，不能这样操作。", "请选择它下面的某个主题。"],
  "mention-not-in-theme": ["有提及不属于这个主题，无法拆出。", "可以把它移动到其他主题。"],
  "nothing-left": ["拆分会带走全部提及，什么也不剩。", "请少选一些，或直接重命名主题。"],
  "no-such-mentions": ["这个主题里没有包含这些词的提及。", "请换用其他词。"],
  "no-parts-found": [
    "这个主题看起来是一件事，无法拆成几部分。",
    "请选出属于某一部分的提及或词语。",
  ],
  // Briefs, releases, impact.
  "brief-without-question": ["简报里没有问题。"],
  "brief-not-json": ["简报看起来是 JSON，但无法读取。"],
  "brief-malformed": ["简报中有一项无法使用。"],
  "release-twice": ["同一版本列出了两次。", "每个版本保留一行。"],
  "release-version": ["版本号应为 1 到 100 个字符。", "写法示例：4.2.0, 2026-06-16"],
  "release-date": ["发布日期无法读取，应为 YYYY-MM-DD。", "请填写发布当天的日期。"],
  "too-many-releases": ["发布超过 1,000 个。", "只保留反馈所在年份的发布。"],
  "release-not-found": ["没有这次发布。", "请在发布列表中查看。"],
  "release-not-readable": ["消息里没有可识别的发布。"],
  "releases-without-columns": [
    "文件里没有发布列表。",
    "请提供含 version 和 date（YYYY-MM-DD）两列的 CSV。",
  ],
  "impact-weeks": ["两侧的周数无法比较。", "不填 --weeks 时比较之前 26 周和之后 12 周。"],
  "exposure-without-columns": [
    "文件里没有用户数。",
    "请提供含 week,users 或 version,users 列的 CSV。",
  ],
  "exposure-row": [
    "有一行无法读取，应为日期（YYYY-MM-DD）和用户数。",
    "请更正该行；未做任何测量。",
  ],
  // Work.
  "job-kind-not-found": ["没有这种任务。"],
  "job-has-ended": ["任务已经结束，无法停止。", "需要时可重新开始。"],
  "job-not-ended": ["任务还没有结束。", "请等待，或先取消。"],
  "job-not-found": ["没有这个任务。", "请在任务列表中查看。"],
  // Models.
  "answer-unusable": ["模型的回答无法使用。", "请换一个模型，或检查其设置。"],
  "answer-malformed": ["模型的回答格式有误。", "请重试；若仍如此，请检查地址与所选接口是否相符。"],
  "answer-damaged": ["模型返回的文字不是有效的 UTF-8。", "请重试；回答未保留。"],
  "answer-too-large": ["模型的回答过大。"],
  "empty-answer": ["模型没有给出任何文字。", "请重试，或换一个模型。"],
  "endpoint-failed": ["模型服务出错。", "请稍后重试；已得到的回答会保留。"],
  "redirect-refused": ["服务器要求跳转，Heed 不会跟随。", "请直接填写最终地址。"],
  "call-not-found": ["账目里没有这次模型调用。"],
  "unknown-capability": ["没有这种模型能力。", "可用 heed models 查看。"],
  "broken-choice": ["没有指明模型，应为 服务商/模型。"],
  "model-not-found": ["没有这个模型。", "可用 heed models list 查看。"],
  "model-exists": ["已有同名的本地模型。", "请换一个名字，或先移除已有的。"],
  "no-model": [
    "文件夹里没有可读的 config.json。",
    "请指定含 config.json、tokenizer.json 和 onnx/ 的文件夹。",
  ],
  "no-model-file": ["文件夹里没有 ONNX 模型。", "请指定 transformers.js 结构的文件夹。"],
  "unknown-model-kind": ["不认识这种模型。", "请用 --task 说明它的用途。"],
  "local-model-failed": ["本地模型出错。", "请检查其文件夹与精度：heed models list"],
  "local-model-ended": ["本地模型已结束。"],
  "broken-model-settings": ["这些设置无法保存。", "未做任何更改。"],
  "broken-key": ["密钥应为不含空格的一个词。"],
  "broken-model-name": ["模型名称写法有误。"],
  "hub-failed": ["模型库没有应答。", "请稍后重试。"],
  "model-too-large": ["模型超过大小上限。"],
  "file-damaged": ["下载的文件与模型库所示不符。", "请重试；未保留任何内容。"],
  "encoder-changed": ["编码器与建立向量时的不是同一个。", "请重新分析，让向量与编码器一致。"],
  "encoder-unreachable": ["编码器没有应答。", "请检查所选的模型，稍后重试。"],
  // The terminal.
  "no-brief": ["这个工作区还没有简报。", "写一份：heed brief set 文件"],
  "unknown-format": ["无法从文件名判断格式。", "请用 --format 指定格式。"],
  "broken-date": ["日期写法有误，应为 YYYY-MM-DD。"],
  "broken-price": ["价格写法有误，应为 输入,输出,货币，例如 0.27,1.10,USD。"],
  "broken-amount": ["金额写法有误，应为不小于 0 的数。"],
  "nothing-to-search": [
    "没有可搜索的内容：既没有词，也没有筛选条件。",
    "例如：heed search 闪退 --kind bug",
  ],
  "one-theme": ["合并需要两个主题，只收到一个。", "写法：heed themes merge 来源... 目标"],
  "no-way-to-split": [
    "拆分需要 --mentions、--words 或 --into 之一。",
    "可用 heed search --theme 主题 查找提及的编号。",
  ],
  // Pictures, sounds, the lab.
  "screenshots-ended": ["图片识别已结束。"],
  "too-large": ["模型文件过大。", "请减少训练数据或类别。"],
  "broken-sound": ["录音文件无法读取。", "请另存为 16 位 PCM WAV 或 FLAC。"],
  "no-picture": ["这不是可识别的图片。", "请使用 PNG、JPEG 或 WebP。"],
  "no-test-sound": ["这种语言没有测试录音。"],
  "no-such-example": ["这个样本已不存在。"],
  "no-media": ["这个样本没有图片或声音。"],
  "not-media": ["这不是可读取的图片或声音。"],
};
