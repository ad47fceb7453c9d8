// Tells who asks and who answers in a conversation, by what the speakers are called and by what they do.

const ASKER =
  /^(?:interviewer|moderator|researcher|facilitator|host|uxr|q|question|采访者|采访人|访谈者|主持人|主持|提问者|研究员|问|访问员)(?:[\s_-]?(?:\d{1,2}|[a-z]))?$/i;
const ANSWERER =
  /^(?:interviewee|participant|respondent|subject|guest|customer|client|user|a|answer|受访者|被访者|被访人|访谈对象|用户|客户|嘉宾|答|参与者)(?:[\s_-]?(?:\d{1,2}|[a-z]))?$/i;

export interface SpokenTurn {
  readonly speaker: string;
  readonly text: string;
}

/**
 * The speakers who ask. Names that say so decide; else, where nobody is called an asker, the one whose turns end in a
 * question mark most often asks, if that is at least twice as often as the others'. Empty when it cannot be told.
 */
export function findAskers(turns: readonly SpokenTurn[]): Set<string> {
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))];
  const named = speakers.filter((speaker) => ASKER.test(speaker.trim()));
  if (named.length > 0) return new Set(named);
  const answering = speakers.filter((speaker) => ANSWERER.test(speaker.trim()));
  if (answering.length > 0 && answering.length < speakers.length)
    return new Set(speakers.filter((speaker) => !answering.includes(speaker)));
  if (speakers.length !== 2) return new Set();
  const shares = speakers.map((speaker) => ({ speaker, share: questionShare(turns, speaker) }));
  shares.sort((a, b) => b.share - a.share || (a.speaker < b.speaker ? -1 : 1));
  const [first, second] = shares as [(typeof shares)[0], (typeof shares)[0]];
  return first.share >= 0.3 && first.share >= 2 * second.share
    ? new Set([first.speaker])
    : new Set();
}

function questionShare(turns: readonly SpokenTurn[], speaker: string): number {
  const own = turns.filter((turn) => turn.speaker === speaker);
  return own.filter(({ text }) => /[?？]["”’)\s]*$/.test(text)).length / Math.max(1, own.length);
}
