import { readFileSync } from "node:fs";
import { type CommentPlace, type Fetch, githubPlace, gitlabPlace } from "../../policies/review";
import { UserError } from "../terminal/errors";

export interface Place extends CommentPlace {
  /** URL for the commit status, for jobs that do not appear on the pull request. */
  status?: string;
}

/** The pipeline's environment. @throws UserError naming the missing variable */
export async function placeOf(where: string, own: NodeJS.ProcessEnv, fetch: Fetch): Promise<Place> {
  const need = (name: string): string => {
    const value = own[name];
    if (value) return value;
    throw new UserError(
      `--to ${where}: ${name} is not set; needed: the variable, set by a pipeline of ${where} or by the job`,
    );
  };
  if (where === "gitlab") {
    const number = Number(need("CI_MERGE_REQUEST_IID"));
    const api = https(need("CI_API_V4_URL"));
    return gitlabPlace({ api, project: need("CI_PROJECT_ID"), number, token: need("GITLAB_TOKEN") });
  }
  if (where !== "github") throw new UserError(`--to ${where}: needed: github or gitlab`);
  const event = JSON.parse(readFileSync(need("GITHUB_EVENT_PATH"), "utf8"));
  const given = {
    api: https(need("GITHUB_API_URL")),
    repository: need("GITHUB_REPOSITORY"),
    token: need("GITHUB_TOKEN"),
  };
  if (event.workflow_run) {
    const sha: string = event.workflow_run.head_sha;
    const number = await numberOf(event.workflow_run, given, fetch);
    return { ...githubPlace({ ...given, number }), status: `${given.api}/repos/${given.repository}/statuses/${sha}` };
  }
  const number = event.pull_request?.number;
  if (typeof number === "number") return githubPlace({ ...given, number });
  throw new UserError("--to github: the event has no pull request; needed: on: workflow_run or pull_request");
}

/**
 * The open pull request with the run's head commit. The run's own output is untrusted: it could name any pull request.
 */
async function numberOf(
  run: { head_sha: string; head_branch: string; head_repository?: { owner?: { login?: string } } },
  given: { api: string; repository: string; token: string },
  fetch: Fetch,
): Promise<number> {
  const head = encodeURIComponent(`${run.head_repository?.owner?.login}:${run.head_branch}`);
  const url = `${given.api}/repos/${given.repository}/pulls?state=open&per_page=100&head=${head}`;
  const answer = await fetch(url, {
    method: "GET",
    headers: { authorization: `Bearer ${given.token}`, accept: "application/vnd.github+json" },
  });
  if (!answer.ok)
    throw new UserError(`GET ${url} answered ${answer.status}; needed: the permission pull-requests: write`);
  const open = (await answer.json()) as { number: number; head?: { sha?: string } }[];
  const [one] = open.filter((pull) => pull.head?.sha === run.head_sha);
  if (one) return one.number;
  throw new UserError(
    `no open pull request has the head ${run.head_sha}: it has moved on or is closed, so nothing was posted; needed: nothing; the newer head's review posts its own comment`,
  );
}

/** A token is only sent over TLS or to this machine. */
function https(url: string): string {
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return url;
  throw new UserError(`the token would be sent to ${url} unencrypted; needed: https`);
}
