import type { Migration } from './migration.ts';

/** Which list of words rated a headline, and which rules of users marked it. */
export const headlineMarks: Migration = async (db) => {
  for (const table of ['headlines', 'headline_revisions']) {
    for (const column of ['tone_by', 'candidate_of']) {
      await db.schema.alterTable(table).addColumn(column, 'text').execute();
    }
  }
};
