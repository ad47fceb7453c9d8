// Word lists by which an English clause is told from a fragment: data of `english-clause.ts`.

/** Verbs that always make a clause, with their forms. */
const FINITE = `is are was were isn't aren't wasn't weren't isnt arent wasnt has have had hasn't haven't hadn't hasnt havent hadnt do does did don't
doesn't didn't dont doesnt didnt can can't cannot cant could couldn't couldnt will won't wont would wouldn't wouldnt should shouldn't shouldnt must`;

/** Regular verbs by their base; -s, -ed and -d are made of it. */
const REGULAR = `ask answer arrive accept add affect allow appear arrive beep block bounce bug cause change charge clear close complete confuse connect convert
copy corrupt cost cover crash create delay delete demand deny depend destroy detect die disable disappear disconnect display double download drag drain drop
duplicate empty end erase expire export fade fail fire fix flash flicker fold force forget format freeze garble glitch handle happen heat help hide hurt
ignore import include increase insist interrupt jump kick kill lack lag land last launch leak let lie like load lock log look love mangle mark match merge
miss mix move mute need offer open overheat overlap overwrite pay pick pop prevent print promise pull push raise reach react read rearrange reappear receive
record recover redirect refresh refuse refund reject reload remember remove rename renew repeat replace reply report request require reset resize respond
restart restore return reverse revert rotate ruin save scan scroll search seem send serve share shift ship shuffle sign skip slow sort sound spin
split stall start stay stick stop strain stretch stutter submit suffer support swap switch sync take tend test time transcribe transfer translate treat trigger turn
twist type undo unlock update upload use vanish want warn waste wipe wish work wrap`;

/** Irregular forms that are no bases. */
const IRREGULAR = `ate become becomes became begins began broke breaks brings brought builds built burns burnt buys bought came comes costs cuts deals
died dies draws drew eats eaten falls fell feels felt finds found flies flew forgets forgot froze gets gives gave goes gone went grows grew hangs hung hears heard hides hid
holds held hurts keeps kept knows knew leaves left lets loses lost makes made means meant meets met overwrote overwrites pays paid puts quits reads resets rings rang runs ran
says said sees saw sells sold sends sent sets shows showed shrinks shrank shuts sits sat sleeps slept slides slid speaks spoke spends spent spins spun
steals stole sticks stuck takes took tells told thinks thought throws threw tries tried understands wakes woke wears wins won writes wrote
beats beaten bleeds carries denies empties copies replies relies applies supplies stopped dropped dragged logged lagged popped swapped wiped wrapped
skipped shipped planned cancelled canceled referred occurred flipped dies keep make get go come show lose break find give tell see run hang give say`;

/** Past participles and adjectives that tell a state after a form of "be", or alone: "half the notes gone". */
export const STATES = words(
  `gone missing broken slow late lost wrong empty blank dead useless unusable stuck expensive overpriced unreliable`,
);

/** Words with which a request may begin: "add a tablet layout". */
export const IMPERATIVES = words(
  `add allow bring consider enable fix give improve include increase introduce keep let make offer please provide put reduce remove restore
return show stop support switch give`,
);

const ORDERS = `avoid beware buy check contact delete do don't dont download email enjoy forget get give go help install keep look make never note pay read
refund remember save see send stay steer stop sync take thank try tell trust turn uninstall update upgrade use wait watch write`;
/** Orders to other readers or to us, which state nothing. */
export const ORDER_STARTS = words(ORDERS);

/** A clause that begins so hangs on what stood before it, or speaks of somebody. */
export const DANGLING_STARTS = words(
  `it its it's this that that's these those they they're their he she his her him them which who whom whose what whatever there there's theres here
but and so because or nor yet then also when whenever if since while after before although though unless until once as than whereas except
in on at by for from of to with without into onto over under about like plus instead otherwise however therefore meanwhile finally
another same such still even just only again maybe perhaps yes no. yeah well ok okay oh ah wow lol hi hello hey dear sorry thanks thank
not neither either both some one two three four five six seven eight nine ten hundreds thousands day week month year today yesterday tonight tomorrow
last next first second third every twice how why where whether you you're your you've u ur we're we've we'd we'll let's i'm i'd i'll im ive
likewise furthermore moreover additionally besides all others other everything everyone something somebody anything most
very too almost please pls plz help early earlier previously my got getting having being been going trying using doing paying waiting losing making because`,
);

/** A clause that ends so was cut off. */
export const DANGLING_ENDS = words(
  `a an the and or but so because if when while that which who of to in on at by for from with without into than as is are was were be been am has
have had do does did can could will would should must my your our his her its their this these those very really too just not no i we you they it he she
between about like also let's then any some every each old new same more other much don't doesn't didn't isn't aren't wasn't won't can't
couldn't wouldn't don't care nice`,
);

/** Words that make a clause speak of one person's life. */
export const PERSONAL = words(
  `i i'm i'd i've i'll im ive me my mine myself we we're we've we'd we'll us our ours ourselves he she his her hers him wife husband son daughter kid kids
mom mum dad mother father brother sister friend friends boss girlfriend boyfriend grandma grandmother grandpa doctor daughter's son's thesis wedding funeral
honestly he's she's guys folks dude bro`,
);

