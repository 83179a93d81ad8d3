import * as pulumi from "@pulumi/pulumi";
import { type Phase, planOf } from "../../model/phase";
import { parseMigration, readMigration } from "../../model/spec";
import { movesOf, orderOf, writesOf } from "../../model/spec/moves";
import { weakSessions } from "../../model/spec/sessions";
import { refuse } from "../shared/checked";
import { Component } from "../shared/component";
import { after, mapped } from "../shared/options";
import type { CheckedArgs, MigrationArgs } from "./args";
import { byHandOf, mayAskByHand, tellByHand } from "./byHand";
import { cutoverFor } from "./cutover";
import { migration } from "./definition";
import { tellDevice } from "./device";
import { openingsFor } from "./openings";
import { ownershipOf } from "./ownership";
import { inheritable, locationsOf, providerProblems } from "./providers";
import { tellReadFor } from "./readFor";
import { recordFor } from "./record";
import { runFor } from "./run";
import { checkStep, tellAfterTheEnd, type Wanted } from "./step";

export type { Leftovers } from "../kits/contracts";
export type { MigrationArgs } from "./args";

/**
 * One migration in one phase. Which resources exist follows from the spec and the phase alone; the engine creates what
 * is missing and removes what is no longer there.
 *
 * On removal, the replication ends before its network is removed: the run depends on what it needs, and so the engine
 * removes it first.
 */
export class Migration extends Component<MigrationArgs> {
  readonly phase: Phase;
  /** Addresses that the source lets in, or a person has to let in, as CIDR blocks. */
  readonly egressCidrs: pulumi.Output<string[]>;
  /** The vendor's id of the task; absent in `done`. */
  readonly taskId: pulumi.Output<string | undefined>;
  /** GTID set recorded by the cutover; absent before it. */
  readonly gtid: pulumi.Output<string | undefined>;
  /** What a person has to open, and close, because no API reaches it; absent: nothing. */
  readonly hostOpenings: pulumi.Output<string | undefined>;
  /** Settings for the on-premises device of a VPN, in each form, without the keys; absent: there is none. */
  readonly strongSwan: pulumi.Output<string | undefined>;
  readonly ciscoIos: pulumi.Output<string | undefined>;
  readonly junos: pulumi.Output<string | undefined>;
  readonly plainText: pulumi.Output<string | undefined>;
  /** Keys of its tunnels, a secret; absent: there are none. */
  readonly preSharedKeys: pulumi.Output<string[] | undefined>;
  /** Values for `pulumi stack output`. */
  readonly summary: Record<string, pulumi.Input<unknown>>;

  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { phase, adopt, restart } = args;
    const read = readMigration(args.spec, phase).value;
    const locations = read ? locationsOf(read.migration) : [];
    const given = inheritable(opts, locations);
    const options = read ? after(stepped({ spec: read.migration, component: name, phase, restart }), given) : given;
    super(migration, name, args, options, () => recordedOf(args));
    const { migration: spec } = parseMigration(args.spec, phase);
    refuse(`Migration "${name}"`, providerProblems(opts?.providers, locations));
    const passwords = passwordsOf(this.args.passwords);
    const ownership = args.ownership ?? pulumi.output(ownershipOf({ parent: this }));
    const checked: CheckedArgs = { spec, phase, passwords, adopt, ownership, providers: opts?.providers };
    for (const weak of weakSessions(spec)) void pulumi.log.warn(weak, this);
    const plan = planOf(phase);
    if (plan.openings && !plan.cutover)
      void pulumi.log.info(`${[...movesOf(spec), ...writesOf(spec), ...orderOf(spec)].join("; ")}`, this);
    const openings = plan.openings ? openingsFor(this, name, checked) : undefined;
    const run = openings && plan.run ? runFor(this, name, checked, openings) : undefined;
    const cutover = plan.cutover ? cutoverFor(this, name, checked, run, openings) : undefined;
    const record = recordFor(this, name, checked, { openings, run, cutover });
    this.hostOpenings = byHandOf({ openings, run }, record, spec);
    void this.hostOpenings.apply((text) => text && tellByHand(text, phase, spec, this));
    const byHand = mayAskByHand(spec, openings) ? { hostOpenings: this.hostOpenings } : {};
    const vpn = openings?.route.vpn;
    tellDevice(vpn, spec, phase, this);
    void openings?.toRead?.apply((text) => pulumi.log.warn(text, this));
    if (openings?.task.readFor && !plan.cutover)
      void tellReadFor(openings.task.readFor, openings.task.taskId, spec, this);

    this.phase = phase;
    this.egressCidrs = openings?.admitted ?? pulumi.output([]);
    this.taskId = openings?.task.taskId ?? pulumi.output(undefined);
    this.gtid = cutover?.gtid ?? pulumi.output(undefined);
    const none = pulumi.output(undefined);
    const device = vpn ? { ...vpn.deviceSettings, preSharedKeys: vpn.preSharedKeys } : undefined;
    this.strongSwan = device?.strongSwan ?? none;
    this.ciscoIos = device?.ciscoIos ?? none;
    this.junos = device?.junos ?? none;
    this.plainText = device?.plainText ?? none;
    this.preSharedKeys = device?.preSharedKeys ?? none;
    this.summary = {
      phase,
      expires: spec.expires,
      egressCidrs: this.egressCidrs,
      ...(openings ? { taskId: openings.task.taskId, sourceHost: openings.route.source.host } : {}),
      ...(run ? { sourceName: run.sourceName } : {}),
      ...byHand,
      ...device,
      ...(cutover ? { gtid: cutover.gtid } : {}),
    };
    this.registerOutputs({
      phase,
      expires: spec.expires,
      // What only a person was asked to open is not known to be open.
      openings: openings?.opened === false ? [] : this.egressCidrs,
      ...byHand,
      ...device,
      gtid: this.gtid,
    });
  }
}

async function stepped(wanted: Wanted): Promise<void> {
  await checkStep(wanted);
  await tellAfterTheEnd(wanted);
}

/** The arguments that the state keeps. */
function recordedOf({ spec, phase }: MigrationArgs): pulumi.Inputs {
  const { name, expires, owner } = parseMigration(spec, phase).migration;
  return { name, phase, expires, owner };
}

/** Both passwords, even if a program passes them together as one value that is known later. */
function passwordsOf(given: MigrationArgs["passwords"]): CheckedArgs["passwords"] {
  return {
    source: mapped(given, ({ source }) => source),
    target: mapped(given, ({ target }) => target),
    // Whether there is one must be plain if the three are given separately.
    ...("account" in given && given.account !== undefined ? { account: given.account } : {}),
    ...("sourceSshKey" in given && given.sourceSshKey !== undefined ? { sourceSshKey: given.sourceSshKey } : {}),
  };
}
