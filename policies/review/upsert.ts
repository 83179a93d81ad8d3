/** The subset of `fetch` that comments need. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<Answer>;

interface Answer {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

/** A comment as either service returns it. */
interface Comment {
  id: number;
  body?: string;
  user?: { login?: string } | null;
  author?: { username?: string } | null;
}

/** Where a pull or merge request's comments are. */
export interface CommentPlace {
  /** URL of the list of comments, without a query. */
  list: string;
  /** URL of one comment. */
  one: (id: number) => string;
  /** Method for editing one. */
  edit: "PATCH" | "PUT";
  headers: Record<string, string>;
  /** URL that returns the token's user. */
  self: string;
  /** Login of a GitHub App's token, which cannot look up its user; absent where every token can. */
  application?: string;
}

/** Maximum number of pages to read: 100 pages of 100 comments. */
const PAGES = 100;

/** The pull request that a GitHub workflow runs for. `api` is the API's base URL, set by the runner. */
export function githubPlace(given: { api: string; repository: string; number: number; token: string }): CommentPlace {
  const base = `${given.api}/repos/${given.repository}/issues`;
  return {
    list: `${base}/${given.number}/comments`,
    one: (id) => `${base}/comments/${id}`,
    edit: "PATCH",
    headers: {
      authorization: `Bearer ${given.token}`,
      accept: "application/vnd.github+json",
      "content-type": "application/json",
    },
    self: `${given.api}/user`,
    application: "github-actions[bot]",
  };
}

/** The merge request that a GitLab job runs for. */
export function gitlabPlace(given: { api: string; project: string; number: number; token: string }): CommentPlace {
  const list = `${given.api}/projects/${encodeURIComponent(given.project)}/merge_requests/${given.number}/notes`;
  return {
    list,
    one: (id) => `${list}/${id}`,
    edit: "PUT",
    headers: { "private-token": given.token, "content-type": "application/json" },
    self: `${given.api}/user`,
  };
}

/**
 * Writes the comment: edits an earlier run's comment, identified by the marker in its first line and by its author on
 * any page; otherwise creates a new one. Anybody can write the marker, so other authors' comments are neither edited
 * nor treated as ours. Returns which of the two happened.
 *
 * @param author the author of our comments; by default, the token's user as reported by the service
 */
export async function upsertComment(
  place: CommentPlace,
  marker: string,
  body: string,
  fetch: Fetch,
  author?: string,
): Promise<"created" | "edited" | "unchanged"> {
  const old = await findComment(place, marker, author ?? (await whoAmI(place, fetch)), fetch);
  if (old?.body === body) return "unchanged";
  await call(fetch, old ? place.one(old.id) : place.list, {
    method: old ? place.edit : "POST",
    headers: place.headers,
    body: JSON.stringify({ body }),
  });
  return old ? "edited" : "created";
}

async function whoAmI(place: CommentPlace, fetch: Fetch): Promise<string> {
  const answer = await fetch(place.self, { method: "GET", headers: place.headers });
  // A GitHub App's token has no user.
  if (answer.status === 403 && place.application) return place.application;
  if (!answer.ok) throw refused("GET", place.self, answer.status, await answer.text());
  const { login, username } = (await answer.json()) as { login?: string; username?: string };
  const name = login ?? username;
  if (!name) throw new Error(`GET ${place.self} returns no user; needed: the login of the token's user, or --author`);
  return name;
}

async function findComment(
  place: CommentPlace,
  marker: string,
  author: string,
  fetch: Fetch,
): Promise<{ id: number; body: string } | undefined> {
  for (let page = 1; page <= PAGES; page++) {
    const answer = await call(fetch, `${place.list}?per_page=100&page=${page}`, {
      method: "GET",
      headers: place.headers,
    });
    const comments = (await answer.json()) as Comment[];
    const found = comments.find((comment) => isFirstLine(marker, comment.body) && authorOf(comment) === author);
    if (found) return { id: found.id, body: found.body ?? "" };
    if (comments.length < 100) return undefined;
  }
  return undefined;
}

const authorOf = (comment: Comment) => comment.user?.login ?? comment.author?.username;
const isFirstLine = (marker: string, body = "") => body.split(/\r?\n/, 1)[0] === marker;

async function call(fetch: Fetch, url: string, init: Parameters<Fetch>[1]): Promise<Answer> {
  const answer = await fetch(url, init);
  if (answer.ok) return answer;
  throw refused(init.method, url, answer.status, await answer.text());
}

function refused(method: string, url: string, status: number, text: string): Error {
  return new Error(
    `${method} ${url} answered ${status}: ${text.slice(0, 200)}; needed: a token that may write comments`,
  );
}
