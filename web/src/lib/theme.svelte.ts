export type ThemeChoice = 'system' | 'light' | 'dark'

const kStored = 'loam.theme' // public/theme.js reads it before the first paint

class Theme {
  choice = $state<ThemeChoice>((document.documentElement.dataset.theme as ThemeChoice | undefined) ?? 'system')
  /** Rises with every change of what is seen, also by the system: pictures drawn with the theme's colours are drawn anew. */
  changes = $state(0)

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (this.changes += 1))
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice
    if (choice === 'system') {
      localStorage.removeItem(kStored)
      delete document.documentElement.dataset.theme
    } else {
      localStorage.setItem(kStored, choice)
      document.documentElement.dataset.theme = choice
    }
    this.changes += 1
  }
}

export const theme = new Theme()
