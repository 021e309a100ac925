import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

// The client is built into dist/client, with a manifest so that the size of a first visit can be checked.
export default defineConfig(({ mode }) => ({
  // Tests run from the project's root.
  root: mode === 'test' ? '.' : 'client',
  plugins: [preact()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    // The policy allows no inline script, and no data: font or image in styles.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'ws://127.0.0.1:3000', ws: true } } },
}))
