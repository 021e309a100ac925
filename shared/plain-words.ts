/**
 * What somebody wrote, without the signs of Markdown: for where words are quoted and nothing is laid out. Each pattern ends
 * at the next sign of its own kind, so that no text keeps it busy.
 */
export const plainWords = (text: string): string =>
  text
    .replace(/^[ \t]*(?:```|~~~).*$\n?/gm, '')
    .replace(/^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?)/gm, '')
    .replace(/!?\[([^[\]\n]+)\]\([^()\s]+\)/g, '$1')
    .replace(/\*\*(?=\S)([^*\n]+)(?<=\S)\*\*/g, '$1')
    .replace(/~~(?=\S)([^~\n]+)(?<=\S)~~/g, '$1')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)(__?)(?=\S)([^_\n]+)(?<=\S)\1(?!\w)/g, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
