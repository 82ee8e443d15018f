// What Node.js alone can do: the same number of bytes as the liveness answer, from a server that does nothing else.
import { createServer } from "node:http";

const body = JSON.stringify({
  version: "1.0",
  success: true,
  code: 200,
  message: "OK",
  request_id: crypto.randomUUID(),
  data: {},
  meta: {},
});

const server = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.send({ type: "ready", url: `http://127.0.0.1:${server.address().port}/` }));
process.on("disconnect", () => process.exit(0));
