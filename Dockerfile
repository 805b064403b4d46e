# Stage 1: packages and the built page. Stage 2: what runs, as an unprivileged user.
FROM node:26.10.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image is the pinned Node itself: the npm package of that name is taken out again below.
RUN npm ci --omit=dev --no-audit --no-fund
COPY tsconfig.json ./
COPY shared ./shared
COPY client ./client
RUN node node_modules/vite/bin/vite.js build --config client/vite.config.ts && rm -rf node_modules/node node_modules/node-bin-*

FROM node:26.10.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY shared ./shared
COPY server ./server
COPY archive ./archive
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
# Node itself asks the server whether it is ready: no tool beyond the image is needed.
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s --retries=3 \
  CMD ["node", "server/cli/healthcheck.mjs"]
CMD ["node", "server/cli/main.ts", "serve"]
