import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConnectProblem, type ConnectReason, connect, type Db, type TlsOptions } from "../../mysql/connect";
import type { Attack, AttackOutcome } from "../support/attack";
import { type Certificate, certificate } from "../support/certificate";
import { floodsWithinAStatement, rows } from "./mysql/floods";
import {
  error,
  type Greeting,
  greeting,
  hostileServer,
  MIB,
  OK,
  packet,
  rsaKeys,
  SECRET,
  switchTo,
  type Victim,
} from "./mysql/hostile";
import { socketOfOthers, traces } from "./mysql/logins";
import { noise } from "./mysql/noise";

/** Time limit for the client, and the extra time after which it counts as hung. */
const LIMIT = 1500;
const GRACE = 1000;

interface Play {
  tls?: TlsOptions;
  /** Acceptable reasons in the client's error. */
  reasons: readonly ConnectReason[];
  behave(victim: Victim): Promise<void>;
  /** Runs instead of a mere login. */
  then?(db: Db): Promise<unknown>;
}

/** A server that tries to obtain the password, or to exhaust the client's memory or time. */
function attack(name: string, play: () => Play): Attack {
  return {
    name,
    family: "servers",
    run: async (): Promise<AttackOutcome> => {
      const { tls, reasons, behave, then } = play();
      const server = await hostileServer(behave);
      const started = Date.now();
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<string>((resolve) => {
        limit = setTimeout(resolve, LIMIT + GRACE, "late");
      });
      try {
        const options = { host: "127.0.0.1", port: server.port, user: "root", password: SECRET, timeoutMs: LIMIT, tls };
        const tried = connect(options).then(
          async (db) => {
            const seen = await then?.(db).catch((failure: unknown) => failure);
            db.destroy();
            return seen ?? "logged in";
          },
          (failure: unknown) => failure,
        );
        const seen = await Promise.race([tried, late]);
        const problem = seen instanceof ConnectProblem ? seen : undefined;
        const text = problem?.message ?? String(seen);
        return {
          held: problem !== undefined && reasons.includes(problem.reason) && server.victims.length > 0,
          leaked: server.victims.some((victim) => victim.knowsSecret()) || text.includes(SECRET),
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
          ran: /[\x00-\x1f\x7f-\x9f]/.test(text),
          hung: seen === "late" || Date.now() - started > LIMIT + GRACE,
          detail: `${problem?.reason}: ${text.slice(0, 300)}`,
        };
      } finally {
        clearTimeout(limit);
        await server.stop();
      }
    },
  };
}

/** Requests the full password by caching_sha2_password and reads whatever arrives. */
async function askSha2(victim: Victim): Promise<void> {
  for (;;) {
    const heard = await victim.hear();
    if (!heard) return;
    const { sequence, payload } = heard;
    // The client answers an auth switch with a hash; the request for the full password follows.
    if (payload.length === 1 && payload[0] === 2)
      victim.send(sequence + 1, Buffer.concat([Buffer.from([1]), Buffer.from(rsaKeys().publicKey)]));
    else if (payload.length === 32) victim.send(sequence + 1, Buffer.from([1, 4]));
    else if (payload.length > 60) victim.send(sequence + 1, switchTo("caching_sha2_password", victim.scramble));
    else victim.send(sequence + 1, OK);
  }
}

/** Requests it by sha256_password, and hands out its own public key. */
async function askSha256(victim: Victim): Promise<void> {
  const login = await victim.hear();
  if (!login) return;
  victim.send(login.sequence + 1, switchTo("sha256_password", victim.scramble));
  for (let heard = await victim.hear(); heard; heard = await victim.hear()) {
    const wantsKey = heard.payload.length === 1 && heard.payload[0] === 1;
    victim.send(
      heard.sequence + 1,
      wantsKey ? Buffer.concat([Buffer.from([1]), Buffer.from(rsaKeys().publicKey)]) : OK,
    );
  }
}

function asksFor(plugin: string, options: Greeting = {}) {
  return async (victim: Victim) => {
    victim.greet({ plugin: "mysql_native_password", ...options });
    const login = await victim.hear();
    if (login) victim.send(login.sequence + 1, switchTo(plugin, victim.scramble));
    for (let heard = await victim.hear(); heard; heard = await victim.hear()) victim.send(heard.sequence + 1, OK);
  };
}

/** Offers TLS with a certificate, then requests the password. */
function behind(shown: () => Certificate, ask: (victim: Victim) => Promise<void>, plugin = "caching_sha2_password") {
  return async (victim: Victim) => {
    victim.greet({ plugin, tls: true });
    await victim.hear();
    await victim.secure(shown());
    await ask(victim);
  };
}

