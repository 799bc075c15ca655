import { defineConfig } from 'vitest/config';

declare const process: { env: Record<string, string | undefined> };

// ARXOS_WEB_OUT is where Maven wants the built page; ARXOS_CLOUD is the cloud that `npm run dev` talks to.
export default defineConfig({
  build: {
    outDir: process.env.ARXOS_WEB_OUT ?? '../../../target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 200,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/v1': process.env.ARXOS_CLOUD ?? 'http://127.0.0.1:8080',
      '/login': process.env.ARXOS_CLOUD ?? 'http://127.0.0.1:8080',
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node', testTimeout: 30_000 },
});
