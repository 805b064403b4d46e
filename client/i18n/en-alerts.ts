import { listed } from './format.ts';

const DIRECTION = { either: 'moves', up: 'rises', down: 'falls' } as const;
type Direction = keyof typeof DIRECTION;

/** What is written of alerts, in English; it comes with the sheet. Names, numbers and times come in ready to be shown. */
export const enAlerts = {
  title: 'Alerts',
  button: 'Alerts',
  none: 'No rule yet. A rule tells you when a market moves, opens or answers, an event begins, or a headline says certain words.',
  shared:
    'Rules are kept on this server, for every page. They look at live data only; back-filled and late data never fire.',
  simulatedNote: 'In the simulated day rules tell this page alone, and they end with it.',
  replayNote: 'In a replay nothing is told; what fires meanwhile is in the list.',
  add: 'Add a rule',
  edit: (name: string) => `Edit ${name}`,
  editShort: 'Edit',
  remove: (name: string) => `Remove ${name}`,
  removeShort: 'Remove',
  test: (name: string) => `Test ${name}`,
  testShort: 'Test',
  switchOn: (name: string) => `${name} is on`,
  off: 'off',
  over: 'over',
  failed: (why: string) => `Not done: ${why}`,
  stale: 'Somebody changed it meanwhile; look at it again.',
  unauthorized: 'Changing rules needs the token of this server.',
  tested: {
    page: 'Tested: it is in the list below.',
    delivered: (status: string) => `Tested: it is in the list below, and the webhook answered ${status}.`,
    lost: (why: string) => `Tested: it is in the list below. The webhook was not reached: ${why}.`,
  },
  /** Why a webhook did not arrive; `why` holds for codes of a newer server. */
  why: (code: string) => WHY[code] ?? code,
  status: (why: string, status: string) => `${why} (status ${status})`,

  when: {
    lead: 'Tell me when',
    kinds: {
      move: 'a market moves more than …',
      unusual: 'a market moves more than usual',
      open: 'a market opens',
      answer: 'a market gives its first answer after T0',
      event: 'an event begins',
      headline: 'a headline says …',
      stale: 'data grow old',
    },
    kind: 'What happens',
    direction: 'Direction',
    directions: { either: 'up or down', up: 'up', down: 'down' },
    percent: 'More than, percent',
    usualMoves: 'More than, usual moves',
    since: 'Measured',
    sinces: {
      t0: 'since T0 of the event',
      close: 'since the previous close',
      minutes: 'in the last minutes',
    },
    minutes: 'Minutes',
    event: 'Event',
    newest: 'the newest that has begun',
    anyEvent: 'any event',
    minutesBefore: 'Minutes before it (0 = when it begins)',
    words: 'Words or phrases, one a line; a star at the end stands for any ending',
    match: 'Which of them',
    matches: { any: 'any of them', all: 'all of them' },
    sides: 'Said by',
    sideNames: { us: 'US', china: 'China', other: 'others' },
    markets: 'Markets',
    feeds: 'Feeds',
  },
  rule: {
    name: 'Name',
    coolDown: 'Not again for the same market within, minutes',
    channels: 'Tell me by',
    page: 'a line on this page',
    notification: 'a notification of the browser',
    sound: 'a sound',
    webhook: 'a webhook',
    noWebhook: 'no webhook',
    until: 'Until (day, UTC; empty = no end)',
    save: 'Save',
    cancel: 'Cancel',
    bad: (field: string) => BAD[field] ?? 'Something does not fit.',
  },
  sentence: {
    move: (markets: string, direction: Direction, percent: string, since: string) =>
      `${markets} ${DIRECTION[direction]} more than ${percent} % ${since}`,
    unusual: (markets: string, direction: Direction, moves: string, since: string) =>
      `${markets} ${DIRECTION[direction]} more than ${moves} usual moves ${since}`,
    sinceT0: 'since T0 of the newest event',
    sinceEvent: (title: string) => `since T0 of “${title}”`,
    sinceClose: 'since the previous close',
    sinceMinutes: (minutes: string) => `within ${minutes} minutes`,
    open: (markets: string) => `${markets} opens`,
    answer: (markets: string, since: string) => `${markets} answers for the first time ${since}`,
    event: (title: string | null, minutes: string | null) =>
      minutes === null
        ? `${title === null ? 'an event' : `“${title}”`} begins`
        : `${title === null ? 'an event' : `“${title}”`} begins in ${minutes} minutes`,
    headline: (words: readonly string[], all: boolean, sides: readonly string[]) =>
      `a headline${sides.length === 0 ? '' : ` of ${listed(sides)}`} says ${words.map((w) => `“${w}”`).join(all ? ' and ' : ' or ')}`,
    stale: (what: string) => `data of ${what} grow old`,
    oneOf: (names: readonly string[]) =>
      names.length > 3 ? `one of ${names.length} markets` : names.join(' or '),
    coolDown: (minutes: string) => `at most once in ${minutes} min for each`,
    until: (day: string) => `until ${day}`,
    by: (channels: readonly string[]) => `by ${listed(channels)}`,
    channels: {
      page: 'page',
      notification: 'notification',
      sound: 'sound',
      webhook: (name: string) => `webhook ${name}`,
    },
    listOnly: 'in the list only',
  },
  fired: {
    move: (name: string, value: string) => `${name} ${value} %`,
    unusual: (name: string, value: string) => `${name} ${value} usual moves`,
    since: (time: string) => `since ${time}`,
    open: (name: string) => `${name} is open`,
    answer: (name: string, value: string | null) =>
      value === null ? `${name} answers` : `${name} answers: ${value} %`,
    event: (name: string, minutes: string | null) =>
      minutes === null ? `${name} begins` : `${name} begins in ${minutes} min`,
    stale: (name: string) => `${name}: data are old`,
    test: 'test',
    simulated: 'SIMULATED',
  },
  history: {
    title: 'Fired',
    none: 'Nothing has fired yet.',
    undelivered: 'Did not reach its webhook',
    more: (n: number) => `Show ${n} more`,
  },
  browser: {
    title: 'This browser',
    notifications: 'Show notifications',
    notificationsNote: 'The browser asks for your leave.',
    denied: 'The browser does not allow notifications for this page; its site settings do.',
    unsupported: 'This browser has no notifications.',
    sound: 'Play a sound',
    soundNote: 'Off until you switch it on here.',
  },
  webhooks: {
    title: 'Webhooks',
    note: 'An address is kept on the server and never shown again. Messages are signed where the operator set a key.',
    none: 'No address yet.',
    name: 'Name',
    form: 'For',
    forms: { json: 'a program (JSON)', slack: 'Slack and alike', discord: 'Discord', teams: 'Teams' },
    url: 'Address',
    add: 'Add the address',
    remove: (name: string) => `Forget ${name}`,
    at: (form: string, host: string) => `${form}, ${host}`,
  },
  pill: {
    label: 'Alerts that fired',
    more: (n: number) => `and ${n} more`,
    show: 'Show',
    dismiss: 'Dismiss',
  },
};

const WHY: Readonly<Record<string, string>> = {
  'private-address': 'its address lies in a private network',
  redirect: 'it sent us elsewhere, and we do not follow',
  refused: 'it refused the message',
  busy: 'it was busy',
  'time-out': 'it did not answer in time',
  unreachable: 'nobody answers there',
  'no-webhook': 'its address was forgotten',
  'too-late': 'it had become too late to be of use',
  'too-many': 'too many were waiting',
};

const BAD: Readonly<Record<string, string>> = {
  name: 'Give the rule a name.',
  percent: 'Percent: a number from 0.05 to 50.',
  usualMoves: 'Usual moves: a number from 0.5 to 20.',
  minutes: 'Minutes: a whole number from 1 to 240.',
  minutesBefore: 'Minutes before: a whole number from 0 to 10,080.',
  words: 'Give one word or phrase, at most twenty; a star only at the end.',
  markets: 'Choose at least one market.',
  coolDownMinutes: 'Cool-down: a whole number from 1 to 1,440 minutes.',
  until: 'Until: a day that can be.',
};
