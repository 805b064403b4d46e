/** What we call ourselves everywhere by default. `version` is the product's own, without a `v`. */
export const honestUserAgent = (version: string): string => `market-reaction/${version}`;

/**
 * Yahoo answers 429 to a User-Agent it does not take for a browser, so this one is the default for its hosts and for
 * no other (docs/feeds.md says so, with the terms). The operator can set another.
 */
export const YAHOO_USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
