/** A clock that moves one millisecond whenever somebody looks: budgets become numbers of looks, and runs repeatable. */
export const tickingTime = (looks: number) => {
  let now = 0
  return { clock: () => now++, budgetMs: looks }
}
