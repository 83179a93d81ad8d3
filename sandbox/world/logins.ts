import type { Login, Origin, ServerRef } from "./types";

/** Logins from origins, each through a mirror account of its own. */
export class Logins {
  async login(_origin: Origin, _server: ServerRef, _user: string, _password: string, _tls: boolean): Promise<Login> {
    throw new Error("not built yet");
  }

  async drop(_login: Login): Promise<void> {
    throw new Error("not built yet");
  }

  async close(): Promise<void> {}
}
