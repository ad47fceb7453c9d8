// Everyday words and letters of Latin-script languages: what decides on texts too short for n-grams.

/**
 * Words that people use in short feedback, by BCP 47 tag, written for this table. A word may stand under several
 * languages; it then votes for each.
 */
export const LATIN_WORDS: Readonly<Record<string, string>> = {
  en: `the a an and or but of to in on at for with from by is are was were be been am it its it's this that these those
    i i'm i've you your my me we our they them their he she his her not no don't doesn't didn't can't cannot won't isn't
    wasn't can could would should will have has had do does did what when where why how which who all any some more
    very too so just only also even still ever never always again after before since than then now up out off over
    app apps game phone update updates version bug bugs crash crashes crashed crashing freeze freezes freezing lag laggy
    slow fast good great bad best worst better worse nice awesome amazing excellent perfect love loved loves like likes
    hate useless useful easy hard cool fun boring simple terrible horrible awful poor please fix add make need needs want wish
    work works working worked open opens opening load loads loading login log sign account password screen button
    ads money pay paid price free expensive cheap buy support service customer thank thanks help feature features option
    download install uninstall stars star ok okay yes get got use used using user time day new old much many lot
    battery dark mode video music photos file files sync delivery order food quality issue issues problem problems
    super wow really pretty recommend recommended sucks trash garbage waste scam meh fine enough keep keeps every wont dont
    cant doesnt didnt im ive u ur plz pls lol notifications settings language crashy stuck error errors black blank`,
  es: `el la los las un una unos unas de del y o que en por para con sin es son está están muy pero más no sí me te se lo le
    mi su esta este esto eso como cuando porque todo todos nada buena bueno buen mala malo mejor peor aplicación funciona
    gusta encanta gracias excelente actualización juego puedo puede hay ya desde favor fácil lenta lento anuncios mucho
    muchos dinero siempre nunca bien mal app error cierra sola celular teléfono quiero tiene sirve`,
  pt: `o a os as um uma de do da dos das e ou que em no na por para com sem é são está muito mas mais não sim me te se meu
    minha esse essa este esta isso como quando porque tudo nada boa bom ruim melhor pior aplicativo aplicação funciona
    gostei adoro adorei amo obrigado obrigada excelente ótimo ótima atualização jogo consigo pode já desde favor fácil
    lento anúncios dinheiro sempre nunca bem mal fecha sozinho celular trava quero tem recomendo`,
  fr: `le la les un une des de du et ou que qui en dans pour avec sans est sont c'est très mais plus ne pas je j'ai tu il elle
    nous vous mon ma mes ce cette ça comme quand parce tout tous rien bonne bon mauvais mauvaise meilleur pire application
    appli marche fonctionne aime adore j'adore merci excellente excellent parfait mise jour jeu peux peut depuis facile
    lent lente publicités pub trop toujours jamais bien mal impossible connecter plante génial nul veux faut`,
  de: `der die das ein eine einen dem den des und oder aber nicht kein keine ich du er sie es wir ihr mein meine mit ohne für
    auf aus bei von zu zum zur im ist sind war hat habe kann sehr gut gute guter schlecht besser beste schlechteste mehr
    nur auch noch immer nie wenn weil dass was wie funktioniert geht gefällt liebe danke super update stürzt ab leider
    einfach langsam werbung bitte seit alles nichts app spiel ständig absturz handy viel zu empfehlenswert toll`,
  it: `il lo la i gli le un uno una di del della e o che in per con senza è sono molto ma più non mi ti si mio mia questo questa
    come quando perché tutto niente buona buono ottima ottimo pessima pessimo migliore peggiore applicazione funziona piace
    adoro grazie eccellente aggiornamento gioco posso può già facile lenta lento pubblicità troppo sempre mai bene male
    bella bello blocca chiude da ho ha consiglio`,
  nl: `de het een en of maar niet geen ik je jij hij zij wij mijn met zonder voor op uit bij van naar is zijn was heeft heb kan
    zeer goed goede slecht slechte beter beste meer alleen ook nog altijd nooit als omdat dat wat hoe werkt vind leuk
    bedankt fijne fijn helaas makkelijk langzaam reclame graag sinds alles niets app spel update vastloopt handig echt`,
  da: `og eller men ikke jeg du han hun vi min mit med uden for på af fra til er var har kan meget god godt dårlig bedre
    bedst mere kun også altid aldrig når fordi det den et en som virker tak nem langsom reklamer siden alt intet appen spil
    opdatering efter`,
  fi: `ja tai mutta ei en minä sinä hän me minun kanssa ilman että on oli ovat voi hyvin hyvä huono parempi paras enemmän vain myös
    aina koskaan kun koska toimii kiitos helppo hidas mainoksia sovellus peli päivitys jälkeen tämä se erittäin`,
  hu: `és vagy de nem én te ő mi az egy nélkül hogy van volt lehet nagyon jó rossz jobb legjobb több csak is mindig soha mert
    működik köszönöm könnyű lassú reklám alkalmazás játék frissítés óta ez`,
  cs: `a nebo ale ne já ty on ona můj bez na od do je jsou byl má může velmi dobrá dobrý špatná lepší nejlepší více jen také
    vždy nikdy když protože že co jak funguje líbí děkuji super aplikace hra aktualizace aktualizaci pomalá reklam prosím vše nic se to`,
  sv: `och eller men inte jag du han hon vi min mitt med utan för på av från till är var har kan mycket bra dålig dåligt bättre
    bäst mer bara också alltid aldrig när att det den ett en som fungerar funkar gillar tack enkel långsam reklam sedan
    allt inget appen spel uppdatering kraschar`,
  pl: `i lub ale nie ja ty on ona my mój moja z bez dla na od do jest są był ma może bardzo dobra dobry dobre zła zły lepsza
    najlepsza więcej tylko też zawsze nigdy kiedy bo że co jak działa lubię kocham dziękuję dzięki świetna świetny polecam
    aplikacja gra aktualizacja aktualizacji łatwa wolna reklam reklamy proszę od wszystko nic się to`,
  tr: `ve veya ama değil ben sen o biz benim bu şu ile için çok iyi güzel kötü daha en sadece her hiç zaman ne nasıl var yok
    uygulama oyun güncelleme çalışmıyor açılmıyor harika mükemmel teşekkürler lütfen süper kolay yavaş reklam bir olarak
    gibi sonra berbat tavsiye ederim`,
  id: `yang dan atau tapi tidak saya aku kamu ini itu dengan untuk di ke dari ada bisa sangat bagus jelek baik buruk lebih
    hanya juga selalu kenapa apa aplikasi aplikasinya game terima kasih tolong mudah lambat iklan banyak sudah belum
    tidak gak nggak mantap keren suka setelah terus jadi bagus`,
  vi: `và hoặc nhưng không tôi bạn của với cho là có được rất tốt đẹp hay hơn chỉ cũng luôn khi vì gì ứng dụng trò chơi
    cảm ơn tuyệt vời chậm quảng cáo quá lỗi xin vui lòng này cập nhật`,
  ro: `și sau dar nu eu tu el ea noi cu fără pentru pe din la este sunt foarte bun bună rău mai doar întotdeauna când că ce cum
    aplicație aplicația merge funcționează place mulțumesc excelentă joc actualizare`,
};

/** Letters that, in feedback, all but name their language. */
export const LATIN_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, "vi"],
  [/[ąćęłńśźż]/i, "pl"],
  [/[ğış]|İ/, "tr"],
  [/[ãõ]/i, "pt"],
  [/[ñ¿¡]/i, "es"],
  [/ß/, "de"],
  [/[ășț]/i, "ro"],
  [/[ěřů]/i, "cs"],
  [/[őű]/i, "hu"],
];
