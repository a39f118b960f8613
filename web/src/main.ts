import './styles/tokens.css'
import './styles/base.css'

import { mount } from 'svelte'

import App from './App.svelte'
import { account } from './lib/account.svelte'
import { feed } from './lib/feed.svelte'
import { session } from './lib/session.svelte'

void session.load()
account.start()
feed.start()

const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target })