/** Accepts the login, then attacks at the first statement. */
function atSetUp(act: (victim: Victim, sequence: number) => Promise<void> | void) {
  return async (victim: Victim) => {
    victim.greet({ plugin: "mysql_native_password" });
    const login = await victim.hear();
    if (!login) return;
    victim.send(login.sequence + 1, OK);
    const statement = await victim.hear();
    if (statement) await act(victim, statement.sequence + 1);
    for (let heard = await victim.hear(); heard; heard = await victim.hear());
  };
}

/** Answers the login with an arbitrary response. */
function afterLogin(act: (victim: Victim, sequence: number) => Promise<void> | void) {
  return async (victim: Victim) => {
    victim.greet({ plugin: "mysql_native_password" });
    const login = await victim.hear();
    if (login) await act(victim, login.sequence + 1);
    for (let heard = await victim.hear(); heard; heard = await victim.hear());
  };
}

const HOST = "127.0.0.1";
const self = () => certificate({ name: HOST, hosts: [HOST] });
const VERIFY: TlsOptions = { mode: "verify" };
const REQUIRED: TlsOptions = { mode: "required" };

/** A CA that the client trusts, and certificates that it signed. */
function trusted(request: Partial<Parameters<typeof certificate>[0]>): { tls: TlsOptions; shown: Certificate } {
  const authority = certificate({ name: "the authority", authority: true });
  return { tls: { mode: "verify", ca: authority.cert }, shown: certificate({ name: HOST, by: authority, ...request }) };
}

const TLS_GARBAGE = Buffer.from("15030100020228", "hex");

