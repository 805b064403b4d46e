const MINUS = '−';

/** Signed number with a true minus; nothing that rounds to zero carries a sign. */
export function signed(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? MINUS : '+'}${text}`;
}

const grouped = new Map<number, Intl.NumberFormat>();

/** A price with thousands marks, as the screen shows it. */
export function priceText(value: number, decimals = 2): string {
  let format = grouped.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    grouped.set(decimals, format);
  }
  return format.format(value);
}

/** Decimals of a price step: 0.01 → 2. */
export const tickDecimals = (priceTick: number): number =>
  Math.min(6, Math.max(0, Math.ceil(-Math.log10(priceTick) - 1e-9)));

/** At most `length` characters, cut at a word where one ends near, with an ellipsis. */
export function shorten(text: string, length: number): string {
  const letters = [...text.trim()];
  if (letters.length <= length) return letters.join('');
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`;
}
