import { SvelteMap, SvelteSet } from 'svelte/reactivity'

import { api } from '../api'
import { session } from '../session.svelte'

/** Usernames by id, each asked for once. */
class Names {
  private readonly known = new SvelteMap<string, string>()
  private readonly asked = new SvelteSet<string>()

  /** The name, or the beginning of the id until it is known. */
  of(id: string): string {
    return id === session.user?.user_id ? session.user.username : (this.known.get(id) ?? `${id.slice(0, 8)}…`)
  }

  async ask(id: string): Promise<void> {
    if (this.asked.has(id) || id === session.user?.user_id) return
    this.asked.add(id)
    try {
      const user = await api.told(api.client.GET('/api/v1/users/{id}', { params: { path: { id } } }))
      this.known.set(id, user.username)
    } catch {
      // The id stays what is shown; the next page that needs the name asks again.
      this.asked.delete(id)
    }
  }
}

export const names = new Names()
