// Owns putting the mini-app together and starting it.
// Leaves everything else to the shell and its screens.
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import './app/vant-styles.js';
import './app/theme.css';
import AppShell from './app/app-shell.vue';
import { createQueryClient } from './app/query-client.js';
import { router } from './app/router.js';
import { attachmentPartsKey } from './components/attachment-parts.js';
import { choicesKey } from './components/choices.js';
import { attachmentParts } from './features/attachment/parts.js';
import { directoryChoices } from './features/directory/directory.queries.js';

createApp(AppShell)
  .use(router)
  .use(VueQueryPlugin, { queryClient: createQueryClient() })
  .provide(choicesKey, directoryChoices)
  .provide(attachmentPartsKey, attachmentParts)
  .mount('#app');
