import { delimiter } from "node:path";
import { REVIEW_VARIABLE } from "../../model/review";

/** Variables a preview inherits from the caller: where programs are, text encoding, allowed endpoints. */
const PASSED_ON = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "DBFERRY_ALLOW_ENDPOINTS"];

/** Vendors' providers refuse to start without these. A preview calls no cloud, so any text works. */
const PLACEHOLDER = "dbferry-review-placeholder";
const PROVIDER_PLACEHOLDERS: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: PLACEHOLDER,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: PLACEHOLDER,
  ALICLOUD_ACCESS_KEY: PLACEHOLDER,
  ALICLOUD_SECRET_KEY: PLACEHOLDER,
  ALICLOUD_REGION: "cn-hangzhou",
  HW_ACCESS_KEY: PLACEHOLDER,
  HW_SECRET_KEY: PLACEHOLDER,
  HW_PROJECT_ID: PLACEHOLDER,
  HW_REGION_NAME: "cn-north-4",
  TENCENTCLOUD_SECRET_ID: PLACEHOLDER,
  TENCENTCLOUD_SECRET_KEY: PLACEHOLDER,
  TENCENTCLOUD_REGION: "ap-guangzhou",
};

/** Folders and key of one review, deleted with it. */
export interface ReviewPlaces {
  home: string;
  tmp: string;
  pulumiHome: string;
  backend: string;
  passphrase: string;
}

/**
 * The environment of the engine and everything it starts, built from an allowlist because secrets can have any name.
 * Its passphrase only decrypts placeholders.
 *
 * @param first folders to put at the front of the PATH
 * @param named variables that the caller passes on deliberately
 */
export function previewEnvironment(
  own: NodeJS.ProcessEnv,
  places: ReviewPlaces,
  first: readonly string[],
  named: readonly string[] = [],
): Record<string, string> {
  const kept = [...PASSED_ON, ...named].flatMap((name) =>
    own[name] === undefined ? [] : [[name, own[name]] as const],
  );
  return {
    ...PROVIDER_PLACEHOLDERS,
    ...Object.fromEntries(kept),
    PATH: [...first, own["PATH"] ?? ""].filter(Boolean).join(delimiter),
    HOME: places.home,
    TMPDIR: places.tmp,
    PULUMI_HOME: places.pulumiHome,
    PULUMI_BACKEND_URL: `file://${places.backend}`,
    PULUMI_CONFIG_PASSPHRASE: places.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    // Otherwise a program could make the engine download and start any plugin.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Required for the engine's --event-log.
    PULUMI_DEBUG_COMMANDS: "true",
    // Leaves findings to the pack, which reports all of them: a component would end the program at its first.
    [REVIEW_VARIABLE]: "1",
  };
}

const SECRET_NAME =
  /(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|PRIVATE_KEY|ACCESS_KEY|API_?KEY|_SK$|_AK$|_PAT$|_AUTH$)|^(SSH_AUTH_SOCK|DATABASE_URL|AWS_PROFILE|KUBECONFIG|NETRC|DOCKER_AUTH_CONFIG|MYSQL_PWD|PULUMI_CONFIG_PASSPHRASE_FILE|ALL_SECRETS|CI_REPOSITORY_URL)$/i;
/** `https://user:password@host`. */
const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** Variables whose names look like secrets; other names may contain secrets too, hence the allowlist above. */
export function secretsIn(own: NodeJS.ProcessEnv): string[] {
  return Object.entries(own)
    .filter(([name, value]) => value && (SECRET_NAME.test(name) || URL_WITH_PASSWORD.test(value)))
    .map(([name]) => name)
    .sort();
}
