type TableArtProps = {
  /** Chairs around the table, at most 12 are drawn. */
  chairs?: number
  taken?: number
}

/** A round table from above with its chairs, a pot of tea and cups where somebody sits. */
export function TableArt({ chairs = 8, taken = 0 }: TableArtProps) {
  const count = Math.max(2, Math.min(12, chairs))
  return (
    <svg class="art table-art" viewBox="0 0 240 240" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        <g key={i} transform={`rotate(${(360 / count) * i} 120 120)`}>
          <rect class={i < taken ? 'chair chair-taken' : 'chair'} x="101" y="14" width="38" height="34" rx="11" />
          <path class="chair-back" d="M103 13q17-8 34 0" />
        </g>
      ))}
      <circle class="table-top" cx="120" cy="120" r="68" />
      <circle class="table-grain" cx="120" cy="120" r="56" />
      {Array.from({ length: Math.min(taken, count) }, (_, i) => (
        <g key={`cup-${i}`} transform={`rotate(${(360 / count) * i} 120 120)`}>
          <circle class="cup" cx="120" cy="70" r="9" />
          <circle class="tea" cx="120" cy="70" r="6" />
        </g>
      ))}
      <circle class="pot" cx="120" cy="120" r="19" />
      <path class="pot-line" d="M139 118q10-1 12-9M101 113q-12-3-12 8t12 7" />
      <circle class="pot-lid" cx="120" cy="120" r="10" />
      <circle class="pot-knob" cx="120" cy="120" r="3" />
    </svg>
  )
}
