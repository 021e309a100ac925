/** Words as they may be shown: stacked marks draw over the neighbours, and no script needs more than eight on one letter. */
export const clamped = (text: string) => text.replace(/(\p{M}{8})\p{M}+/gu, '$1')
