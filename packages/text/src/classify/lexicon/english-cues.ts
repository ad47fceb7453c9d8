// English patterns of the six kinds: data of the rule baseline. Each pattern is one alternation of bounded pieces.

const VERB =
  "(?:let|allow|open|load|work|connect|log|login|sign|sync|play|send|receive|respond|update|download|install|save|start|launch|show|display|upload|access|see|hear|view|get|use|find|recognize|recognise|register|change|click|add|delete|search|function|run|move|select|type|watch|read|enter|refresh|print|scan|pair|charge|switch|turn|verify|export|import|edit|join|call|pay|buy|check|come|go|stay|make|give|appear|complete|finish|close|press|scroll|do anything|even|do|remember|detect|reset|create|link|share|post|stream|record|unlock|restore|recover)";

/** Something does not work as meant. */
export const ENGLISH_BUG = new RegExp(
  [
    "\\bcrash\\w*",
    "\\b(?:freez\\w+|froze\\w*)",
    "\\b(?:bug|bugs|buggy|bugged|glitch\\w*|malfunction\\w*)\\b",
    "\\bforce.?clos\\w+",
    "\\b(?:broken|unusable|unresponsive|corrupt\\w*|laggy|lags?|lagging|stutter\\w*|hangs?|hanging|hung up)\\b",
    "\\b(?:error|errors|failed|fails|failing|failure|fail)\\b",
    `\\b(?:can'?t|cannot|can not|couldn'?t|could not|unable to|won'?t|will not|doesn'?t|does not|don'?t|do not|didn'?t|did not|never|no longer|not able to|hasn'?t|isn'?t|aren'?t|wasn'?t|fails to|refuses to|not)\\s(?:even\\s|be able to\\s|seem to\\s|actually\\s|always\\s|properly\\s|want to\\s|get it to\\s|been able to\\s|let me\\s|allow me to\\s){0,2}(?:${VERB}(?:s|ing|ed)?|working|loading|opening|responding|playing|showing|downloading|updating|sending|recording|saving|syncing|connecting|functioning|compatible)\\b`,
    "\\b(?:can'?t|cannot|unable to|won'?t|doesn'?t let me|not able to|no longer able to)\\s(?:even\\s)?(?!wait|stop|live|complain|beat|go wrong|get enough|believe|imagine|recommend|say|thank|afford|be|help|put|wait|do without|fault|ask)\\w{2,}",
    "\\b(?:have|having|had|there (?:is|was|are)|same|this|another|big) (?:a |an |some |this |big |huge |major |serious ){0,2}(?:problem|issue)s?\\b",
    "\\bnot working|\\bstop(?:s|ped)? (?:working|responding|playing|loading|syncing)|\\bquit working",
    "\\bkeeps? (?:on )?(?:clos|crash|freez|stop|load|buffer|log|say|tell|ask|shut|kick|disconnect|restart|turn|reset|glitch|hang|lag|spin|get|go)\\w*",
    "\\b(?:stuck|black screen|white screen|blank screen|blank page|endless loop|infinite loop|spinning)\\b",
    "\\b(?:disappear\\w*|vanish\\w*|went missing|wiped|lost (?:all|my|everything)|deleted (?:all|my)|gone missing|all gone|is gone|are gone)\\b",
    "\\b(?:drain\\w*|overheat\\w*|kills? (?:my|the) battery|battery drain|eats (?:my|the|up) (?:battery|memory))\\b",
    "\\b(?:log(?:s|ged)? me out|kick(?:s|ed)? me (?:out|off)|sign(?:s|ed)? me out|boots? me out|shuts? down|shut itself|closes (?:itself|by itself|on its own|automatically))\\b",
    "\\b(?:(?:so|too|very|really|extremely|super|painfully|incredibly|is|runs?|getting|got|loads?|way too) slow(?:ly|er)?|slow to (?:load|open|start|respond)|slows? down|takes? (?:forever|ages|so long|too long|minutes)|forever to load|long time to (?:load|open))\\b",
    "\\b(?:fix (?:it|this|that|the|your|these|asap|please)|please fix|pls fix|plz fix|needs? (?:to be )?fix\\w*|needs? fixing|fix it|have to fix)\\b",
    "\\b(?:no sound|no audio|no longer works?|used to work|worked (?:fine|great|well|perfectly) (?:before|until)|(?:since|after|ever since) (?:the |this |that |last |latest |new |recent |my )*(?:update|upgrade|version|ios|patch))\\b",
    "\\b(?:not (?:sync|load|respond|show|updat|connect|receiv|play)\\w*|disconnect\\w*|out of sync|duplicate[sd]?|wrong (?:result|answer|time|date|location|page|order|number)s?|inaccurate|incorrect\\w*|something went wrong)\\b",
  ].join("|"),
  "i",
);

