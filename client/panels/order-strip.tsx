import type { JSX } from 'preact';
import { signed } from '../i18n/format.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { frame } from '../state/frame.ts';
import { mode } from '../state/playhead.ts';
import { measureOf } from '../state/strip-measures.ts';
import { shown, t0 } from '../state/subject.ts';
import { axisOf, type Order, type OrderAxis, orderOf } from './order-of.ts';
import { Bar, StripRow, StripTable, Track } from './strip-row.tsx';
import { clockOrDay } from './time-text.ts';

function silence(state: Exclude<Order['state'], 'moved'>): string {
  const w = stripWords.value.order;
  if (state === 'not-judged') return w.notJudged;
  if (state === 'waits') return w.waits;
  return mode.value === 'archive' ? w.never : w.notYet;
}

function Row({ order, axis }: { readonly order: Order; readonly axis: OrderAxis }): JSX.Element {
  const { none, order: w } = stripWords.value;
  const at = (time: number): number => (time - axis.from) / (axis.to - axis.from);
  return (
    <StripRow instrument={order.instrument}>
      <td class="number strip-strong">{order.state === 'moved' ? order.rank : none}</td>
      {order.state === 'moved' ? (
        <>
          <td>{w.span(clockOrDay(order.from), clockOrDay(order.to))}</td>
          <Track>
            <i class="strip-zero" style={{ left: `${at(t0.value) * 100}%` }} />
            <Bar from={at(order.from)} to={at(order.to)} kind="span" />
          </Track>
          <td class={`number ${order.z < 0 ? 'tone-down' : 'tone-up'}`}>{signed(order.z, 1)}</td>
        </>
      ) : (
        <td class="strip-why" colSpan={3}>
          {silence(order.state)}
        </td>
      )}
    </StripRow>
  );
}

/** Markets in the order of their first unusual move, each as the span of time in which it came. */
export function OrderStrip(): JSX.Element {
  const w = stripWords.value.order;
  const inputs = new Map(
    shown.value.flatMap(({ id }) => {
      const order = measureOf(id)?.order ?? null;
      return order === null ? [] : [[id, order] as const];
    }),
  );
  const orders = orderOf(shown.value, inputs, frame.value.playhead);
  const axis = axisOf(orders, t0.value);
  return (
    <StripTable
      title={w.title}
      heads={[
        { text: w.rank, number: true },
        { text: w.between },
        { text: clockOrDay(axis.from), end: clockOrDay(axis.to) },
        { text: w.z, number: true },
      ]}
    >
      {orders.map((order) => (
        <Row key={order.instrument.id} order={order} axis={axis} />
      ))}
    </StripTable>
  );
}
