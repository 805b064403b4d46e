/** Edges of a box, px from the top left of the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the number and its card, and between the card and the edge of the window, px. */
const GAP = 8;

const between = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));

/**
 * Where a card stands: beside its number and never over it. Right of it where there is room, else left of it, else
 * above or below; its middle level with the number as far as the window allows.
 */
export function cardPlace(
  number: Box,
  card: Size,
  screen: Size,
): { readonly left: number; readonly top: number } {
  const lowest = screen.height - card.height - GAP;
  const level = between((number.top + number.bottom - card.height) / 2, GAP, lowest);
  if (number.right + GAP + card.width + GAP <= screen.width) return { left: number.right + GAP, top: level };
  if (number.left - GAP - card.width >= GAP) return { left: number.left - GAP - card.width, top: level };
  const left = between(number.left, GAP, screen.width - card.width - GAP);
  const above = number.top - GAP - card.height;
  return { left, top: above >= GAP ? above : between(number.bottom + GAP, GAP, lowest) };
}