/** A wish. */
export const ENGLISH_REQUEST = new RegExp(
  [
    "\\b(?:please|pls|plz|kindly) (?:do |just |also |consider |try to )?(?:add|make|give|bring|allow|include|let|support|consider|put|create|provide|change|remove|return|implement|enable|improve|increase|offer|introduce|integrate|update (?:it|this|the|with)|have|do|keep|stop|get rid|expand|extend|restore|revert|show|translate|develop|adding|upgrade|reduce|lower|release|port|build|work on)\\b",
    "\\b(?:i |we |really |just |only )?wish(?:es|ed|ing)?\\b(?! (?:you|everyone) (?:all the|good|well|luck))",
    "\\b(?:would|it'?d|'d|could|will|might) (?:really |also |definitely |even )?be (?:so |even |really |a lot |much |very |more |a )?(?:nice|great|good|better|cool|awesome|amazing|helpful|useful|perfect|fantastic|lovely|wonderful|handy|ideal|appreciated|greatly appreciated|5|five|neat|best|fun|easier|excellent)\\b",
    "\\b(?:would|i'd|we'd|'d) (?:really |also |absolutely )?(?:like|love|appreciate|prefer|recommend|suggest)\\b",
    "\\bshould (?:also |really |at least |just |definitely )?(?:have|add|be able|allow|include|be|give|let|make|support|provide|offer|get|come|put|bring|show|implement|consider|fix)\\b",
    "\\b(?:can|could|would|will) (?:you|u|we|they|someone)(?: guys| please| also| maybe)* (?:please )?(?:add|make|give|bring|allow|include|let|support|consider|put|create|provide|change|remove|implement|enable|improve|get|have)\\b",
    "\\bneeds? (?:a|an|more|some|the ability|the option|another|better|to (?:have|add|be|include|support|allow|offer|improve|give|let|make|update)|improvement\\w*|work|dark|widget)\\b",
    "\\b(?:hope|hoping|hopefully) (?:you|they|to see|for|that|it|there|the|this|we|in)\\b",
    "\\bif (?:only|you (?:could|can|would|guys)|it (?:could|had|would|was|were|supported)|they (?:could|had|would|added)|there (?:was|were|is|could)|we (?:could|can|had)|i could|u could)\\b",
    "\\b(?:suggest\\w*|feature request|my request|looking forward to|bring (?:it |that |them |this )?back|allow us|let us|give us|let me choose|wishlist|wish list|i propose|one request|small request)\\b",
    "\\b(?:want|wants|wanted|want to) (?:to (?:be able|see|have)|a|an|more|it to|you to|the (?:option|ability))\\b",
    "\\b(?:add|adding|include|support) (?:a|an|the|more|some|in|dark|support|option|feature|widget|for|new|other|another)\\b",
    "\\b(?:no (?:option|way|ability|support|feature|setting|dark mode|widget) (?:to|for)?|there(?:'s| is) no (?:option|way|ability|setting|dark mode|widget)|missing (?:a |the |some )?(?:feature|option|ability|function|support)\\w*|lacks? (?:a |an |the )?(?:feature|option|ability|function|support|basic)\\w*|lack of (?:feature|option|support)\\w*|more (?:options|features|levels|customi[sz]ation|languages|content|characters|songs|maps|control) (?:please|pls|would|in))\\b",
    "\\b(?:make|makes) it (?:possible|so (?:that )?(?:we|i|you)|easier|more|compatible|work (?:on|with)|available)\\b",
    "\\bwhy (?:not|no|don'?t you) (?:add|make|have|dark|support|include)\\b",
  ].join("|"),
  "i",
);

