import type { z } from "zod";
import type { Path } from "../paths";
import type { PublishedRange } from "./published";

/** A source, target and path that an engine supports, and the vendor's guide that documents it. */
export interface EngineRoute {
  id: string;
  source: string;
  target: string;
  path: Path;
  guide: string;
  /** Both servers must be in one VPC; absent: they need not. */
  sameVpc?: true;
  /** Both servers must be in one region, and why; absent: they need not, or another rule says so. */
  sameRegion?: RouteRule;
  /** Both servers must be in one account of their cloud; absent: they need not, or another rule says so. */
  sameAccount?: true;
  /** The source's public endpoint must be there already; absent: the migration makes it, or there is none. */
  endpointThere?: true;
  /** The service does not encrypt its connection to this source; absent: it can. */
  plainSource?: true;
  /** The range of the vendor's own network in which every block is that its task connects from through a tunnel; absent: the task is in the target's network. */
  ownRange?: OwnRange;
  /** Its task has addresses that no API names: a person reads them once it exists; absent: they are known. */
  readByHand?: ReadByHand;
  /** From where its task connects, if not as over its engine's other routes. */
  callers?: RouteCallers;
  /** What its task writes to the source, completing "on the source, the task "; absent: nothing. */
  writes?: string;
}

/** From where a task connects to the source over a route. */
export interface RouteCallers {
  /** Completes "connects from ". */
  from: string;
  /** When these addresses are known, as a sentence for the plan. */
  known: string;
}

/** The pairs of MySQL versions that a service documents, and where and when that was read. */
export interface EngineVersions {
  /** Supported target versions, by the source's. */
  pairs: Readonly<Record<string, readonly string[]>>;
  source: string;
  date: string;
}

/** The regions that a service documents, and where and when that was read. */
export interface EngineRegions {
  listed: readonly string[];
  /** Its task names the source's region too, if that is in the same cloud; absent: only the target's matters. */
  ofSource?: true;
  source: string;
  date: string;
}

/** A rule of a vendor, and where and when it was read. */
export interface RouteRule {
  why: string;
  source: string;
  date: string;
}

/** A range of a vendor's network, of which each region uses parts. */
export interface OwnRange {
  block: string;
  /** The parts of a region, as published; undefined: not documented. What the service lists at the time is what counts. */
  published(region: string): readonly string[] | undefined;
  source: string;
  date: string;
}

/** Addresses that a person reads and writes down. */
export interface ReadByHand {
  /** The setting in the engine's section that takes them. */
  key: string;
  /** Where they are shown, and how, completing "read it ". */
  where: string;
}

/** A part of a migration that an engine's own rules refuse. */
export interface EngineProblem {
  path: string;
  seen: string;
  needed: string;
  fix: string;
}

/** A replication service: its section in a migration, and the routes it supports. */
export interface EngineFacts {
  /** Display name. */
  title: string;
  /** Key of its section in the migration. */
  section: string;
  settings: z.ZodObject;
  /** Settings with which its task is created, in the same section of `ReplicationTask`; absent: none. */
  task?: z.ZodObject;
  /** Members of `task` whose change requires another task. */
  fixed: readonly string[];
  /**
   * Settings with which its task runs, in the same section of `TaskRun`, under the same names as in `settings`; absent:
   * none.
   */
  run?: z.ZodObject;
  /** Values that mean the same as leaving the setting out: written or not, nothing differs. Absent: none. */
  implied?: Readonly<Record<string, string>>;
  /** Whether it can keep other writers out of the target while its task runs. */
  readOnlyTarget: boolean;
  /** Whether it can preserve the definers of views, routines, triggers and events. */
  keepDefiner: boolean;
  /** What dbferry can order of the service's own comparison of source and target; absent: nothing. */
  consistencyCheck?: {
    /** Supported sample sizes, in percent; absent: only every row. */
    sample?: { from: number; to: number };
  };
  /** From where its task connects to the source over the internet, and over a private way; a route may have others. */
  callers: {
    public: string;
    private: string;
    known: RouteCallers["known"];
  };
  /** What its vendor publishes of ranges that are wider than a /24: no other such range is let in; absent: nothing. */
  wideRanges?: readonly PublishedRange[];
  /** Ids of what its vendor charges, in `model/prices`; absent: nothing is known about it. */
  prices?: {
    /** For the task itself. */
    task: string;
    /** For the data that it moves, over the internet or a private way; absent: the vendor charges nothing. */
    moved: { public?: string; private?: string };
    /** For its own comparison of source and target. @param region of the target */
    compared?(region: string | undefined): string;
  };
  /** Features that dbferry cannot use; absent: none. */
  cannot?: {
    /** Migrate all databases without naming them. */
    allDatabases?: true;
    /** End with the full load. */
    fullOnly?: true;
  };
  /** Its task shows how many megabytes of the source's binary log are left to apply, besides its lag in seconds. */
  lagInMegabytes?: true;
  /** How far ahead a scheduled start must be; absent: it cannot schedule a start. */
  schedule?: { leadMinutes: number };
  /** What an earlier task on the same target must have completed before the next one starts: its load, or its end. */
  queue: "load" | "end";
  /** What its task does with objects other than tables. */
  moves: EngineMoves;
  /**
   * Problems of the rest of a migration with its settings; absent: none.
   * @param settings its section, with defaults
   */
  problems?(
    settings: Readonly<Record<string, unknown>>,
    migration: { mode: string; path: Path; region: string | undefined },
  ): EngineProblem[];
  /**
   * What its settings add to the rules of the checks and the service, as sentences for the plan; absent: nothing.
   * @param settings its section, with defaults
   */
  rules?(settings: Readonly<Record<string, unknown>>): string[];
  routes: readonly EngineRoute[];
  versions: EngineVersions;
  /** Regions of its cloud in which it is documented; absent: no list of them is known. */
  regions?: EngineRegions;
}

/** A kind of object that the service leaves behind. */
export interface StaysBehind {
  /** What a person does about it. */
  behind: string;
}

/** What happens to objects other than tables; each text follows the name of the kind in the plan. */
export interface EngineMoves {
  accounts: string | StaysBehind;
  viewsAndRoutines: string;
  triggers: string;
  events: string | StaysBehind;
  definers: string;
  /** Triggers of single tables, if tables are selected. */
  triggersOfTables: string;
}
