import type { Kysely } from 'kysely';

export type Flavour = 'sqlite' | 'postgres';
export type Migration = (db: Kysely<unknown>, flavour: Flavour) => Promise<void>;
