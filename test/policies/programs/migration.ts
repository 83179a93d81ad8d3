import { Migration } from "../../../components/migration";
import { parseMigration } from "../../../model/spec";
import { certificate } from "../../support/certificate";
import { smallestMigration } from "../../support/smallestMigration";
import { type Program, soon } from "./program";

/** A whole migration while its task runs, with every user-supplied value known. */
export const migration: Record<string, Program> = {
  "df-fine-migration": {
    cloud: "dbferry",
    make: () => {
      const input = smallestMigration((spec) => {
        spec.expires = soon();
        spec.source.ca = certificate({ name: "source CA", authority: true }).cert;
        spec.operator = { addresses: ["198.51.100.7"] };
      });
      const { migration } = parseMigration(input, "migrate", new Date());
      const passwords = { source: "Tr4vel-light-and-fast", target: "Tr4vel-light-and-far" };
      new Migration("shop", { spec: migration, phase: "migrate", passwords });
    },
  },
};
