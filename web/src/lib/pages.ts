/** What a page gets: the parts of its path after the name. */
export interface PageProps {
  rest: string[]
}

export interface Page {
  /** The first part of the path. */
  name: string
  title: string
  load: () => Promise<{ default: unknown }>
  /** Who finds it in the navigation. */
  shown: 'all' | 'player' | 'staff' | 'none'
}

// The server answers these paths, too (src/api/pages_handlers.cpp).
export const pages: readonly Page[] = [
  { name: 'exchange', title: 'Exchange', load: () => import('../pages/Exchange.svelte'), shown: 'all' },
  { name: 'land', title: 'Land', load: () => import('../pages/Land.svelte'), shown: 'all' },
  { name: 'auctions', title: 'Auctions', load: () => import('../pages/Auctions.svelte'), shown: 'all' },
  { name: 'wallet', title: 'Wallet', load: () => import('../pages/Wallet.svelte'), shown: 'player' },
  { name: 'audit', title: 'Audit', load: () => import('../pages/Audit.svelte'), shown: 'player' },
  { name: 'operate', title: 'Operate', load: () => import('../pages/Operate.svelte'), shown: 'staff' },
  { name: 'profile', title: 'Profile', load: () => import('../pages/Profile.svelte'), shown: 'none' },
  { name: 'sign-in', title: 'Sign in', load: () => import('../pages/SignIn.svelte'), shown: 'none' },
  { name: 'register', title: 'Register', load: () => import('../pages/Register.svelte'), shown: 'none' },
]

/** The page of a path and what follows its name; the exchange for none. */
export function pageOf(path: string): { page: Page | undefined; rest: string[] } {
  const [name = '', ...rest] = path.split('/').filter((piece) => piece !== '')
  return { page: name === '' ? pages[0] : pages.find((page) => page.name === name), rest }
}
