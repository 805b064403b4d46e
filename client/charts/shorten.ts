/** At most `length` characters, cut at a word where one ends near, with an ellipsis. */
export function shorten(text: string, length: number): string {
  const letters = [...text.trim()];
  if (letters.length <= length) return letters.join('');
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`;
}
