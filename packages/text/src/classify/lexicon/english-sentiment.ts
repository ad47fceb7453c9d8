// English words of liking and disliking, by strength: data of the rule baseline, to be read and corrected by people.

/** Terms divided by commas; `*` at the end stands for any ending of the word. */
export const ENGLISH_SENTIMENT = {
  /** Very good. */
  delight: `love, loves, loved, loving, adore*, amazing*, awesome*, excellent*, fantastic*, perfect, perfectly, perfection,
    brilliant*, superb*, outstanding*, wonderful*, best, greatest, masterpiece, masterful*, exceptional*, incredible, incredibly good,
    phenomenal, flawless*, magnificent*, must have, must-have, can't live without, cannot live without, life saver, lifesaver,
    game changer, stunning*, breathtaking, exquisite*, dazzling*, mesmerizing, triumph*, unforgettable, gorgeous*, hilarious*,
    highly recommend*, five stars, 5 stars, 10/10, top notch, top-notch, second to none, blown away, thrilled, delight*,
    spectacular*, marvelous*, marvellous*, terrific*, extraordinary, riveting, exhilarating, electrifying, luminous, sublime`,
  /** Good. */
  like: `great, good, nice, nicely, cool, likes, liked, i like, really like, do like, happy, glad, pleased, pleasant*, enjoy*, fun, helpful*,
    useful*, handy, convenient*, easy, easily, easier, simple to, intuitive*, smooth, smoothly, fast, faster, quick, quickly, reliable, reliably, stable,
    clean, beautiful*, pretty good, elegant*, lovely, friendly, responsive, recommend*, worth, worthwhile, impress*, satisf*,
    thank, thanks, thx, appreciate*, grateful, well done, good job, great job, well made, well designed, works well, works great, works perfectly,
    works fine, works like a charm, no problem, no problems, no issue, no issues, no complaints, no complaint, no ads, ad free, ad-free, no bugs, never crashes,
    addictive, addicting, improv*, better, fresh, charming*, charm, engaging*, funny, witty, clever*, smart, touching, moving, heartfelt,
    entertaining, entertain*, enjoyable, interesting, fascinat*, captivat*, compelling, powerful*, gripping, absorbing, thoughtful*,
    thought-provoking, insightful*, inspir*, original, imaginative*, inventive*, creative*, rich, richly, vivid*, warm, warmth, sweet,
    tender, poignant*, honest*, sincere, genuine*, strong, solid, sharp, refreshing*, remarkable, remarkably, memorable, rewarding,
    satisfying, successful*, succeeds, talented, skill*, graceful*, grace, humor, humorous, laugh, laughs, wit, comfort*, super, excited, exciting,
    excit*, win, winner, winning, free of charge, saves time, saved me, time saver, accurate*, precise*, polished, lightweight, generous*,
    delicious, tasty, yummy, well worth, value for money, good value, affordable, seamless*, effortless*, robust, secure, safe, kudos,
    celebrat*, compassion*, intelligent*, intelligence, ambitious, authentic, lively, energetic, energy, uplifting, visually striking,
    playful*, joy, joyous, joyful, hope to see more, hooked, hoot, treat, gem, treasure, pleasure, pleasures, crowd-pleaser, crowd-pleasing,
    well-acted, well-made, well-crafted, intriguing, subtle, nuanced, provocative, profound*, fine, finest, haunting, astonishing*, beauty, lyrical,
    sensitive*, spirited, wry, offbeat, sly, suspenseful, taut, tense, thrilling, thrills, deft*, sparkling, worthy, appealing, appeal, fun to,
    satisfied, heartwarming, delicate, mature, superior, admirable, admirably, sophisticated, romantic, epic, classic, ingenious, stylish, style`,
  /** Somewhat good. */
  fair: `ok for, decent, not bad, not too bad, fairly good, acceptable, works, working well, reasonable, reasonably, adequate, alright, pretty cool, so far so good, can't complain,
    cannot complain, watchable, tolerable, promising, potential, free`,
  /** Somewhat bad. */
  dull: `too, average, mediocre, so-so, meh, just ok, only ok, could be better, could be improved, not great, not the best, nothing special, underwhelming, limited, basic,
    predictable, familiar, old-fashioned, overlong, too long, too short, too small, too big, too hard, too difficult, too slow, too dark, too loud, too bright, confus*, complicated, complex,
    outdated, overrated, unfortunately, sadly, lacks, lack, lacking, lacked, missing, too many, too much, too few, less than, however, flaw, flaws, flawed, uneven, hard to, difficult to, difficult, not enough, unnecessary,
    inconsistent, slow, slower, slowly, flat, thin, contrived, formulaic, clunky, heavy-handed, slight, cliche*, clichés, generic, routine, conventional, problem, problems, issue, issues, trouble, loud, noisy, cold, old, instead of, rather than, supposed to, only thing, doubt`,
  /** Bad. */
  dislike: `don't like, didn't like, doesn't like, do not like, did not like, does not like, never liked, not like it, bad, badly, poor, poorly, worse, dislike*, boring, bored, bore, bores, dull, annoy*, frustrat*, irritat*, disappoint*, unhappy, upset, angry, sad that, sucks, suck, sucked, lame, weak, weakly, stupid, silly, dumb, ridiculous*, ridicul*,
    unusable, useless, worthless, pointless, waste, wasted, wasting, wastes, broken, buggy, glitch*, unstable, unreliable, laggy, lag, lags, lagging, crash*, freez*, froze, frozen, fails, fail, failed, failing, failure, error, errors, bug, bugs, stuck,
    expensive, overpriced, pricey, costly, rip off, rip-off, ripoff, money grab, cash grab, greedy, greed, spam, spammy, intrusive, invasive, creepy, misleading, deceptive, dishonest, lied, lies, lie, fake, cheated, cheat*, steal, steals, stealing, stole, stolen,
    rude, unprofessional, unhelpful, unresponsive, ignored, ignore, ignores, refuse*, delete*, uninstall*, deleting, hate to, regret*, avoid, beware, don't bother, do not bother, don't download, do not download, don't buy, do not buy, don't waste, stay away, not worth, no longer, doesn't work, does not work,
    don't work, not working, didn't work, won't work, wont work, doesnt work, never works, stopped working, can't even, cannot even, no sense, nonsense, mess, messy, messed up, screwed, cluttered, clutter, ugly, hideous, clumsy, awkward, tedious, tiresome, tiring, bland, lifeless, pretentious, shallow, hollow, empty, stale,
    sloppy, amateurish, incoherent, muddled, incomprehensible, unfunny, humorless, uninspired, unoriginal, unconvincing, implausible, ludicrous, absurd, laughable, forgettable, unnecessary, annoyance, slog, drags, dragged, plodding, ponderous, overwrought, manipulative, maudlin, mawkish, cheesy, cheap, crude, vulgar, gross, offensive, exploitative, derivative, recycled, inept, incompetent, miserable, painful, painfully, suffer*, unpleasant, depressing, bleak, dreary, lousy, trite, insulting, insult, stinks, stink, fails to, falls flat, misfire*, disjointed, unfulfilling, unsatisfying, dissatisf*, dismal, lackluster, half-baked, half-hearted,
    sappy, schlock, simplistic, one-dimensional, wooden, sluggish, meandering, preposterous, inane, mindless, mindlessly, unintentionally, self-indulgent, excruciating*, grating, murky, banal, insipid, feeble, hackneyed, tired, never again, nothing new, no reason, no point, far-fetched, devoid, unappealing, unwatchable, overblown, bloated, junk, stolen my, robbery, overcharged, charged me, no refund, refund, no response, no reply, unacceptable, unfair, denied, blocked, banned, hacked, malware, virus, drain*, overheats, overheating, shame, shameful, suffers, suffered, dies, damaged, torn, leaked, leaking, defective, faulty, late, delayed, delay, delays, wrong, incorrect, inaccurate, lost, losing, lose, loses, disappear*, missing my, kicks me out, logged me out, laughably, unless you, unlikable, hardly, barely, scarcely`,
  /** Very bad. */
  loathing: `hate, hates, hated, hating, terrible, terribly, horrible, horribly, horrid, awful, awfully, worst, disgust*, disgrace*, pathetic*, atrocious, abysmal, appalling, dreadful*, garbage, trash, rubbish, crap, crappy, shit, shitty, bullshit, scam, scammer*, scams, fraud*, thieves, thief, fuck*, wtf, piece of junk, joke of, a joke, zero stars, 0 stars, no stars, negative stars, one star, 1 star, nightmare, disaster, disastrous, catastroph*, unbearable, insufferable, intolerable, godawful, infuriat*, outrageous, ruined, ruins, ruin, ruining, destroyed, complete waste, total waste, waste of time, waste of money, waste of space, steaming, turd, stinker, travesty, vile, repulsive, idiot*, moron*, morons, lifeless`,
} as const;

