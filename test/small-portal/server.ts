import { createServer } from "node:http";

// Stands in for lib/entry/server.ts in the tests of `npm start`: it keeps the same contract and needs no build.
const port = Number(process.env.PORT);
const server = createServer((_request, response) => response.end("small portal"));
const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.once("SIGTERM", stop);
process.once("disconnect", stop);
server.listen(port, "127.0.0.1", () => process.send?.({ type: "ready", url: `http://localhost:${port}`, setupUrl: null }));
