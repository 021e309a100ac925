import { Component, h, type FunctionComponent } from 'preact'

/** Draws a component again only when one of its props is another one; signals that it reads draw it as ever. */
export function memo<Props extends object>(view: FunctionComponent<Props>): FunctionComponent<Props> {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props) {
      const now: Props = this.props
      return (Object.keys(next) as (keyof Props)[]).some((name) => next[name] !== now[name])
    }
    override render() {
      return h(view, this.props)
    }
  }
  return Memo as unknown as FunctionComponent<Props>
}
