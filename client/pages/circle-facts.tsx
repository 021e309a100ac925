/** What a circle holds dear, as short labels. */
export function Values({ values }: { values: readonly string[] }) {
  return (
    <ul class="row plain-list" aria-label="What we value">
      {values.map((value) => (
        <li key={value} class="chip">
          {value}
        </li>
      ))}
    </ul>
  )
}

/** The code of conduct, whole: whoever sits down has had it before their eyes. */
export function Conduct({ conduct }: { conduct: string }) {
  return (
    <>
      <h2>How we treat each other</h2>
      <p class="said">{conduct}</p>
    </>
  )
}
