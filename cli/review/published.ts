import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isWebFolder } from "../../policies/review";
import { UserError } from "../terminal/errors";
import { below, isInstalled } from "./files";
import { gitIn } from "./git";

/** dbferry's own folder, which contains its documentation. */
const ROOT = resolve(__dirname, "../..");

/**
 * Base URL of dbferry's documentation, for links: the value of `--docs`, or this repository at the base's revision if
 * it contains dbferry. Undefined if dbferry is installed as a package: rules then refer to a file instead.
 *
 * @throws UserError if `--docs` is not such a folder
 */
export async function publishedDocs(given: string | undefined, own: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (given !== undefined) {
    const folder = given.endsWith("/") ? given : `${given}/`;
    if (isWebFolder(folder)) return folder;
    throw new UserError(
      `--docs ${given}: needed: an https address of the folder that has docs/policies.md, such as https://example.com/dbferry/`,
    );
  }
  const git = gitIn(ROOT);
  const base = own["GITHUB_REPOSITORY"]
    ? `${own["GITHUB_SERVER_URL"] ?? "https://github.com"}/${own["GITHUB_REPOSITORY"]}/blob`
    : own["CI_PROJECT_URL"] && `${own["CI_PROJECT_URL"]}/-/blob`;
  if (!base) return undefined;
  const [top, revision] = [await git("rev-parse", "--show-toplevel"), await git("rev-parse", "HEAD")];
  if (top.exitCode !== 0 || revision.exitCode !== 0) return undefined;
  const place = below(top.stdout, ROOT);
  if (place === undefined || isInstalled(place)) return undefined;
  const folder = `${[base, revision.stdout.trim(), place].filter(Boolean).join("/")}/`;
  return isWebFolder(folder) ? folder : undefined;
}

/** URL of the run that holds the full report, from the pipeline's own variables. */
export function runAddress(own: NodeJS.ProcessEnv): string | undefined {
  const address = own["CI_PIPELINE_URL"] ?? ofEvent(own) ?? ofRun(own);
  return address !== undefined && isWebFolder(`${address}/`) ? address : undefined;
}

/** For a workflow triggered by the review's own: its event names the run with the artifact. */
function ofEvent(own: NodeJS.ProcessEnv): string | undefined {
  try {
    const address = JSON.parse(readFileSync(own["GITHUB_EVENT_PATH"] ?? "", "utf8")).workflow_run?.html_url;
    return typeof address === "string" ? address : undefined;
  } catch {
    return undefined;
  }
}

function ofRun(own: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = own;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
