import type { JSX } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';

/**
 * A title in its own language and direction, as text. Only http and https are followed; other links never get past the
 * schema of a headline, and are shown as plain text here all the same.
 */
export function HeadlineTitle({ headline }: { readonly headline: Headline }): JSX.Element {
  const { language, title, url } = headline;
  const lang = language === 'und' ? undefined : language;
  return url === null || !/^https?:\/\//i.test(url) ? (
    <span class="story-title" lang={lang} dir="auto">
      {title}
    </span>
  ) : (
    <a
      class="story-title"
      lang={lang}
      dir="auto"
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {title}
    </a>
  );
}
