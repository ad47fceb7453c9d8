// The public surface of @heed/server.
export { type AppOptions, createApp } from "./app.ts";
export { readServerConfig, type ServerConfig } from "./config.ts";
export { createLog } from "./log.ts";
export { Metrics } from "./metrics.ts";
