/**
 * A pattern written over several lines: line breaks and the spaces around them do not count, and capitals neither unless
 * other flags are asked for.
 */
export const pattern = (source: string, flags = 'i'): RegExp => new RegExp(source.replace(/\s*\n\s*/g, ''), flags)
