import { expect, test } from "vitest";
import { Attempt } from "../../../mysql/login/attempt";

const OPTIONS = { host: "127.0.0.1", port: 3306, user: "root", password: "", timeoutMs: 1 };
const never = () => new Promise<never>(() => {});

test("an attempt that ends by its own clock says whether the login or the session got no answer", async () => {
  await expect(new Attempt(OPTIONS).run(never())).rejects.toThrow(
    "it sends its greeting but does not respond to the login",
  );
  const accepted = new Attempt(OPTIONS);
  accepted.loggedIn();
  await expect(accepted.run(never())).rejects.toThrow(
    "it accepted the login but does not answer while setting up the session",
  );
});
