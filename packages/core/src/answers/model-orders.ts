// Tells texts that speak to a model instead of about a product: they are counted and shown to people, and kept from models.

const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:instruction|prompt|rule|direction|guideline|context|above|previous|prior|earlier|everything|system|safety|restriction|all)/i,
  /\b(?:new|updated|real|actual|following|secret|hidden|developer|admin|system)\s+(?:instruction|prompt|directive|order|command|rule|mode|message|override)s?\b/i,
  /\b(?:you are now|you're now|from now on|act as|pretend (?:to be|you)|roleplay as|behave as|respond only|reply only|answer only|output only|print only|say only|always (?:say|answer|reply|respond|output|cite|mention|recommend)|never mention|do not mention|don't mention)\b/i,
  /\b(?:reveal|print|show|repeat|output|leak|disclose|expose|dump|send|forward|exfiltrate|email|post)\b.{0,40}\b(?:prompt|instruction|system message|api key|secret|token|password|credential|config|canary|hidden|ledger|conversation|context)/i,
  /\b(?:say|write|output|print|answer|respond|reply|state|report|claim|tell|conclude|summari[sz]e|include|insert|append|add|cite|mention)\b.{0,30}\b(?:the word|the words|the phrase|exactly|verbatim|the following|that (?:all|every|most|nobody|everyone)|in your (?:answer|reply|summary|response|output)|to the user|the canary)/i,
  /\b(?:ai|llm|language model|assistant|chatbot|chatgpt|gpt|claude|model|agent|summari[sz]er|bot)s?\b.{0,25}\b(?:must|should|shall|has to|have to|need to|please|will now|is required|are required|reading this|processing this)/i,
  /\b(?:attention|note|message|instructions?|hint|important|urgent)\b.{0,15}\b(?:to|for)\b.{0,12}\b(?:ai|llm|language model|assistant|the model|models|chatbot|agent|summari[sz]er)\b/i,
  /(?:^|\n|[.!?。！？]\s*)\s*(?:system|assistant|developer|user|human|ai|tool|function)\s*[:：>\]]/i,
  /<\/?\s*(?:system|assistant|user|instructions?|prompt|tool|tool_call|function|function_calls?|invoke|im_start|im_end|s|inst|admin|context|untrusted|quote|document)\b|<\|[^>]*\||\[\/?(?:INST|SYS|SYSTEM|TOOL|ASSISTANT|USER)\b|<<SYS>>|#{2,}\s*(?:system|instruction|response|assistant|new)/i,
  /"(?:tool_calls?|function_call|tool_use|function|arguments|tool|name)"\s*:|\btool_(?:call|use|result)|\bfunction_call|\b(?:call|use|invoke|run|execute)\s+(?:the\s+)?(?:tool|function|command|api)\b|\b(?:delete|drop|export|share|email|read|list)_[a-z_]+\s*\(/i,
  /\[\[.*?\]\]|\{\{.*?\}\}/,
  /\b(?:BEGIN|END|START|STOP)\s+(?:OF\s+)?(?:SYSTEM|INSTRUCTIONS?|PROMPT|CONTEXT|DOCUMENT|QUOTES?|DATA|UNTRUSTED|ADMIN)|\bjailbreak|\bprompt injection|\bDAN mode/i,
  /\bcanary\b.{0,30}(?:[A-Z\d_-]{4,}|token|word|string)|\b(?:end|close) (?:of )?(?:the )?(?:quotes?|data|document|context)\b.{0,30}\b(?:now|begin|start|instruction)/i,
  /(?:忽略|无视|忘记|忘掉|不要理会|不用管|绕过|跳过|覆盖|推翻).{0,16}(?:指令|指示|提示|规则|要求|设定|以上|上面|上述|之前|前面|先前|系统|限制|内容)/u,
  /(?:系统|新的?|真正的?|隐藏|管理员|开发者|以下|最新)(?:指令|提示词|提示|命令|消息|模式|规则)[:：是]?/u,
  /(?:你现在是|从现在起|从现在开始|从此刻起|请扮演|假装你|你必须|你应该|你需要|你要|只(?:能|需|要|许)?(?:回答|回复|输出|说)|一律(?:回答|回复|输出|说)|务必(?:回答|回复|输出|说|写|引用)|不要提(?:及|到)|不得提(?:及|到)|必须(?:回答|回复|输出|说明|写|引用))/u,
  /(?:请|必须|应当|直接|然后|并|立即|马上)?(?:输出|打印|泄露|透露|复述|重复|公开|展示|发送|显示).{0,12}(?:提示词|系统提示|指令|密钥|口令|密码|令牌|暗号|上下文|对话|全部内容|金丝雀)/u,
  /(?:回答|回复|总结|摘要|结论|报告|输出)(?:中|里|时|必须|需要|应该|请)?.{0,6}(?:必须|务必|一定要|应当|只写|写上|写成|加上|包含|声称|说成)/u,
  /(?:人工智能|大模型|语言模型|模型|助手|机器人|AI|ai|智能体)(?:请|必须|应该|应当|需要|要|务必|注意|看到|读到|阅读)/u,
  /(?:系统|助手|用户|开发者|管理员)\s*[:：]\s*\S|调用(?:工具|函数|接口)|执行(?:命令|函数|工具)/u,
];

/** True for a text that orders a model about, plays a role of its conversation, or forges its calls and placeholders. */
export function ordersModel(text: string): boolean {
  const visible = text.normalize("NFKC").replace(/[\p{Cf}\p{Co}\p{M}\u00ad]/gu, "");
  const spaced = visible.replace(/\s+/g, " ");
  // Letters set apart by blanks or marks are read together.
  const joined = spaced.replace(/(?<=\b\p{L})[\s._*-](?=\p{L}\b)/gu, "");
  return ORDERS.some((order) => order.test(visible) || order.test(spaced) || order.test(joined));
}
