import type { Mistake, MistakeList } from "../mistake";

const PAST = "2026-01-01T00:00:00Z";
// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
const past = ({ "dbferry:migration": migration }: any) => {
  migration.expires = PAST;
};

const closed: Mistake["gaps"] = ({ ours, tasks }) => [
  ...Object.values(ours).flatMap((open) => open.map((one) => `still open: ${one}`)),
  ...tasks.filter((task) => task.ours && task.state !== "ended").map(({ id }) => `the task ${id} is left`),
];

/** The expiry date has passed: nothing new starts, but removing and continuing are not blocked. */
export const EXPIRED: MistakeList = {
  name: "expired",
  mistakes: [
    {
      name: "it is given up after its date",
      at: "prepared",
      ends: "repaired",
      anew: true,
      write: past,
      run: ({ field }) => field.dbferry("cancel", "--yes"),
      gaps: closed,
    },
    {
      name: "it is destroyed after its date",
      at: "prepared",
      ends: "repaired",
      anew: true,
      write: past,
      run: ({ field }) => field.destroy(),
      gaps: closed,
    },
    {
      name: "it is extended after its date",
      at: "running",
      ends: "repaired",
      write: past,
      run: ({ field }) => field.dbferry("extend", "--days", "7", "--yes"),
    },
    {
      name: "an update after its date",
      at: "cutOver",
      ends: "either",
      write: past,
      says: [/- expires: 2026-01-01T00:00:00Z, in the past; needed: a date in the future; /],
    },
    {
      name: "the update to done after its date",
      at: "cutOver",
      ends: "repaired",
      phase: "done",
      goesOn: true,
      write: (config) => {
        past(config);
        config["dbferry:phase"] = "done";
      },
      // What the phase is meant to remove or use.
      asks: /^(?!rows|somebody)/,
    },
  ],
};
