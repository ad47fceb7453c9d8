// What can be recognised inside a question, in both languages: patterns that a person can check.

export interface EntityPattern {
  /** Name that a dialogue system knows the entity by. */
  readonly name: string;
  readonly pattern: RegExp;
}

/** The first pattern that matches at a place wins. */
export const ENTITY_PATTERNS: readonly EntityPattern[] = [
  {
    name: "money",
    pattern:
      /(?:[$€£¥￥]\s?\d+(?:[.,]\d+)?)|(?:\d+(?:\.\d+)?\s?(?:dollars?|euros?|pounds?|usd|eur|gbp|cny|rmb)\b)|(?:\d+(?:\.\d+)?\s?(?:元|块钱|块|美元|人民币))/giu,
  },
  {
    name: "duration",
    pattern:
      /(?:\b(?:\d+|one|two|three|four|five|six|seven|ten|thirty)[\s-]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b)|(?:[\d一两二三四五六七八九十半]+\s?(?:秒|分钟|个?小时|天|周|个?星期|个?月|年))/giu,
  },
  {
    name: "version",
    pattern: /(?:\bv?\d+\.\d+(?:\.\d+)*\b)|(?:\d+(?:\.\d+)*\s?版)/giu,
  },
  {
    name: "platform",
    pattern:
      /(?:\b(?:ios|ipados|ipad|iphone|android|mac(?:book|os)?|windows|linux|web|browser|chrome|safari|tablet|desktop|laptop|watch)\b)|(?:安卓|苹果|鸿蒙|平板|电脑|手机|网页版?|桌面版?|浏览器|手表|小程序)/giu,
  },
  {
    name: "file-format",
    pattern:
      /(?:\b(?:pdf|docx?|word|xlsx?|excel|csv|markdown|md|html|txt|png|jpe?g|mp3|epub|zip)\b)|(?:表格|文档|图片)/giu,
  },
  {
    name: "plan",
    pattern:
      /(?:\b(?:free|plus|pro|premium|basic|team|business|enterprise|family|student)\s(?:plan|tier|version|account|subscription)\b)|(?:免费版|会员|高级版|专业版|企业版|团队版|家庭版|学生版|年费|月费|终身)/giu,
  },
];