export const ENGLISH_NEGATORS = `not, no, never, don't, dont, doesn't, doesnt, didn't, didnt, isn't, isnt, wasn't, wasnt, aren't, arent, weren't, won't, wont, wouldn't, can't, cant, cannot, couldn't, shouldn't, hasn't, haven't, hadn't, ain't, without, neither, nor, hardly any, far from, anything but, n't, none of, nothing, lack of, lacks any, too bad it's not, less, stop being, instead of being`;
export const ENGLISH_INTENSIFIERS = `very, really, so, soo, extremely, super, absolutely, totally, completely, incredibly, utterly, truly, highly, such a, such, insanely, ridiculously, especially, particularly, thoroughly, always, constantly, most, deeply, seriously`;
export const ENGLISH_DIMINISHERS = `a bit, a little, slightly, somewhat, kind of, kinda, sort of, sorta, fairly, sometimes, occasionally, mostly, relatively, a tad, almost`;
/** What looks like a feeling and is none. */
export const ENGLISH_NEUTRAL = `me too, you too, too!, would like, i'd like, like to, like this, like that, like a, like the, like an, like when, looks like, look like, feels like, feel like, seems like, sounds like, something like, things like, stuff like, just like, like if, pretty much, fast food, well as, as well, best friend, best friends, best buy, love story, love triangle, in love with a, good morning, good evening, good night, goodbye, for free, free version, free trial, better if, be better, any better, no better, used to be great, used to be good, used to love, used to like, used to work, used to be, happy birthday, please help, kind of like, in order to, nice if, great if, good if, cool if, awesome if, would be nice, would be great, would be good, would be better, would be cool, would be awesome, would be perfect, would be helpful, would be useful, would have been better, would have been nice, should be better, fine print, too good to be true, more like, interesting if, good luck, at best, thanks for nothing, not only, no matter, no longer than, no doubt, not just, nothing but, no wonder, no idea, no sense of, no other, not sure, nothing short of, nothing less than, can't wait, cannot wait, can't stop, can't get enough, never fails, never disappoints, never had a problem, never had any, never gets old, never dull, don't miss, don't hesitate, no need, no one, the new, work with, new, right now, good enough to, even better, love to see, love to have, love it if, for fun`;
