import { expect, it } from "vitest";
import { refuseUnapplied } from "../../../cli/dayTwo/change";

/** A stack whose preview fails as it does in the SDK: the reasons are in the events, and the error is a dump. */
const failing = (...said: string[]) => {
  const preview = async ({ onEvent }: { onEvent(event: object): void }) => {
    for (const message of said) onEvent({ diagnosticEvent: { message, severity: "error", color: "never" } });
    throw new Error("code: 255\n stdout: Previewing update (shop)...\n stderr: \n err?: undefined\n");
  };
  return { work: { engine: { interrupt: () => {} }, stack: { preview } } } as never;
};

it("a preview that fails is reported by its reasons, not by the engine's whole output", async () => {
  const told = refuseUnapplied(
    "extend",
    failing("sourceAdminPassword: 192.0.2.1:3306: wrong password", "preview failed"),
  );
  await expect(told).rejects.toThrow(
    /^dbferry extend: the preview of an update failed.*nothing was changed:\nsourceAdminPassword: .* wrong password\n/,
  );
  await expect(told).rejects.toThrow(/`dbferry cancel` gives it up$/);
  await expect(told).rejects.not.toThrow(/stdout|255/);
});
