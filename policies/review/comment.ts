/** What a comment needs of HTTP; `fetch` fits. */
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

/** Where the comments of one pull or merge request are. */
export interface CommentPlace {
  /** URL of the list of comments, without a query. */
  list: string;
  /** URL of one comment. */
  one: (id: number) => string;
  /** Method that edits one. */
  edit: "PATCH" | "PUT";
  headers: Record<string, string>;
}

/** Longest list that is looked through: 100 pages of 100. */
const PAGES = 100;

/** The pull request that a GitHub workflow runs for. `api` is the API's base, which the runner gives. */
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
  };
}

/**
 * Writes the comment: the one of an earlier run is found by its marker, its first line, on whatever page it is, and
 * edited; without one a new one is made. Gives back which happened.
 */
export async function upsertComment(
  place: CommentPlace,
  marker: string,
  body: string,
  fetch: Fetch,
): Promise<"created" | "edited" | "unchanged"> {
  const old = await findComment(place, marker, fetch);
  if (old?.body === body) return "unchanged";
  await call(fetch, old ? place.one(old.id) : place.list, {
    method: old ? place.edit : "POST",
    headers: place.headers,
    body: JSON.stringify({ body }),
  });
  return old ? "edited" : "created";
}

async function findComment(
  place: CommentPlace,
  marker: string,
  fetch: Fetch,
): Promise<{ id: number; body: string } | undefined> {
  for (let page = 1; page <= PAGES; page++) {
    const answer = await call(fetch, `${place.list}?per_page=100&page=${page}`, {
      method: "GET",
      headers: place.headers,
    });
    const comments = (await answer.json()) as { id: number; body?: string }[];
    const found = comments.find((comment) => comment.body?.startsWith(marker));
    if (found) return { id: found.id, body: found.body ?? "" };
    if (comments.length < 100) return undefined;
  }
  return undefined;
}

async function call(fetch: Fetch, url: string, init: Parameters<Fetch>[1]): Promise<Answer> {
  const answer = await fetch(url, init);
  if (answer.ok) return answer;
  const reason = (await answer.text()).slice(0, 200);
  throw new Error(
    `${init.method} ${url} answered ${answer.status}: ${reason}; needed: a token that may write comments`,
  );
}
