import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One comment as stored by both services. */
export interface Kept {
  id: number;
  body: string;
  author: string;
}

/**
 * GitHub's and GitLab's comments on one pull request, as strict as theirs: a wrong path, a wrong method, a missing
 * token, or somebody else's comment gives their errors. An absent `login` means GitHub's application token, which may
 * not look up its user.
 */
export async function commentService(kind: "github" | "gitlab", comments: Kept[], login?: string) {
  const me = login ?? "github-actions[bot]";
  const states: { state: string; context: string }[] = [];
  const [list, one, pulls] =
    kind === "github"
      ? ["/repos/o/r/issues/7/comments", /^\/repos\/o\/r\/issues\/comments\/(\d+)$/, "/repos/o/r/pulls"]
      : ["/projects/42/merge_requests/7/notes", /^\/projects\/42\/merge_requests\/7\/notes\/(\d+)$/, ""];
  const shown = ({ id, body, author }: Kept) =>
    kind === "github"
      ? { id, body, user: { login: author } }
      : { id, body, author: { username: author }, system: false };

  const answer = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const url = new URL(request.url!, "http://x");
    let text = "";
    for await (const chunk of request) text += chunk;
    const token =
      kind === "github" ? request.headers.authorization === "Bearer t" : request.headers["private-token"] === "t";
    if (!token) return [401, { message: "Bad credentials" }];
    if (url.pathname === "/user" && request.method === "GET")
      return login
        ? [200, kind === "github" ? { login } : { username: login }]
        : [403, { message: "Resource not accessible by integration" }];
    if (url.pathname === list && request.method === "GET") {
      const [page, size] = [Number(url.searchParams.get("page") ?? 1), Number(url.searchParams.get("per_page") ?? 20)];
      if (size > 100) return [422, { message: "per_page" }];
      return [200, comments.slice((page - 1) * size, page * size).map(shown)];
    }
    if (url.pathname === pulls && request.method === "GET" && kind === "github") {
      const open = [{ number: 7, head: { sha: "abc" } }];
      return [
        200,
        url.searchParams.get("head") === "fork:topic" && url.searchParams.get("state") === "open" ? open : [],
      ];
    }
    if (request.method === "POST" && url.pathname === "/repos/o/r/statuses/abc" && kind === "github") {
      states.push(JSON.parse(text));
      return [201, {}];
    }
    const { body } = text ? JSON.parse(text) : ({} as { body?: string });
    if (url.pathname === list && request.method === "POST" && typeof body === "string" && body.length <= 65_536) {
      const made = { id: comments.length + 1, body, author: me };
      comments.push(made);
      return [201, shown(made)];
    }
    const found = comments.find(({ id }) => id === Number(one.exec(url.pathname)?.[1]));
    if (found && request.method === (kind === "github" ? "PATCH" : "PUT")) {
      if (found.author !== me) return [403, { message: "Forbidden" }];
      found.body = body;
      return [200, shown(found)];
    }
    return [404, { message: "Not Found" }];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { api, comments, states, close: () => server.close() };
}
