import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Fetch,
  markdown,
  marker,
  type Review,
  type ReviewVerdict,
  readReview,
  type Touched,
  upsertComment,
  verdictOn,
} from "../../policies/review";
import { projectFolder } from "../engine/project";
import { UserError } from "../terminal/errors";
import { printError } from "../terminal/print";
import type { ReviewOptions } from "./options";
import { touchedOf } from "./othersChange";
import { type Place, placeOf } from "./pipeline";
import { readManifest } from "./project";
import { publishedDocs, runAddress } from "./published";
import { allowsSetting, type ReviewSettings, readSettings } from "./settings";
import { write } from "./write";

export interface PostOptions extends ReviewOptions {
  report: string;
  to: "github" | "gitlab";
  author?: string;
  checkout?: string;
  markdown?: string;
  sarif?: string;
  json?: string;
  junit?: string;
}

/** A report of 20,000 findings is about 10 MB. */
const LONGEST = 20 * 1024 * 1024;

/**
 * Posts the comment for a report written by the job that ran the change's program. The report is untrusted: the
 * comment and the verdict are recomputed from it, and what the change affects is determined again. No code of the
 * change runs here.
 */
export async function post(options: PostOptions, own: NodeJS.ProcessEnv): Promise<ReviewVerdict> {
  const folder = projectFolder(options.cwd);
  const manifest = readManifest(join(folder, "Pulumi.yaml"));
  const name = options.name ?? manifest.name;
  const place = await placeOf(options.to, own, guarded);
  const told = reportIn(options.report, name);
  const settings = readSettings(folder);
  const seen = options.checkout ? await touchedOf({ ...options, change: options.checkout }) : undefined;
  const review = seen ? { ...told, touched: merged(seen, told.touched ?? [], settings) } : told;
  const verdict = verdictOn(review);
  const [docs, report] = [await publishedDocs(options.docs, own), runAddress(own)];
  const text = markdown(review, { ...(docs ? { docs } : {}), ...(report ? { report } : {}) });
  const done = await upsertComment(place, marker(review), text, guarded, options.author);
  printError(`comment ${done}: ${verdict}\n`);
  await state(place, review, verdict);
  if (options.markdown || options.sarif || options.json || options.junit) await write(review, options);
  return verdict;
}

/** Effects determined here plus those only the preview could detect; only the base decides what is allowed. */
function merged(seen: readonly Touched[], told: readonly Touched[], settings: ReviewSettings): Touched[] {
  const where = new Set(seen.map((one) => one.where));
  const more = told.filter((one) => !where.has(one.where));
  return [
    ...seen,
    ...more.map(({ allowed: _claimed, ...row }) => {
      const [stack = "", setting = ""] = row.where.split(/: (.*)/s);
      const why = allowsSetting(settings, { setting, stack, value: row.change });
      return why === undefined ? row : { ...row, allowed: why };
    }),
  ];
}

/** A missing or unreadable report also yields a verdict: nothing was judged, and the comment says so. */
function reportIn(file: string, name: string): Review {
  const unread = (why: string): Review => ({
    name,
    at: new Date().toISOString(),
    stacks: [{ project: name, stack: "review", findings: [], changes: [], openings: [], errors: [why] }],
  });
  if (!existsSync(file)) return unread("the review left no report; see the log of its job");
  const stat = lstatSync(file);
  if (!stat.isFile()) return unread("the report is not a file");
  if (stat.size > LONGEST) return unread(`the report has ${stat.size} bytes; needed: at most ${LONGEST}`);
  try {
    const review = readReview(JSON.parse(readFileSync(file, "utf8")));
    return review.name === name ? review : unread(`the report is for "${review.name}"; needed: for "${name}"`);
  } catch (error) {
    return unread(`the report cannot be read: ${(error as Error).message.slice(0, 200)}`);
  }
}

const STATES = { fine: "success", refused: "failure", broken: "error" } as const;

/** A pull request does not list workflows that run after its own, so the verdict is set on the commit. */
async function state({ status, headers }: Place, review: Review, verdict: ReviewVerdict): Promise<void> {
  if (!status) return;
  const touched = (review.touched ?? []).filter(({ allowed }) => allowed === undefined).length;
  const description = touched > 0 ? `${verdict}: the change affects its own review` : verdict;
  const body = { state: STATES[verdict], context: `dbferry review: ${review.name}`, description };
  const answer = await guarded(status, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok)
    throw new UserError(`POST ${status} answered ${answer.status}; needed: the permission statuses: write`);
}

/** Requests that carry a token follow no redirects and time out. */
const guarded: Fetch = (url, init) => fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(30_000) });
