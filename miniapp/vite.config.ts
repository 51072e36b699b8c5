// Owns how the mini-app is built and served to a developer.
// Leaves serving it for real to the API, which hands out dist/.
import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  // Relative, because DingTalk and a reverse proxy may both mount the app below a path.
  base: './',
  // 'source' makes shared's TypeScript part of this build: no build of shared comes before.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // DingTalk's containers on old phones stand on Chromium 87 and iOS 14.
  build: { target: ['chrome87', 'safari14'], cssTarget: ['chrome87', 'safari14'] },
  server: { proxy: { '/api': process.env['API_URL'] ?? 'http://127.0.0.1:3180' } },
});
