/** An answer before faults are applied. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export const json = (value: unknown, headers: Record<string, string> = {}, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const text = (body: string, type = 'text/plain', status = 200): Reply => ({
  status,
  headers: { 'content-type': type },
  body,
});

export const notFound = (): Reply => text('Not Found', 'text/plain', 404);
