import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Standard error where left out, so that standard output stays free for data. */
  readonly destination?: DestinationStream;
}

/** One line of JSON an entry. Tokens and cookies never reach it. */
export function createLog(options: LogOptions): Log {
  const redact = {
    paths: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    remove: true,
  };
  return pino({ level: options.level, base: null, redact }, options.destination ?? pino.destination(2));
}
