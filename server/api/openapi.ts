import { z } from 'zod';
import { ERROR_CATALOGUE, type ErrorCode } from '../../shared/protocol/errors.ts';
import type { Answer, Route } from './route.ts';

type Json = Record<string, unknown>;

/** What every operation can answer besides its own errors. */
const ALWAYS: readonly ErrorCode[] = ['bad-parameter', 'bad-host', 'too-many-requests', 'internal'];

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  additionalProperties: false,
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERROR_CATALOGUE) },
    detail: { type: 'string' },
    parameter: { type: 'string' },
    received: { type: 'string' },
    expected: { type: 'string' },
  },
};

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function parametersOf(schema: z.ZodObject | null, where: 'path' | 'query'): Json[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function contentOf(answer: Answer): Json {
  if ('schema' in answer) return { 'application/json': { schema: schemaOf(answer.schema, 'output') } };
  return 'mediaType' in answer ? { [answer.mediaType]: { schema: { type: 'string' } } } : {};
}

function errorsOf(spec: Route): Json {
  const codes: ErrorCode[] = [...ALWAYS, ...spec.errors];
  if (!spec.open) codes.push('unauthorized');
  if (spec.method !== 'get') codes.push('bad-origin');
  if (spec.body !== null) codes.push('bad-body', 'body-too-large', 'unsupported-media-type');
  const byStatus = Map.groupBy(new Set(codes), (code) => ERROR_CATALOGUE[code].status);
  const entries = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    entries.map(([status, group]) => [
      String(status),
      {
        description: group.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function operationOf(spec: Route): Json {
  const content = contentOf(spec.answer);
  return {
    operationId: `${spec.method}${spec.path.replaceAll(/[^a-z0-9]+(\w)/gi, (_, next: string) => next.toUpperCase()).replace(/\W+$/, '')}`,
    summary: spec.summary,
    parameters: [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query')],
    ...(spec.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(spec.body, 'input') } },
          },
        }),
    ...(spec.open ? { security: [] } : {}),
    responses: {
      [String(spec.answer.status)]: {
        description: 'Done',
        ...(Object.keys(content).length === 0 ? {} : { content }),
      },
      ...errorsOf(spec),
    },
  };
}

/** The OpenAPI 3.1 document of these operations. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const spec of routes) paths[spec.path] = { ...paths[spec.path], [spec.method]: operationOf(spec) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Market Reaction',
      version,
      description:
        'How Asian markets moved against the news. Times are milliseconds since 1970, UTC, in JSON and ISO 8601 in CSV.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }, {}],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'market_reaction_session' },
      },
    },
  };
}
