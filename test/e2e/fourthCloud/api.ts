/** The Nimbus API as its clients see it. */
export interface Nimbus {
  url: string;
  key: string;
  secret: string;
}

export class NimbusError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Responses of an API without published types. */
export type Answer = any;

/** @throws NimbusError with the cloud's own message */
export async function call(nimbus: Nimbus, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(nimbus.url + path, {
    method,
    headers: {
      authorization: `${nimbus.key}:${nimbus.secret}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new NimbusError(response.status, `Nimbus ${method} ${path}: ${answer.error}`);
  return answer;
}

/** Returns undefined on 404. */
export async function find(nimbus: Nimbus, path: string): Promise<Answer | undefined> {
  try {
    return await call(nimbus, "GET", path);
  } catch (error) {
    if (error instanceof NimbusError && error.status === 404) return undefined;
    throw error;
  }
}
