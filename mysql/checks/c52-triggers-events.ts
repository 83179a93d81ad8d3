import { PROFILES } from "../../model/engines/profiles";
import { type Check, type CheckContext, count, fail, type Outcome, pass, warn } from "../check";
import { programs } from "../facts/programs";
import { global } from "../facts/settings";
import { seen } from "../facts/visibility";
import { setVariable } from "../remedy";

/** Triggers and events fire exactly once, on the right side. */
export const c52: Check = {
  id: "C52",
  title: "Triggers and events",
  group: "Objects",
  side: "both",
  reads: "information_schema.TRIGGERS and EVENTS of the source, event_scheduler of the target",
  source: "Huawei DRS (migrates them only at a normal stop), Alibaba DTS (skips events)",
  async run(context) {
    return seen(context.source, context.selection, ["trigger", "event"], await judge(context));
  },
};

async function judge({ source, target, engine, selection }: CheckContext): Promise<Outcome> {
  const needed = "none; or event_scheduler = OFF on the target until the cutover, and a normal stop of the task";
  const all = await programs(source, selection);
  const [triggers, events] = [all.filter((one) => one.kind === "trigger"), all.filter((one) => one.kind === "event")];
  if (triggers.length + events.length === 0) return pass("none", needed);
  const found = `${count(triggers.length, "trigger")}, ${count(events.length, "event")}`;
  const scheduler = (await global(target, "event_scheduler"))?.toUpperCase();
  if (events.length > 0 && scheduler === "ON") {
    return fail(
      `${found}; event_scheduler = ON on the target: events would run on both sides`,
      needed,
      setVariable(target, "event_scheduler", "OFF", { note: "on the target, until the cutover" }),
    );
  }
  return warn(found, needed, PROFILES[engine].triggersAndEvents.value);
}
