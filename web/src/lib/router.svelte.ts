// Where we are: the path says which page, the query what is filtered, sorted and open on it. Both can be sent to somebody else.

class Router {
  path = $state(location.pathname)
  query = $state(new URLSearchParams(location.search))

  constructor() {
    addEventListener('popstate', () => this.read())
    document.addEventListener('click', (event) => this.follow(event))
  }

  go(href: string): void {
    history.pushState(null, '', href)
    this.read()
    scrollTo(0, 0)
  }

  /** A parameter of the query, or what stands for none. */
  get(name: string, otherwise = ''): string {
    return this.query.get(name) ?? otherwise
  }

  /** Changes parameters in place; empty ones are left out. Going back leaves the page, not each key stroke. */
  set(changes: Record<string, string | null>): void {
    const query = new URLSearchParams(this.query)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') query.delete(name)
      else query.set(name, value)
    }
    const text = query.toString()
    history.replaceState(null, '', text === '' ? this.path : `${this.path}?${text}`)
    this.query = query
  }

  private read(): void {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
  }

  /** Plain links of this server's pages change the page without loading it anew. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest?.('a')
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/docs')) return
    if (link.hash !== '' && link.pathname === location.pathname) return
    event.preventDefault()
    this.go(link.pathname + link.search)
  }
}

export const router = new Router()
