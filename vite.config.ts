import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist/client')
// Whole paths: the server of `dev` and `gallery` looks from the client's folder, the build from the project's root.
const entry = (name: string) => join(import.meta.dirname, 'client', name)

// The client is built into dist/client, with a manifest so that the size of a first visit can be checked.
export default defineConfig(({ mode }) => ({
  // Tests run from the project's root.
  root: mode === 'test' ? '.' : 'client',
  plugins: [preact({ reactAliasesEnabled: false }), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    // The policy allows no inline script, and no data: font or image in styles.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: entry('index.html'), pages: entry('styles/pages.css'), 'sign-in': entry('sign-in.ts') },
      output: {
        // The pages that need no JavaScript are written by the server, which knows their style sheet by this name.
        // What every page needs comes in one piece, not in twenty.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /\/node_modules\/(?!@simplewebauthn)|\/(shared|client\/(api|state|ui))\//,
              minShareCount: 2,
            },
          ],
        },
        assetFileNames: ({ names }) => (names.includes('pages.css') ? 'pages.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  server: {
    proxy: {
      // The client's own modules in `client/api/` end in `.ts`; what the server answers has no dot.
      '^/api/[^.?]*(\\?|$)': 'http://127.0.0.1:3000',
      '/socket.io': { target: 'ws://127.0.0.1:3000', ws: true },
    },
  },
}))

/** Writes each text of the build also as gzip and Brotli, which the server hands out as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      for (const file of files.filter((name) => /\.(js|css|html|svg)$/.test(name))) {
        const text = readFileSync(join(outDir, file))
        writeFileSync(join(outDir, `${file}.gz`), gzipSync(text, { level: 9 }))
        writeFileSync(join(outDir, `${file}.br`), brotliCompressSync(text))
      }
    },
  }
}
