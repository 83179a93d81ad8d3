import { isObject } from "../object";

/** Spellings of earlier versions, so that migrations written for them keep working. */

type Input = Record<string, unknown>;

/** Before a cloud had several places, a place was named after its cloud. */
const PLACE_OF: Readonly<Record<string, string>> = { alicloud: "alicloud-rds", huaweicloud: "huaweicloud-rds" };

/** Engine settings that were under `task` when there was only one engine. */
const DRS_SETTINGS = ["nodeType", "expiredDays"] as const;

/**
 * The input in the current spelling. Where both spellings are used, the old one is kept, to be reported as an unknown
 * key.
 */
export function inCurrentSpelling(input: unknown): unknown {
  if (!isObject(input)) return input;
  const { source, target, task, ...rest } = input;
  const moved: Input = { ...rest, ...only("source", place(source)), ...only("target", place(target)) };
  if (!isObject(task)) return { ...moved, ...only("task", task) };
  const settings = isObject(input["drs"]) ? { ...input["drs"] } : {};
  const kept = { ...task };
  for (const name of input["engine"] === "drs" ? DRS_SETTINGS : []) {
    if (!(name in kept) || name in settings) continue;
    settings[name] = kept[name];
    delete kept[name];
  }
  return { ...moved, task: kept, ...(Object.keys(settings).length > 0 ? { drs: settings } : {}) };
}

/** The path of an option as the user wrote it. */
export function asWritten(path: string, input: unknown): string {
  const [section, name = ""] = path.split(".");
  const earlier = section === "drs" && isObject(input) && isObject(input["task"]) && name in input["task"];
  return earlier ? `task.${name}` : path;
}

function place(side: unknown): unknown {
  if (!isObject(side) || "place" in side) return side;
  const { cloud, ...rest } = side;
  const place = PLACE_OF[String(cloud)];
  return place ? { place, ...rest } : side;
}

function only(key: string, value: unknown): Input {
  return value === undefined ? {} : { [key]: value };
}