/** What displeasure without a defect is about. */
export const ENGLISH_COMPLAINT = new RegExp(
  [
    "\\b(?:ads|ad|adverts?|advertisements?|advertising|commercials?|pop.?ups?)\\b",
    "\\b(?:expensive|overpriced|pricey|cost(?:s|ly)?|price(?:s|d|y)?|pricing|subscriptions?|paywall|pay to (?:win|use|play)|pay for|have to pay|paid for|money|refund\\w*|charg(?:e|ed|es|ing)|billing|billed|rip.?off|greedy|in.?app purchases?|cash grab)\\b",
    "\\b(?:privacy|permissions?|tracking|personal (?:data|information|info)|my data|spyware|invasive|sell(?:s|ing)? (?:my|your) (?:data|info\\w*))\\b",
    "\\b(?:force[sd]?|forcing) (?:me|us|you|login|log|sign|registration|update|to)|\\b(?:must|have to|need to|required? to|requires?) (?:register|sign up|create an account|log in|login|registration|an account)\\b",
    "\\b(?:customer (?:service|support|care)|support team|tech support|staff|agents?|no (?:reply|response|answer)|nobody (?:answers|replies|responds))\\b",
    "\\b(?:clutter\\w*|bloat\\w*|confusing|complicated|too (?:many|much|complicated|complex|hard|difficult|busy|small|short|long)|spam\\w*|notifications?|policy|policies|scam\\w*|fraud\\w*|misleading|false advertis\\w+|clickbait|censor\\w*|bann?ed)\\b",
  ].join("|"),
  "i",
);

/** Wants to know. */
export const ENGLISH_QUESTION =
  /^(?:(?:and|so|but|also|ok|hi|hello|hey|please|just|um)[ ,]+){0,2}(?:how|what|where|when|which|who|whose|can i|can we|can you|can it|could i|could you|could anyone|may i|is there|is it|is this|is the|are there|are you|does|do you|do i|do they|did|will|would it|should i|has anyone|have you|any way|any chance|any idea|anyone|am i)\b|\b(?:how (?:do|can|to|could|should|would|does|much|many|long)|anyone know|does anyone|wondering (?:if|how|whether|why|what)|want to know|like to know|can (?:someone|anybody|anyone) (?:tell|explain|help)|is there (?:a|any) way|what does|any plans?)\b/i;
/** A question that is a reproach: with a defect it is a bug, with displeasure a complaint. */
export const ENGLISH_REPROACH =
  /\b(?:why|wtf|what the|what happened|what'?s (?:wrong|going on|up)|how come|when will (?:you|this|it|they) (?:\w+ )?(?:fix|be fixed|work)|are you (?:kidding|serious)|seriously)\b/i;
/** A question about how to do something stays a question, whatever it names. */
export const ENGLISH_HOW =
  /\b(?:how (?:do|can|could|should|would) (?:i|we|you|one)|how to|what do i|where (?:is|do|can|are))\b/i;

export const ENGLISH_SPAM =
  /\b(?:follow me|check out my|subscribe to my|my channel|earn (?:money|cash|\$)|make money (?:online|fast|from)|whatsapp me|text me at|promo code|referral code|refer(?:ral)? code|use my code|my code|invite code|dm me|click (?:here|the link)|visit my|buy followers|free (?:gift cards?|v-?bucks|robux)|crypto signals|casino bonus)\b/i;
export const ENGLISH_INDIFFERENT =
  /^(?:it'?s |its |just |this (?:app )?is )?(?:ok|okay|meh|so.?so|whatever|fine i guess|n\/?a|none|nothing|no comments?|idk|i don'?t know|not sure|test|testing|average|alright|neutral|hmm+|lol|haha+)[.! ]*$/i;
/** Abuse that gives no reason. */
export const ENGLISH_INSULT =
  /^(?:(?:this|the|an?|is|it|it'?s|its|app|game|absolute|absolutely|complete|total|totally|utter|pure|piece|of|you|guys|are|so|such|really|just|pos|and)[ ,.!]+){0,8}(?:trash|garbage|crap|shit\w*|sucks?|rubbish|stupid|idiots?|fuck\w*|bullshit|junk|dumb|morons?|bs|losers?)(?:[ ,.!]+(?:app|game|company|people|ever|you|this|off|it|and|trash|garbage|crap|shit|sucks|stupid)){0,4}[.! ]*$/i;
/** Irony that turns praise into blame. */
export const ENGLISH_SARCASM =
  /\b(?:thanks for (?:nothing|ruining|breaking|wasting|deleting|removing)|(?:great|nice|good|brilliant|well done|wonderful|awesome|congrats|congratulations|fantastic)[,!.]* (?:job|work|going|way)?[,!.]* ?(?:another|yet another|breaking|ruining|now (?:it|i|the)|guys,? now|you broke|except it|if you (?:like|enjoy|love) (?:ads|crashes|losing|waiting))|yeah,? right|what a joke|as if|so much for|oh (?:great|wonderful|joy|nice))\b/i;
