# docker build -t doorward .      Running it: docs/install.md
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/go.mjs build
# The image has a Node of its own.
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-*

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/contract ./contract
COPY --from=build /app/server ./server
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node -m 0700 /data
USER node
ENV NODE_ENV=production DOORWARD_DATA=/data DOORWARD_LISTEN=0.0.0.0:3000
ENV MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072 NODE_COMPILE_CACHE=/data/compiled
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# MALLOC_ARENA_MAX and what follows it are as in scripts/server-environment.mjs.
CMD ["node", "--disable-warning=ExperimentalWarning", "server/main.ts"]
