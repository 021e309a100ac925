# Two stages: the first builds the client, the second holds what runs and nothing else.
FROM node:24-bookworm-slim AS build
WORKDIR /kith
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The image brings its own Node: the one among the packages would only make it larger.
RUN npx vite build --outDir dist/client --emptyOutDir && npm prune --omit=dev && rm -rf node_modules/node-linux-*

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /kith
COPY --from=build /kith/package.json /kith/package-lock.json ./
COPY --from=build /kith/node_modules ./node_modules
COPY --from=build /kith/dist ./dist
COPY --from=build /kith/server ./server
COPY --from=build /kith/shared ./shared
COPY --from=build /kith/drizzle ./drizzle
COPY --from=build /kith/docs ./docs
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node answers the stop signal itself: no shell stands in between.
CMD ["node", "server/cli/kith.ts", "start"]
