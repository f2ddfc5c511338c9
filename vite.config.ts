import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes .br and .gz beside each asset, so that the server never compresses while somebody waits. */
function compressed(folder: string): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const file of readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name))) {
        const text = readFileSync(join(folder, file))
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(text))
        writeFileSync(join(folder, `${file}.gz`), gzipSync(text, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), compressed(join(import.meta.dirname, 'dist/web/assets'))],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Nothing inline: the content security policy allows our own files and nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
