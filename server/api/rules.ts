import { type HeadlineRule, headlineRule } from '../../shared/news/rule.ts';
import { recordRoutes } from './records.ts';

/** Rules that mark headlines as candidates for events. */
export const ruleRoutes = recordRoutes<HeadlineRule>({
  collection: 'rule',
  path: '/rules',
  schema: headlineRule,
  summary: 'a rule of headlines',
});
