import type { Problem } from "../../../model/problems";
import { NotConfigured } from "../../clouds/missing";
import { isTransient, messageOf, type ProblemDetails, UserProblem } from "../../core/failure";

/** Findings of a look-ahead: problems, and what could not be determined. */
export class Findings {
  private readonly problems: Problem[] = [];
  private readonly notLookedAt: string[] = [];
  /** Clouds that could not be called for lack of credentials. */
  readonly unconfigured = new Set<string>();

  /** @param preview nothing will be created, so a cloud that cannot be called is reported but is not a problem */
  constructor(private readonly preview: boolean) {}

  add(...problems: readonly Problem[]): void {
    this.problems.push(...problems);
  }

  /** @param what "the quota of EIPs in cn-north-4" */
  unseen(what: string, why: string): void {
    this.notLookedAt.push(`${what}: ${why}`);
  }

  /**
   * A call to a cloud failed.
   * @param needed false: the update can proceed without the answer
   * @param path the key that names the account whose credentials are used, where the migration names one
   */
  failed(cloud: string, what: string, error: unknown, needed: boolean, path = cloud): void {
    if (!(error instanceof UserProblem)) throw error;
    if (error instanceof NotConfigured) {
      if (!this.preview && !needed && this.unconfigured.has(cloud)) return;
      this.unconfigured.add(cloud);
      const missing = error.missing.join(", ");
      if (this.preview) this.unseen(what, `no credentials (${missing})`);
      else this.add({ path, seen: `no ${missing}`, needed: "the credentials of the account", fix: FIX });
      return;
    }
    const { denied, refusesKeys, status } = error as { denied?: boolean; refusesKeys?: boolean; status?: number };
    // Every other call is refused for the same keys, and finds nobody at the same endpoint; a missing right concerns
    // only this one.
    const everyCall = (refusesKeys && !denied) || (isTransient(error) && status === undefined);
    if (!needed && !everyCall) this.unseen(what, messageOf(error));
    else if (this.preview && isTransient(error)) this.unseen(what, messageOf(error));
    else this.add({ path: cloud, needed: "a response from the cloud", ...toldBy(error) });
  }

  /** Without duplicates: every call reports the same wrong credentials. */
  told(): { problems: Problem[]; notLookedAt: string[] } {
    const first = (one: Problem, at: number) => {
      return this.problems.findIndex((other) => other.path === one.path && sameCause(one, other)) === at;
    };
    return { problems: this.problems.filter(first), notLookedAt: [...new Set(this.notLookedAt)] };
  }
}

const FIX = "export them before the update; docs/permissions.md lists the permissions they need";

function sameCause(one: Problem, other: Problem): boolean {
  return one.needed === "a response from the cloud" && one.fix ? one.fix === other.fix : one.seen === other.seen;
}

function toldBy(error: UserProblem): { seen: string; fix?: string } {
  return (error as Partial<ProblemDetails>).told ?? { seen: messageOf(error) };
}
