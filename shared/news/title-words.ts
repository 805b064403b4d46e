/** Word lists for comparing titles. Words are stems as `title-facts.ts` makes them, except the stop words. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Carry no news of their own; attribution (`says`, `report`) and days of the week among them. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  words(`a an the and or but of in on at to for from by with as is are was were be been being it its this that these
  those he she his her they their them we our you your i will would can could may might shall should do does did has
  have had having into over under after before amid during about against between than then so if up out off via per
  who what when where why how which while just more most new latest breaking live update updates watch video exclusive
  analysis opinion says say said saying tells tell told according report reports reported sources source official
  officials president mr ms mrs monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow s t
  not no never nor cannot without also still now here there all some any other another news first`),
);

/** In nearly every headline of this subject: sharing them says little. */
export const WEAK_WORDS: ReadonlySet<string> = new Set(
  words(`trump xi jinp donald china us beij washington trad tariff korea south busan apec asia asian sidelin seoul
  global world leader two countri nation market stock economi economic government minister ministri hous whit talk meet`),
);

/** Irregular forms and stems that the rules would miss. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['met', 'meet'],
  ['held', 'hold'],
  ['lowers', 'cut'],
  ['lowered', 'cut'],
  ['lowering', 'cut'],
  ['fell', 'fall'],
  ['fallen', 'fall'],
  ['rose', 'ris'],
  ['risen', 'ris'],
  ['began', 'begin'],
  ['begun', 'begin'],
  ['bought', 'buy'],
  ['sold', 'sell'],
  ['sent', 'send'],
  ['left', 'leav'],
  ['took', 'tak'],
  ['gave', 'giv'],
  ['made', 'mak'],
  ['struck', 'strik'],
  ['won', 'win'],
  ['shook', 'shak'],
  ['spoke', 'speak'],
  ['agreed', 'agre'],
  ['agrees', 'agre'],
  ['agree', 'agre'],
  ['agreeing', 'agre'],
  ['meeting', 'meet'],
  ['meetings', 'meet'],
]);

/** One stem for words that reporters use for one thing. */
export const SAME_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    china: 'chines',
    us: 'usa america american',
    korea: 'korean',
    japan: 'japanes',
    tariff: 'levi duti',
    deal: 'accord agreement pact',
    meet: 'talk summit encounter',
    cut: 'reduc slash trim halv',
    ris: 'soar surg jump ralli climb gain advanc',
    fall: 'plung tumbl sink slid slump drop declin los',
    stock: 'shar equiti market',
    paus: 'suspend halt',
    begin: 'start',
    end: 'conclud finish wrap',
    buy: 'purchas',
    curb: 'restriction control limit',
    export: 'shipment',
    hand: 'handshak',
    ton: 'tonn',
  }).flatMap(([kept, others]) => words(others).map((other): [string, string] => [other, kept])),
);

/** The other side answers: a confirmation or denial is news of its own beside what it answers. */
export const ANSWERS: ReadonlySet<string> = new Set(words('confirm deni refut acknowledg rebuff'));

/** Stem → [axis, end]. Two titles at different ends of one axis are two pieces of news. */
export const POLES: ReadonlyMap<string, readonly [axis: string, end: string]> = new Map(
  (
    [
      ['course', 'start', 'begin open kick launch arriv'],
      ['course', 'end', 'end clos complet adjourn depart leav'],
      ['direction', 'up', 'ris high higher'],
      ['direction', 'down', 'fall low lower'],
      ['stance', 'refuse', 'deni reject refus dismiss refut rebuff'],
      ['stance', 'affirm', 'confirm accept agre approv admit acknowledg'],
      ['measure', 'burden', 'impos rais hik restor reimpos threaten retaliat escalat'],
      ['measure', 'relief', 'cut eas lift paus delay postpon cancel scrap remov'],
    ] as const
  ).flatMap(([axis, end, list]) =>
    words(list).map((word): [string, readonly [string, string]] => [word, [axis, end]]),
  ),
);

/** The same for Chinese, Japanese and Korean. */
export const CJK_POLES: readonly (readonly [axis: string, end: string, pattern: RegExp])[] = [
  ['course', 'start', /开始|開始|始ま|시작|开幕|開幕|抵达|抵達|到着|도착/],
  ['course', 'end', /结束|結束|終了|종료|闭幕|閉幕|离开|離開/],
  ['direction', 'up', /上涨|上漲|上昇|상승|走高|收涨|反発/],
  ['direction', 'down', /下跌|下落|하락|走低|收跌|反落/],
  ['stance', 'refuse', /否认|否認|부인|拒绝|拒絕|拒否|거부/],
  ['stance', 'affirm', /证实|證實|確認|확인|同意|합의|合意/],
  ['measure', 'burden', /加征|加徵|上调|上調|引き上げ|부과|인상/],
  ['measure', 'relief', /暂停|暫停|取消|下调|下調|降低|引き下げ|停止|유예|인하|중단/],
];
