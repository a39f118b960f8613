/** Something that is said once, beside whatever the page shows: a fill, an outbid, a refusal. */
export interface Notice {
  id: number
  text: string
  kind: 'good' | 'bad' | 'plain'
  urgent: boolean
  href?: string
  link?: string
  /** Takes back what was just done, where that is possible. */
  undo?: () => void
}

const kShownMs = 8_000
const kShownMax = 4

class Notices {
  all = $state<Notice[]>([])
  private next = 1

  say(text: string, more: Partial<Omit<Notice, 'id' | 'text'>> = {}): void {
    const notice: Notice = { id: this.next++, text, kind: 'plain', urgent: false, ...more }
    this.all = [...this.all.slice(1 - kShownMax), notice]
    setTimeout(() => this.drop(notice.id), notice.urgent ? 2 * kShownMs : kShownMs)
  }

  drop(id: number): void {
    this.all = this.all.filter((notice) => notice.id !== id)
  }
}

export const notices = new Notices()
