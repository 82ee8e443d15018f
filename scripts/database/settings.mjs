/**
 * PostgreSQL's settings for a small server that it shares with Portico. Nothing here weakens durability:
 * fsync, full_page_writes and synchronous_commit keep their safe defaults.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "512MB",
  min_wal_size: "80MB",
  checkpoint_timeout: "15min",
  wal_compression: "on",
  random_page_cost: "1.1",
  jit: "off",
  // Queries are short; parallel workers would only need /dev/shm, which containers keep small.
  max_parallel_workers_per_gather: "0",
  TimeZone: "UTC",
  log_timezone: "UTC",
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
  log_rotation_size: "0",
};

/** The settings as pg_ctl's `-o` wants them: one string of `-c name='value'`. No value may hold a quote. */
export function settingsArguments(further) {
  return Object.entries({ ...SETTINGS, ...further })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
}
