//! The words people answer with, by kind of question and language, each with its level from -3 to 3; 0 is the middle.

/// Words of one kind of question: a level, and the words on it between bars.
pub(super) type Family = &'static [(i8, &'static str)];

/// All kinds of question.
pub(super) const FAMILIES: [Family; 6] = [AGREEMENT, SATISFACTION, QUALITY, FREQUENCY, LIKELIHOOD, DEGREE];

/// The words on one level.
pub(super) fn words(known: &'static str) -> impl Iterator<Item = &'static str> {
    known.split('|')
}

const AGREEMENT: Family = &[
    (
        -3,
        "strongly disagree|completely disagree|totally disagree|fully disagree|disagree strongly|\
         disagree completely|stimme überhaupt nicht zu|stimme gar nicht zu|trifft überhaupt nicht zu|\
         trifft gar nicht zu|lehne stark ab|pas du tout d'accord|tout à fait en désaccord|fortement en désaccord|\
         totalmente en desacuerdo|muy en desacuerdo|completamente in disaccordo|per niente d'accordo|\
         fortemente in disaccordo|discordo totalmente|discordo completamente|helemaal mee oneens|\
         helemaal niet mee eens|zeer oneens|instämmer inte alls|helt uenig|zdecydowanie się nie zgadzam|\
         täysin eri mieltä|rozhodně nesouhlasím|\
         kesinlikle katılmıyorum|hiç katılmıyorum|非常不同意|完全不同意|强烈不同意|十分不同意",
    ),
    (
        -2,
        "disagree|stimme nicht zu|trifft nicht zu|lehne ab|pas d'accord|en désaccord|en desacuerdo|in disaccordo|\
         non sono d'accordo|discordo|mee oneens|oneens|instämmer inte|uenig|nie zgadzam się|eri mieltä|\
         nesouhlasím|\
         katılmıyorum|不同意",
    ),
    (
        -1,
        "somewhat disagree|slightly disagree|rather disagree|tend to disagree|stimme eher nicht zu|\
         trifft eher nicht zu|plutôt pas d'accord|plutôt en désaccord|algo en desacuerdo|piuttosto in disaccordo|\
         discordo parcialmente|enigszins mee oneens|eerder oneens|instämmer delvis inte|delvis uenig|\
         raczej się nie zgadzam|jokseenkin eri mieltä|spíše nesouhlasím|\
         kısmen katılmıyorum|比较不同意|不太同意|有点不同意",
    ),
    (
        0,
        "neutral|neither|neither agree nor disagree|neither agree or disagree|undecided|no opinion either way|\
         weder noch|teils teils|teils/teils|teils, teils|unentschieden|ni d'accord ni en désaccord|\
         ni d'accord, ni en désaccord|neutre|sans avis|ni de acuerdo ni en desacuerdo|neutro|indeciso|\
         né d'accordo né in disaccordo|neutrale|nem concordo nem discordo|neutraal|\
         niet mee eens, niet mee oneens|varken eller|hverken eller|nøytral|ani tak, ani nie|\
         ei samaa eikä eri mieltä|neutrální|\
         kararsızım|ne katılıyorum ne katılmıyorum|一般|中立|不确定|说不清",
    ),
    (
        1,
        "somewhat agree|slightly agree|rather agree|tend to agree|stimme eher zu|trifft eher zu|plutôt d'accord|\
         algo de acuerdo|piuttosto d'accordo|abbastanza d'accordo|concordo parcialmente|enigszins mee eens|\
         eerder eens|instämmer delvis|delvis enig|raczej się zgadzam|jokseenkin samaa mieltä|spíše souhlasím|\
         kısmen katılıyorum|比较同意|有点同意|基本同意",
    ),
    (
        2,
        "agree|stimme zu|trifft zu|d'accord|de acuerdo|d'accordo|sono d'accordo|concordo|mee eens|eens|instämmer|\
         enig|zgadzam się|samaa mieltä|souhlasím|\
         katılıyorum|同意",
    ),
    (
        3,
        "strongly agree|completely agree|totally agree|fully agree|agree strongly|agree completely|\
         stimme voll zu|stimme völlig zu|stimme voll und ganz zu|stimme vollkommen zu|trifft voll zu|\
         trifft voll und ganz zu|trifft völlig zu|tout à fait d'accord|entièrement d'accord|fortement d'accord|\
         totalmente de acuerdo|muy de acuerdo|completamente d'accordo|pienamente d'accordo|fortemente d'accordo|\
         concordo totalmente|concordo plenamente|helemaal mee eens|volledig mee eens|zeer eens|instämmer helt|\
         helt enig|zdecydowanie się zgadzam|täysin samaa mieltä|rozhodně souhlasím|\
         kesinlikle katılıyorum|tamamen katılıyorum|非常同意|完全同意|强烈同意|十分同意",
    ),
];

const SATISFACTION: Family = &[
    (
        -3,
        "very dissatisfied|extremely dissatisfied|very unsatisfied|completely dissatisfied|very unhappy|\
         sehr unzufrieden|très insatisfait|très insatisfaite|pas du tout satisfait|muy insatisfecho|\
         muy insatisfecha|molto insoddisfatto|muito insatisfeito|zeer ontevreden|mycket missnöjd|meget utilfreds|\
         svært misfornøyd|bardzo niezadowolony|erittäin tyytymätön|velmi nespokojen|\
         hiç memnun değilim|çok memnuniyetsizim|非常不满意|很不满意|非常不滿意",
    ),
    (
        -2,
        "dissatisfied|unsatisfied|unhappy|unzufrieden|insatisfait|insatisfaite|pas satisfait|insatisfecho|\
         insatisfecha|insoddisfatto|insatisfeito|ontevreden|missnöjd|utilfreds|misfornøyd|niezadowolony|\
         tyytymätön|nespokojen|\
         memnun değilim|memnuniyetsizim|不满意|不滿意",
    ),
    (
        -1,
        "somewhat dissatisfied|slightly dissatisfied|eher unzufrieden|plutôt insatisfait|peu satisfait|\
         algo insatisfecho|piuttosto insoddisfatto|pouco satisfeito|enigszins ontevreden|raczej niezadowolony|\
         pek memnun değilim|比较不满意|不太满意",
    ),
    (
        0,
        "neutral|neither|neither satisfied nor dissatisfied|ok|okay|so-so|weder noch|teils teils|\
         ni satisfait ni insatisfait|neutre|ni satisfecho ni insatisfecho|neutro|né soddisfatto né insoddisfatto|\
         neutrale|nem satisfeito nem insatisfeito|neutraal|varken eller|hverken eller|nøytral|neutrální|\
         kararsızım|ne memnunum ne memnun değilim|一般|中立|普通",
    ),
    (
        1,
        "somewhat satisfied|slightly satisfied|fairly satisfied|eher zufrieden|plutôt satisfait|\
         plutôt satisfaite|assez satisfait|algo satisfecho|abbastanza soddisfatto|piuttosto soddisfatto|\
         enigszins tevreden|raczej zadowolony|\
         kısmen memnunum|比较满意|基本满意|比較滿意",
    ),
    (
        2,
        "satisfied|happy|zufrieden|satisfait|satisfaite|satisfecho|satisfecha|soddisfatto|satisfeito|tevreden|\
         nöjd|tilfreds|fornøyd|zadowolony|tyytyväinen|spokojen|\
         memnunum|满意|滿意",
    ),
    (
        3,
        "very satisfied|extremely satisfied|completely satisfied|very happy|sehr zufrieden|très satisfait|\
         très satisfaite|tout à fait satisfait|muy satisfecho|muy satisfecha|molto soddisfatto|muito satisfeito|\
         zeer tevreden|mycket nöjd|meget tilfreds|svært fornøyd|bardzo zadowolony|erittäin tyytyväinen|\
         velmi spokojen|\
         çok memnunum|son derece memnunum|非常满意|很满意|十分满意|非常滿意",
    ),
];

const QUALITY: Family = &[
    (
        -3,
        "very poor|very bad|terrible|awful|unacceptable|sehr schlecht|ungenügend|très mauvais|très mauvaise|\
         muy malo|muy mala|pessimo|molto scarso|muito ruim|péssimo|zeer slecht|mycket dålig|meget dårlig|\
         bardzo źle|erittäin huono|velmi špatné|\
         çok kötü|非常差|很差|极差",
    ),
    (
        -2,
        "poor|bad|schlecht|mangelhaft|mauvais|mauvaise|malo|mala|scarso|ruim|mau|slecht|dålig|dårlig|źle|huono|\
         špatné|\
         kötü|差",
    ),
    (
        -1,
        "below average|rather poor|eher schlecht|plutôt mauvais|insuffisant|onvoldoende|\
         较差",
    ),
    (
        0,
        "fair|average|acceptable|ok|okay|mittel|mittelmäßig|befriedigend|moyen|moyenne|regular|discreto|medio|\
         razoável|matig|gemiddeld|medel|middels|średnio|kohtalainen|průměrné|\
         orta|一般|中等",
    ),
    (
        1,
        "above average|rather good|fairly good|eher gut|plutôt bon|assez bon|voldoende|\
         较好",
    ),
    (
        2,
        "good|gut|bon|bonne|bien|bueno|buena|buono|buona|bom|boa|goed|bra|god|godt|dobrze|hyvä|dobré|\
         iyi|好|良好",
    ),
    (
        3,
        "very good|excellent|outstanding|great|superb|sehr gut|ausgezeichnet|hervorragend|très bon|très bonne|\
         très bien|excellente|muy bueno|muy buena|muy bien|excelente|ottimo|ottima|eccellente|muito bom|\
         muito boa|zeer goed|uitstekend|mycket bra|utmärkt|meget god|svært bra|bardzo dobrze|erinomainen|výborné|\
         çok iyi|mükemmel|非常好|很好|优秀",
    ),
];

const FREQUENCY: Family = &[
    (
        -3,
        "never|nie|niemals|jamais|nunca|mai|nooit|aldrig|aldri|nigdy|ei koskaan|nikdy|\
         hiçbir zaman|asla|从不|从来不|从来没有",
    ),
    (
        -2,
        "rarely|seldom|almost never|hardly ever|selten|rarement|raramente|rara vez|zelden|sällan|sjældent|\
         sjelden|rzadko|harvoin|zřídka|\
         nadiren|很少",
    ),
    (
        0,
        "sometimes|occasionally|manchmal|gelegentlich|parfois|quelquefois|a veces|qualche volta|às vezes|soms|\
         ibland|nogle gange|noen ganger|czasami|joskus|někdy|\
         bazen|ara sıra|有时|偶尔",
    ),
    (
        2,
        "often|frequently|usually|most of the time|mostly|oft|häufig|meistens|souvent|a menudo|spesso|\
         frequentemente|vaak|ofta|ofte|często|usein|často|\
         sık sık|genellikle|çoğu zaman|经常",
    ),
    (
        3,
        "always|almost always|immer|toujours|siempre|sempre|altijd|alltid|altid|zawsze|aina|vždy|\
         her zaman|daima|总是",
    ),
];

const LIKELIHOOD: Family = &[
    (
        -3,
        "very unlikely|extremely unlikely|definitely not|sehr unwahrscheinlich|auf keinen fall|très improbable|\
         certainement pas|muy improbable|molto improbabile|muito improvável|zeer onwaarschijnlijk",
    ),
    (
        -2,
        "unlikely|probably not|unwahrscheinlich|eher nicht|improbable|probablement pas|improbabile|improvável|\
         onwaarschijnlijk",
    ),
    (
        0,
        "neutral|neither|maybe|perhaps|possibly|vielleicht|peut-être|tal vez|quizás|forse|talvez|misschien|\
         kanske|måske|kanskje",
    ),
    (
        2,
        "likely|probably|probably yes|wahrscheinlich|eher ja|probable|probablement|probabile|provável|\
         waarschijnlijk",
    ),
    (
        3,
        "very likely|extremely likely|definitely|definitely yes|sehr wahrscheinlich|auf jeden fall|très probable|\
         certainement|muy probable|molto probabile|muito provável|zeer waarschijnlijk",
    ),
];

const DEGREE: Family = &[
    (-3, "not at all|überhaupt nicht|gar nicht|pas du tout|nada|per niente|helemaal niet|inte alls|slet ikke"),
    (
        -2,
        "slightly|a little|to a small extent|low|very little|wenig|kaum|un peu|peu|poco|pouco|een beetje|lite|\
         lidt|niedrig|faible|bajo|basso|baixo|laag|låg|lav",
    ),
    (
        0,
        "moderately|somewhat|medium|moderate|to some extent|mäßig|teilweise|moyennement|algo|abbastanza|\
         mais ou menos|redelijk|delvis|mittel|moyen|medio|médio|middel",
    ),
    (
        2,
        "very|a lot|to a large extent|high|quite a bit|ziemlich|stark|beaucoup|mucho|molto|muito|veel|hoch|élevé|\
         alto|hoog|hög|høj|høy",
    ),
    (
        3,
        "extremely|completely|to a very large extent|very high|äußerst|sehr|sehr hoch|énormément|muchísimo|\
         moltissimo|extremamente|heel veel|zeer hoog",
    ),
];
