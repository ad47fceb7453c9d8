// Names that columns of experiments go by, the likeliest first; compared without case and signs.

export const ARM_NAMES: readonly string[] = [
  "variant",
  "variantname",
  "variantid",
  "variation",
  "variationid",
  "variationname",
  "testgroup",
  "experimentgroup",
  "abgroup",
  "abtestgroup",
  "treatmentgroup",
  "usergroup",
  "group",
  "groups",
  "groupname",
  "arm",
  "armname",
  "bucket",
  "userbucket",
  "userbacket",
  "abbucket",
  "condition",
  "treatment",
  "treated",
  "assignment",
  "assignedgroup",
  "campaignname",
  "campaign",
  "experiment",
  "abtest",
  "testversion",
  "version",
  "promotion",
  "theme",
  "test",
  "cell",
  "cohort",
  "exposed",
  "分组",
  "组别",
  "实验组",
  "组",
  "变体",
  "版本",
  "方案",
];

export const PERSON_NAMES: readonly string[] = [
  "userid",
  "user",
  "uid",
  "visitorid",
  "visitor",
  "customerid",
  "customer",
  "clientid",
  "client",
  "personid",
  "person",
  "memberid",
  "accountid",
  "distinctid",
  "deviceid",
  "cookieid",
  "cookie",
  "anonymousid",
  "playerid",
  "player",
  "subjectid",
  "participantid",
  "studentid",
  "patientid",
  "email",
  "auctionid",
  "ipaddress",
  "locationid",
  "storeid",
  "store",
  "marketid",
  "用户id",
  "用户",
  "用户编号",
  "用户标识",
  "访客",
  "访客id",
  "会员",
  "设备id",
];

export const SESSION_NAMES: readonly string[] = [
  "sessionid",
  "session",
  "visitid",
  "visit",
  "会话",
  "会话id",
];
export const ROW_ID_NAMES: readonly string[] = ["id", "recordid", "rowid", "index", "编号"];

export const TIME_NAMES: readonly string[] = [
  "timestamp",
  "eventtime",
  "exposedat",
  "assignedat",
  "createdat",
  "datetime",
  "time",
  "ts",
  "date",
  "day",
  "dt",
  "日期",
  "时间",
  "时间戳",
  "天",
];

/** Counts of those who were given an arm, in sums. */
export const TRIAL_NAMES: readonly string[] = [
  "visitors",
  "uniquevisitors",
  "users",
  "uniqueusers",
  "participants",
  "people",
  "customers",
  "cookies",
  "uniquecookies",
  "exposures",
  "exposed",
  "recipients",
  "delivered",
  "emailssent",
  "sent",
  "trials",
  "samplesize",
  "sample",
  "assigned",
  "pageviews",
  "views",
  "visits",
  "sessions",
  "impressions",
  "impression",
  "ofimpressions",
  "reach",
  "n",
  "total",
  "totalusers",
  "count",
  "size",
  "人数",
  "用户数",
  "访客数",
  "曝光",
  "曝光数",
  "访问量",
  "样本量",
];

export const MEAN_NAMES: readonly string[] = ["mean", "avg", "average", "均值", "平均", "平均值"];
export const DEVIATION_NAMES: readonly string[] = [
  "sd",
  "std",
  "stdev",
  "stddev",
  "standarddeviation",
  "标准差",
];
export const VARIANCE_NAMES: readonly string[] = ["variance", "var", "方差"];

/** What a row of a log of events says that was done. */
export const EVENT_NAMES: readonly string[] = [
  "event",
  "eventname",
  "eventtype",
  "action",
  "activity",
  "事件",
  "事件名",
  "事件名称",
  "行为",
];
/** Names of those who were given no arm. */
export const NO_ARM =
  /^(?:not in .*|excluded|outside|unassigned|not assigned|no test|out of test|未参与|未分组|未入组|不参与)$/;

/** What is worth measuring. */
export const OUTCOME =
  /conver|purchas|paid|paym|click|revenue|spend|spent|amount|order|subscri|sign ?up|regist|retention|retain|churn|^visit$|enrol|bought|buy|sale|gmv|earn|value|rounds|duration|time (?:on|spent)|session (?:time|length)|bounce|open(?:ed|s|rate)|download|install|activat|engag|success|outcome|response|^yes$|^no$|score|scroll|\bcart\b|basket|crash|refund|cancel|complaint|visit ?page|点击|转化|购买|付费|支付|收入|留存|注册|下单|成交|金额|流失|时长|打开|退款/;
/** Measures of which less is better. */
export const LOWER_IS_BETTER =
  /churn|^no$|\blost\b|\bfail|abandon|bounce|unsubscri|crash|error|latency|load ?time|refund|cancel|complaint|流失|崩溃|退款|投诉|跳出|退订|错误|耗时/;
/** Known before the arm was given. */
export const BEFORE =
  /^(?:pre|prior|before|past|baseline|history|previous|last)\b|\b(?:pre|before|baseline)$|^(?:此前|之前|历史|实验前)/;
/** What people are told apart by. */
export const SEGMENT =
  /country|region|city|device|platform|\bos\b|operati\w+ system|browser|source|channel|\bplan\b|language|gender|\bsex\b|age group|age range|segment|tier|newbie|new user|location|market size|zip code|国家|地区|城市|设备|平台|渠道|语言|性别|年龄段|浏览器|系统/;

/** Names of the arm that is left as it was. */
export const CONTROL =
  /^(?:control|ctrl|control group|control campaign|c|a|baseline|base|placebo|psa|old|old page|original|default|off|0|0\.0|false|none|holdout|variant a|group a|version a|no .*|non .*|对照|对照组|控制组|原版|旧版)$/;
/** Names that arms go by. */
export const ARM_VALUE =
  /^(?:control|ctrl|treatment|treated|test|exposed|exp|experiment|variant.*|variation.*|baseline|placebo|psa|holdout|group [a-z]|[ab]|对照组?|实验组?)$/;
