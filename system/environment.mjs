// Environments of child processes, built from an allowlist per kind of child, never a denylist. Cloud keys, tokens and
// passphrases only go where they are needed. Node built-ins only: the toolchain uses this before anything is
// installed.

/** Needed by any program: locations of programs and temporary files, language, time zone. */
const COMMON = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "XDG_CACHE_HOME",
  "XDG_RUNTIME_DIR",
];
/** Settings for state backends and secrets providers of the clouds and Vault. */
const BACKENDS = [/^(AWS|AZURE|ARM|GOOGLE|CLOUDSDK|VAULT)_/];
/** The vendors' own names, as the provider's launcher lets them through. */
const CLOUDS = [/^(HW|HUAWEICLOUD_SDK|ALIBABA_CLOUD|ALICLOUD|TENCENTCLOUD)_/];
/** Proxies and certificates for network access. */
const NETWORK = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
];
const NODE = ["NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "NODE_COMPILE_CACHE", "NO_COLOR", "FORCE_COLOR", "TERM", "CI"];
const DOCKER = ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"];
/** Go's own variables, by name: the prefix is shared with much that is not Go's. */
const GO =
  "GOPATH GOCACHE GOMODCACHE GOPROXY GOSUMDB GONOSUMDB GOPRIVATE GONOPROXY GOINSECURE GOTOOLCHAIN GOROOT GOENV GOFLAGS GOTMPDIR GOMAXPROCS".split(
    " ",
  );
const VITEST = [/^VITEST/, "NODE_ENV", "TEST", "MODE", "DEV", "PROD", "SSR", "BASE_URL", "NODE_V8_COVERAGE"];

const ALLOWED = {
  /** A system program: ssh-keygen, git, dpkg, sh. */
  tool: COMMON,
  /** A database server. */
  server: [...COMMON, "LD_LIBRARY_PATH"],
  docker: [...COMMON, ...DOCKER],
  /** The sandbox, which starts servers and Docker. */
  sandbox: [...COMMON, ...NODE, ...DOCKER, "LD_LIBRARY_PATH"],
  /** A script, compiler or linter of the project. */
  build: [...COMMON, ...NODE],
  /** apt and similar. */
  download: [...COMMON, ...NETWORK, "DEBIAN_FRONTEND"],
  /** npm, with its own settings. */
  npm: [...COMMON, ...NETWORK, ...NODE, /^npm_config_/i],
  /** pip, with its own settings. */
  python: [...COMMON, ...NETWORK, /^PIP_/],
  go: [...COMMON, ...NETWORK, ...GO],
  /** Tests, benches and proofs, including their children: they need no cloud. */
  tests: [
    ...COMMON,
    ...NETWORK,
    ...NODE,
    ...DOCKER,
    ...GO,
    /^DBFERRY_(?!.*PASSWORD)/,
    /^npm_config_/i,
    /^PIP_/,
    ...VITEST,
  ],
  /** The engine's command when it only reads a state: its own settings, and the credentials of state backends. */
  backend: [...COMMON, ...NETWORK, /^PULUMI_/, ...BACKENDS],
  /** The engine in an update or an audit, including its children: the program, the pack, the providers. */
  engine: [
    ...COMMON,
    ...NETWORK,
    ...NODE,
    /^PULUMI_/,
    ...BACKENDS,
    ...CLOUDS,
    /^DBFERRY_(?!.*PASS)/,
    /^TF_LOG/,
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "COLORTERM",
  ],
  /** An engine in the sandbox, whose cloud settings and secrets come from the sandbox through `more`. */
  sandboxEngine: [...COMMON, ...NETWORK, ...NODE, "DBFERRY_DEBUG"],
};

const isAllowed = (kind) => {
  const rules = [...ALLOWED[kind], /^LC_[A-Z]+$/];
  return (name) => rules.some((rule) => (typeof rule === "string" ? rule === name : rule.test(name)));
};

/**
 * Environment of a child process: the variables allowed for its kind, plus `more`.
 * @param {keyof typeof ALLOWED} kind
 * @param {Record<string, string | undefined>} more
 */
export function childEnvironment(kind, more = {}, ours = process.env) {
  return { ...Object.fromEntries(Object.entries(ours).filter(([name]) => isAllowed(kind)(name))), ...more };
}

/** Removes all variables not allowed for this kind from this process's environment. Affects all later children. */
export function confineEnvironment(kind, ours = process.env, named = []) {
  const allowed = isAllowed(kind);
  for (const name of Object.keys(ours)) if (!allowed(name) && !named.includes(name)) delete ours[name];
}
