import type { Wrong } from "../cell";

/** The service does not encrypt the connection to the source, and nobody has accepted that. */
export const unencrypted: Wrong = {
  name: "an unencrypted connection without an exemption",
  in: "file",
  change: (migration) => {
    delete (migration["task"] as { plainSource?: unknown }).plainSource;
  },
  says: /task\.plainSource: nothing; needed: an exemption/,
};
