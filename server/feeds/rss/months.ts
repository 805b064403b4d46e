/** Month names and their usual short forms, January first, as feeds spell them. */
const LISTS = [
  'january february march april may june july august september october november december',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maret april mei juni juli agustus september oktober november desember',
  'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'ιανουαριος φεβρουαριος μαρτιος απριλιος μαιος ιουνιος ιουλιος αυγουστος σεπτεμβριος οκτωβριος νοεμβριος δεκεμβριος',
  'ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου',
] as const;

/** Short forms that are no beginning of the name. */
const OTHERS: readonly (readonly [string, number])[] = [
  ['ιον', 6],
  ['ιολ', 7],
  ['agt', 8],
  ['set', 9],
  ['dez', 12],
  ['des', 12],
  ['dic', 12],
];

function monthTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  const unclear = new Set<string>();
  const put = (name: string, month: number) => {
    const known = table.get(name);
    if (known !== undefined && known !== month) unclear.add(name);
    else table.set(name, month);
  };
  for (const list of LISTS) {
    list.split(' ').forEach((name, i) => {
      const folded = fold(name);
      put(folded, i + 1);
      if (folded.length > 4) put(folded.slice(0, 4), i + 1);
      if (folded.length > 3) put(folded.slice(0, 3), i + 1);
    });
  }
  for (const [name, month] of OTHERS) put(fold(name), month);
  for (const name of unclear) table.delete(name);
  return table;
}

const fold = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}|\./gu, '');

const MONTHS = monthTable();

/** 1…12, or null where the name is none or could be two (`jui`). Case and accents do not matter. */
export function monthNumber(name: string): number | null {
  const quick = MONTHS.get(name.toLowerCase());
  if (quick !== undefined) return quick;
  const folded = fold(name);
  return MONTHS.get(folded) ?? MONTHS.get(folded.slice(0, 4)) ?? MONTHS.get(folded.slice(0, 3)) ?? null;
}
