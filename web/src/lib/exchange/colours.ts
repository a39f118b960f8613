/** The theme's colours as a canvas takes them: what a token comes to is known only of an element that wears it. */
export function coloursOf<T extends string>(inside: HTMLElement, tokens: readonly T[]): Record<T, string> {
  const probe = document.createElement('span')
  inside.append(probe)
  const colours = {} as Record<T, string>
  for (const token of tokens) {
    probe.style.color = `var(--${token})`
    colours[token] = getComputedStyle(probe).color
  }
  probe.remove()
  return colours
}
