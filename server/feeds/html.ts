const HTML_START =
  /^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)\b/i;

/**
 * True where a body that should be data is a page: a consent form, a script challenge, a proxy's message. Looks at
 * the first non-blank bytes only.
 */
export function looksLikeHtml(body: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 1024)).replace(/^(?:ï»¿|\s)+/, '');
  return HTML_START.test(start);
}
