const SCRIPTS = /^(?:hans|hant|latn|cyrl|arab|jpan|kore)$/i;

/**
 * A language tag in BCP 47 spelling (`en-us` → `en-US`, `zh_cn` → `zh-CN`), at most language, script and region;
 * null where the text is none.
 */
export function languageTag(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const m =
    /^\s*([a-z]{2,3})(?:[-_]([a-z]{4}|[a-z]{2}|\d{3}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.].*)?\s*$/i.exec(
      text ?? '',
    );
  if (m?.[1] === undefined) return null;
  const [, language, second, third] = m;
  const parts = [language.toLowerCase()];
  for (const part of [second, third]) {
    if (part === undefined) continue;
    if (part.length !== 4) parts.push(part.toUpperCase());
    else if (SCRIPTS.test(part)) parts.push(part.charAt(0).toUpperCase() + part.slice(1).toLowerCase());
  }
  return parts.join('-');
}