/** Words that point at something outside the clause. */
export const POINTING = words(
  `it it's its this that these those they they're them their there here one ones same such other another which who you your you're u so then again also thus`,
);

/** Words without which a clause says the same; each costs it a little. */
export const PADDING = words(
  `kinda sorta own very really so just totally absolutely extremely literally basically actually seriously simply super incredibly completely constantly apparently somehow
suddenly anyway anymore ever even still now always today yesterday tonight last week month year years days weeks months hours minutes minute hour day ago morning evening
afternoon night monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
spring summer autumn winter once twice thrice`,
);

/** Wishes and suppositions, which claim nothing unless a request is made. */
export const SUPPOSING = words(
  `if would could should might maybe perhaps unless until wish hope hopefully suppose imagine probably whether think guess assume seem seems seemed
i'd they'd you'd we'd it'd`,
);

/** Forms in -s that end a claim as its verb, not as a plural. */
export const INTRANSITIVE = words(
  `arrives crashes disappears expires fails flickers freezes happens lags leaks overheats reappears responds stalls stops stutters vanishes works`,
);

/** In a headline nobody reads these out. */
export const PROFANE = words(
  `fuck fucking fucked fucks wtf shit shitty bullshit crap crappy ass asshole arse bastard bitch damn damned goddamn dick piss pissed suck sucks sucked
hell idiot idiots idiotic moron morons stupid dumb scum retard retarded scam scammers crooks liars pathetic trash garbage rubbish joke clowns
af lol lmao omg haha hahaha ffs`,
);

/** Words of harm, lack and denial. */
export const HARMS = words(
  `no not never nobody nothing none without cannot cant wont dont doesnt didnt isnt wasnt neither hardly barely too
delete deletes deleted erase erases erased wipe wipes wiped overwrite overwrites overwrote overwritten duplicate duplicates duplicated double doubles doubled
drain drains drained lock locks locked reset resets forget forgets forgot ignore ignores ignored eat eats ate ruin ruins ruined corrupt corrupts corrupted lose loses lost
vanish vanishes vanished revert reverts reverted disappear disappears disappeared jump jumps jumped flash flashes flicker flickers scramble scrambles scrambled garble garbles garbled
mangle mangles mangled block blocks blocked expire expires expired stop stops stopped freeze freezes froze crash crashes crashed lag lags lagged stutter stutters fail fails failed
break breaks broke broken hide hides hidden drop drops dropped skip skips skipped force forces forced leak leaks leaked shrink shrinks shrank swap swaps swapped mix mixes mixed
hurt hurts annoy annoys confuse confuses confusing ugly hideous harsh glaring annoying terrible horrible awful bad worse worst useless pointless hard difficult impossible slow slower laggy sluggish
late delayed expensive overpriced greedy unfair misleading wrong incorrect inaccurate missing gone empty blank dead stuck unreadable illegible blurry noisy heavy buggy unreliable unstable unusable
spam unwanted unnecessary limited removed declined refused rejected denied failed pending cancelled canceled unauthorized unauthorised unrecognized unrecognised incomplete
twice hot warm overheats loses kills killed tiny unhelpful rude costs cost pricier paywall paywalled doubled ads`,
);

export const DETERMINERS = words(
  `a an the my your our his her its their this that these those some any no every each last latest new recent first to of in on at for from with without
during after before since by and or`,
);

/** Fillers that may stand before a claim, with the comma or colon after them or none. */
export const ENGLISH_FILLERS =
  /^(?:(?:please fix(?: this| it)?|pls fix|honestly|seriously|unfortunately|sadly|basically|actually|also|and|but|so|well|ok|okay|wow|ugh|hi|hello|hey|guys|anyway|plus|still|lately|apparently|bug|issue|problem|feedback|feature request|suggestion|request|update|edit|ps|p\.s|cons?|pros?|only downside|just|overall)\s*[,:;.!–—-]+\s*)+/i;

const ALL_FINITE = new Set([...words(FINITE), ...words(IRREGULAR)]);
const BASES = words(REGULAR);
const INFLECTED = new Set([...BASES].flatMap(inflections));

/** Forms that may be nouns as well: "the update", "two crashes". */
export function isVerbForm(word: string): boolean {
  return ALL_FINITE.has(word) || INFLECTED.has(word);
}
/** True for a form that may as well be a noun: the base and its -s. */
export function mayBeNoun(word: string): boolean {
  return !ALL_FINITE.has(word) && !word.endsWith("ed");
}

function inflections(base: string): string[] {
  const s = /(?:s|x|ch|sh|z)$/.test(base)
    ? `${base}es`
    : /[^aeiou]y$/.test(base)
      ? `${base.slice(0, -1)}ies`
      : `${base}s`;
  const ed = base.endsWith("e")
    ? `${base}d`
    : /[^aeiou]y$/.test(base)
      ? `${base.slice(0, -1)}ied`
      : `${base}ed`;
  return [base, s, ed];
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
