import type { Obstacle } from "../../core/driver";

/**
 * Meaning of DRS's reasons for a failed connection test, which repeat the message of the MySQL driver or the server.
 * First match wins.
 */
const OBSTACLES: readonly [RegExp, Obstacle][] = [
  [/host .*is blocked|max_connect_errors|\b1129\b/i, "lockedOut"],
  [/access denied|password is incorrect|\b1045\b|KE0002/i, "loginRefused"],
  [/unknown ?host|not be resolved|name or service not known|\bdns\b/i, "nameUnknown"],
  [/refused/i, "portClosed"],
  [/timed? ?out|communications link failure|no route|unreachable|not respond/i, "noAnswer"],
  [/ssl|tls|certificate/i, "tls"],
];

export function obstacleOf(code: string, text: string): Obstacle {
  return OBSTACLES.find(([pattern]) => pattern.test(`${code} ${text}`))?.[1] ?? "other";
}