/** Each is one behaviour of a false or broken server, which `connect` meets as in every command. */
export const ATTACKS: readonly Attack[] = [
  attack("takes the password by its own RSA key, caching_sha2_password without TLS", () => ({
    reasons: ["unproven"],
    behave: async (victim) => {
      victim.greet();
      await askSha2(victim);
    },
  })),
  attack("takes the password by its own RSA key, sha256_password without TLS", () => ({
    reasons: ["unproven"],
    behave: async (victim) => {
      victim.greet({ plugin: "sha256_password" });
      await askSha256(victim);
    },
  })),
  attack("takes the password by its own RSA key where tls is off by one's own word", () => ({
    tls: { mode: "off" },
    reasons: ["unproven"],
    behave: async (victim) => {
      victim.greet();
      await askSha2(victim);
    },
  })),
  attack("shows a self-signed certificate where the server is verified", () => ({
    tls: VERIFY,
    reasons: ["certificate"],
    behave: behind(self, askSha2),
  })),
  attack("shows a self-signed certificate where TLS is required, and asks for the whole password", () => ({
    tls: REQUIRED,
    reasons: ["unproven"],
    behave: behind(self, askSha2),
  })),
  attack("shows a self-signed certificate where TLS is required, and greets with sha256_password", () => ({
    tls: REQUIRED,
    reasons: ["unproven"],
    behave: behind(self, askSha256, "sha256_password"),
  })),
  attack("shows a self-signed certificate where TLS is required, and switches to mysql_clear_password", () => ({
    tls: REQUIRED,
    reasons: ["unproven"],
    behave: behind(
      self,
      async (victim) => {
        const login = await victim.hear();
        if (login) victim.send(login.sequence + 1, switchTo("mysql_clear_password", victim.scramble));
        for (let heard = await victim.hear(); heard; heard = await victim.hear());
      },
      "mysql_clear_password",
    ),
  })),
  attack("shows a certificate of the right authority for another host", () => {
    const { tls, shown } = trusted({ name: "db.example", hosts: ["db.example"] });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows an expired certificate of the right authority", () => {
    const { tls, shown } = trusted({ hosts: [HOST], expired: true });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows a certificate of the right authority that is not valid yet", () => {
    const { tls, shown } = trusted({ hosts: [HOST], beginsIn: 2 });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows a certificate of the right authority that is for clients alone", () => {
    const { tls, shown } = trusted({ hosts: [HOST], purpose: "client" });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows a certificate of the right authority for another address", () => {
    const { tls, shown } = trusted({ hosts: ["127.0.0.2"] });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows a certificate of an authority that has only the right one's name", () => {
    const { tls } = trusted({});
    const other = certificate({ name: "the authority", authority: true });
    const shown = certificate({ name: HOST, hosts: [HOST], by: other });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("shows the client's certificate of an authority that a server has made for itself", () => {
    const authority = certificate({ name: "MySQL_Server_8.0.36_Auto_Generated_CA_Certificate", authority: true });
    const shown = certificate({ name: "MySQL_Server_8.0.36_Auto_Generated_Client_Certificate", by: authority });
    return {
      tls: { mode: "verify", ca: authority.cert },
      reasons: ["certificate"],
      behave: behind(() => shown, askSha2),
    };
  }),
  attack("shows a certificate that another server has signed with its own", () => {
    const { tls, shown: other } = trusted({ name: "other.example", hosts: ["other.example"] });
    const shown = certificate({ name: HOST, hosts: [HOST], by: other });
    return {
      tls,
      reasons: ["certificate"],
      behave: behind(() => ({ ...shown, cert: `${shown.cert}${other.cert}` }), askSha2),
    };
  }),
  attack("has the address in the common name alone", () => {
    const { tls, shown } = trusted({ name: HOST });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  attack("writes the address as a name, and one for every host", () => {
    const { tls, shown } = trusted({ name: "*", hosts: [`${HOST}.`, "*", "*.*"] });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  ...["db.example\0.evil.example", "evil.example, DNS:db.example", "*.example", "xdb.example"].map((name) =>
    attack(`has a name that another reader takes for the right one: ${JSON.stringify(name)}`, () => {
      const { tls, shown } = trusted({ name, hosts: [name] });
      const wanted = { ...tls, serverName: "db.example" };
      return { tls: wanted, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
    }),
  ),
  attack("claims a generated server's name under an authority that is nobody's own", () => {
    const { tls, shown } = trusted({ name: "MySQL_Server_8.0.36_Auto_Generated_Server_Certificate" });
    return { tls, reasons: ["certificate"], behave: behind(() => shown, askSha2) };
  }),
  ...([VERIFY, REQUIRED] as const).flatMap((tls) => [
    attack(`answers the wish for TLS with a garbage alert, tls ${tls.mode}`, () => ({
      tls,
      reasons: ["tlsVersion", "dropped"],
      behave: async (victim) => {
        victim.greet({ tls: true });
        await victim.hear();
        victim.raw(TLS_GARBAGE);
        await askSha2(victim);
      },
    })),
    attack(`goes on in the clear after the wish for TLS, tls ${tls.mode}`, () => ({
      tls,
      reasons: ["tlsVersion", "dropped"],
      behave: async (victim) => {
        victim.greet({ tls: true });
        const wish = await victim.hear();
        if (wish) victim.send(wish.sequence + 1, switchTo("mysql_clear_password", victim.scramble));
        await askSha2(victim);
      },
    })),
    attack(`takes its offer of TLS back, tls ${tls.mode}`, () => ({
      tls,
      reasons: ["tlsUnavailable"],
      behave: async (victim) => {
        victim.greet({ tls: false });
        await askSha2(victim);
      },
    })),
    attack(`closes in the middle of the TLS handshake, tls ${tls.mode}`, () => ({
      tls,
      reasons: ["tlsVersion", "dropped"],
      behave: async (victim) => {
        victim.greet({ tls: true });
        await victim.hear();
        victim.socket.destroy();
      },
    })),
    attack(`says nothing in the TLS handshake, tls ${tls.mode}`, () => ({
      tls,
      reasons: ["hang"],
      behave: async (victim) => {
        victim.greet({ tls: true });
        await victim.hear();
      },
    })),
  ]),
  attack("puts an OK behind its greeting, before TLS", () => ({
    tls: VERIFY,
    reasons: ["notMysql"],
    behave: async (victim) => {
      victim.raw(
        Buffer.concat([packet(0, greeting(victim.scramble, "mysql_native_password", "8.0.36", true)), packet(2, OK)]),
      );
      await askSha2(victim);
    },
  })),
  attack("switches to mysql_clear_password", () => ({
    reasons: ["unproven"],
    behave: asksFor("mysql_clear_password"),
  })),
  attack("greets with mysql_clear_password", () => ({
    reasons: ["unproven"],
    behave: asksFor("mysql_clear_password", { plugin: "mysql_clear_password" }),
  })),
  attack("switches to mysql_old_password by name", () => ({
    reasons: ["unproven"],
    behave: asksFor("mysql_old_password"),
  })),
  attack("switches to the method before 4.1 as old servers do", () => ({
    reasons: ["unproven", "password", "notMysql"],
    behave: afterLogin((victim, sequence) => victim.send(sequence, Buffer.from([0xfe]))),
  })),
  attack("switches to dialog, which asks for the password as a question", () => ({
    reasons: ["unproven"],
    behave: asksFor("dialog"),
  })),
  attack("switches to a method that a prototype has", () => ({
    reasons: ["password"],
    behave: asksFor("__proto__"),
  })),
  attack("asks for a second factor in the clear", () => ({
    reasons: ["unproven", "password", "notMysql"],
    behave: afterLogin((victim, sequence) =>
      victim.send(sequence, Buffer.from("\x02mysql_clear_password\0abcdefgh\0", "latin1")),
    ),
  })),
  attack("asks twice by caching_sha2_password, and then for all of it", () => ({
    reasons: ["unproven"],
    behave: afterLogin(async (victim, sequence) => {
      victim.send(sequence, switchTo("caching_sha2_password", victim.scramble));
      await victim.hear();
      victim.send(sequence + 2, switchTo("caching_sha2_password", victim.scramble));
      await victim.hear();
      victim.send(sequence + 4, Buffer.from([1, 4]));
    }),
  })),
  attack("asks for all of it by an empty challenge", () => ({
    reasons: ["unproven"],
    behave: afterLogin(async (victim, sequence) => {
      victim.send(sequence, switchTo("caching_sha2_password", Buffer.alloc(0)));
      await victim.hear();
      victim.send(sequence + 2, Buffer.from([1, 4]));
    }),
  })),
  ...["MYSQL_CLEAR_PASSWORD", "constructor", "parsec"].map((plugin) =>
    attack(`switches to a method that is not known: ${plugin}`, () => ({
      reasons: ["password"],
      behave: asksFor(plugin),
    })),
  ),
  ...Object.entries({ nothing: "", "an end": "fe0000", "half an error": "ff", "half an OK": "00fe" }).map(
    ([what, hex]) =>
      attack(`answers every statement with ${what}`, () => ({
        reasons: ["notMysql"],
        behave: async (victim) => {
          victim.greet({ plugin: "mysql_native_password" });
          const login = await victim.hear();
          if (login) victim.send(login.sequence + 1, OK);
          for (let heard = await victim.hear(); heard; heard = await victim.hear())
            victim.send(heard.sequence + 1, Buffer.from(hex, "hex"));
        },
      })),
  ),
  socketOfOthers,
  traces,
  attack("switches for ever", () => ({
    reasons: ["flood", "hang", "password"],
    behave: afterLogin(async (victim, sequence) => {
      victim.send(sequence, switchTo("mysql_native_password", victim.scramble));
      for (let heard = await victim.hear(); heard; heard = await victim.hear())
        victim.send(heard.sequence + 1, switchTo("mysql_native_password", victim.scramble));
    }),
  })),
  attack("greets without an end", () => ({
    reasons: ["notMysql"],
    behave: (victim) => victim.flood(Buffer.alloc(MIB, 0x41)),
  })),
  attack("says that its greeting has 16 MiB", () => ({
    reasons: ["notMysql"],
    behave: async (victim) => {
      victim.raw(Buffer.from([0xff, 0xff, 0xff, 0, 10]));
      await victim.flood(Buffer.alloc(MIB, 0x41));
    },
  })),
  attack("refuses with an error of 16 MiB", () => ({
    reasons: ["flood", "notMysql"],
    behave: afterLogin(async (victim, sequence) => {
      const head = Buffer.from([0xf0, 0xff, 0xff, sequence, 0xff, 0x15, 0x04]);
      victim.raw(Buffer.concat([head, Buffer.from("#28000")]));
      await victim.flood(Buffer.alloc(MIB, 0x41), 17 * MIB);
    }),
  })),
  attack("floods the login with packets that go on in the next one", () => ({
    reasons: ["flood"],
    behave: afterLogin(async (victim) => {
      const part = Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 2]), Buffer.alloc(0xffffff, 0x41)]);
      await victim.flood(part);
    }),
  })),
  attack("floods the login with small packets", () => ({
    reasons: ["flood", "notMysql", "password"],
    behave: afterLogin((victim) => victim.flood(Buffer.concat(Array(4096).fill(packet(2, Buffer.alloc(60, 1)))))),
  })),
  attack("sends data for the login method without an end, in order", () => ({
    reasons: ["unproven", "flood", "notMysql", "password"],
    behave: async (victim) => {
      victim.greet();
      const login = await victim.hear();
      if (!login) return;
      victim.send(login.sequence + 1, switchTo("caching_sha2_password", victim.scramble));
      const answer = await victim.hear();
      for (let at = (answer?.sequence ?? 0) + 1; !victim.gone; at += 256)
        await victim.flood(
          Buffer.concat(Array.from({ length: 256 }, (_, one) => packet(at + one, Buffer.from([1, 3])))),
          1024,
        );
    },
  })),
  attack("says that a result has more columns than there is memory", () => ({
    reasons: ["notMysql", "other", "hang", "dropped"],
    behave: atSetUp((victim, sequence) => victim.send(sequence, Buffer.from("feffffffffffff1f00", "hex"))),
  })),
  attack("says that a result has as many columns as MySQL can count, and sends none", () => ({
    reasons: ["notMysql", "other", "hang", "dropped"],
    behave: atSetUp((victim, sequence) => victim.send(sequence, Buffer.from("fdffffff", "hex"))),
  })),
  attack("floods the set-up with rows", () => ({
    reasons: ["flood"],
    behave: atSetUp((victim) => rows(victim.socket)),
  })),
  attack("greets by one byte at a time, past the deadline", () => ({
    reasons: ["hang"],
    behave: (victim) =>
      victim.drip(packet(0, greeting(victim.scramble, "mysql_native_password", "8.0.36", false)), 100),
  })),
  attack("answers the login by one byte at a time, past the deadline", () => ({
    reasons: ["hang"],
    behave: afterLogin((victim, sequence) => victim.drip(packet(sequence, Buffer.alloc(200, 1)), 100)),
  })),
  attack("answers the set-up by one byte at a time, past the deadline", () => ({
    reasons: ["hang"],
    behave: atSetUp((victim, sequence) => victim.drip(packet(sequence, Buffer.alloc(200, 1)), 100)),
  })),
  attack("never greets", () => ({ reasons: ["hang"], behave: async () => {} })),
  attack("asks for a local file at the login", () => ({
    reasons: ["notMysql", "other", "dropped"],
    behave: afterLogin((victim, sequence) => victim.send(sequence, Buffer.from("\xfb/etc/hostname", "latin1"))),
  })),
  fileAttack(),
  attack("greets with too little", () => ({
    reasons: ["notMysql"],
    behave: async (victim) => victim.send(0, Buffer.from("\x0a8.0.36\0ab", "latin1")),
  })),
  attack("greets with a version that has no end", () => ({
    reasons: ["notMysql"],
    behave: async (victim) => victim.send(0, Buffer.concat([Buffer.from([10]), Buffer.alloc(2000, 0x39)])),
  })),
  attack("speaks protocol 9", () => ({
    reasons: ["notMysql"],
    behave: async (victim) => victim.send(0, greeting(victim.scramble, "", "3.20.29", false, 9)),
  })),
  attack("answers with compressed noise", () => ({
    reasons: ["notMysql", "flood", "hang", "dropped"],
    behave: afterLogin((victim) => victim.flood(randomBytes(64 * 1024), 4 * MIB)),
  })),
  attack("sends its packets out of order", () => ({
    reasons: ["notMysql"],
    behave: afterLogin((victim, sequence) => victim.send(sequence + 7, OK)),
  })),
  attack("steers the terminal by its refusal", () => ({
    reasons: ["password"],
    behave: afterLogin((victim, sequence) =>
      victim.send(
        sequence,
        error(1045, "Access denied for user '\x1b]0;owned\x07\x1b[2J\u202egniht'@'x' (using password: YES)\n"),
      ),
    ),
  })),
  attack("steers the terminal by the refusal that it greets with", () => ({
    reasons: ["hostDenied"],
    behave: async (victim) =>
      victim.send(0, error(1130, "Host '\x1b[2J\r\ndbferry: every gate is open' is not allowed to connect")),
  })),
  attack("closes instead of answering the login", () => ({
    reasons: ["dropped"],
    behave: afterLogin((victim) => {
      victim.socket.destroy();
    }),
  })),
  ...noise,
  ...floodsWithinAStatement,
];

/** A file that the client can read, but that no server may obtain. */
function fileAttack(): Attack {
  const name = "asks for a local file as the answer to a statement";
  return {
    name,
    family: "servers",
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), "dbferry-infile-"));
      const file = join(folder, "private");
      writeFileSync(file, SECRET);
      try {
        return await attack(name, () => ({
          reasons: ["notMysql", "other", "dropped", "hang"],
          behave: atSetUp((victim, sequence) => victim.send(sequence, Buffer.from(`\xfb${file}`, "latin1"))),
        })).run();
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}
