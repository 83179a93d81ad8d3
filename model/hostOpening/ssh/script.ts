import { familyOf } from "../../addresses/block";
import { listings, TOOLS_PATH } from "../../firewall/listings";
import type { SshFirewall } from "../../spec/ssh";
import { GONE } from "./gone";
import { commentWith, ruleText, type Wanted } from "./rule";

/** What the script does, as its one argument. */
export type Task = "look" | "open" | "close";

/** The command that reads the script from its standard input, as root. */
export function scriptCommand(task: Task, user: string): string {
  return user === "root" ? `sh -s ${task}` : `sudo -n sh -s ${task}`;
}

/**
 * A script for any POSIX shell. It makes the rules with the mark on a host exactly those that are wanted (`open`), or
 * none (`close`), and fails unless the tool then lists exactly those. Rules without the mark stay as they are, equal ones
 * too. It can be run again at any time, after a run that was killed too.
 */
export function hostScript(firewall: SshFirewall, mark: string, wanted: readonly Wanted[]): string {
  if (!/^[A-Za-z0-9 =_.:-]+$/.test(mark))
    throw new Error("a mark with a character that a shell or a firewall could interpret");
  const tools = firewall === "iptables" ? (["iptables", "ip6tables"] as const) : (["nft"] as const);
  const rules = (tool: (typeof tools)[number]) => {
    const mine = wanted.filter(({ from }) => tool === "nft" || (familyOf(from) === 6) === (tool === "ip6tables"));
    // The same caller may be named twice, and no rule is there twice.
    return [...new Set(mine.map((one) => ruleText(firewall, one, commentWith(mark, one.until))))];
  };
  const settle = (wantedBy: (tool: (typeof tools)[number]) => readonly string[]) =>
    (["widen", "narrow"] as const).flatMap((step) =>
      tools.map((tool) => `${step} ${tool} '${wantedBy(tool).join("\n")}' || exit 1`),
    );
  return [
    "set -u",
    `PATH=${TOOLS_PATH}; LC_ALL=C; export PATH LC_ALL`,
    `mark='${mark}'`,
    COMMON,
    firewall === "iptables" ? IPTABLES : NFTABLES,
    // Read whole before it runs: half of a script that was cut off does nothing, and no command reads the rest of it.
    "main() {",
    `task="\${1-}"`,
    `case "$task" in`,
    "look)",
    ...tools.map((tool) => `look ${tool} || exit 1`),
    ";;",
    ...["open)", ...settle(rules), ";;"],
    ...["close)", ...settle(() => []), `gone ${tools[0]} || exit 1`, ";;"],
    `*) fail 'neither look nor open nor close' ;;`,
    "esac",
    `[ "$task" != open ] || {`,
    ...listings(),
    "}",
    "}",
    'main "$@" </dev/null',
    "",
  ].join("\n");
}

/**
 * Whatever is wanted is added by every tool before any removes something else, so that nobody who stays is shut out: not in
 * between, and not where one of them refuses a rule.
 */
const COMMON = `fail() { printf 'dbferry: %s\\n' "$1" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
holds() { printf '%s\\n' "$1" | grep -Fxq -e "$2"; }
marked() { printf '%s\\n' "$1" | grep -Fq -e "$mark"; }
look() { usable "$1" '' || return 0; mine "$1" >/dev/null; }
widen() {
  usable "$1" "$2" || return 0
  there=$(mine "$1") || exit 1
  printf '%s\\n' "$2" | while IFS= read -r rule; do
    [ -z "$rule" ] || holds "$(printf '%s\\n' "$there" | texts)" "$rule" || add "$1" "$rule" || exit 1
  done || fail "$1 has refused a rule"
}
narrow() {
  usable "$1" "$2" || return 0
  there=$(mine "$1") || exit 1
  seen=
  printf '%s\\n' "$there" | while IFS= read -r line; do
    [ -n "$line" ] || continue
    rule=$(printf '%s\\n' "$line" | texts)
    if holds "$2" "$rule" && ! holds "$seen" "$rule"; then
      seen="$seen
$rule"
    else
      drop "$1" "$line" || exit 1
    fi
  done || fail "$1 has refused to delete a rule with the mark $mark"
  there=$(mine "$1") || exit 1
  [ "$(printf '%s\\n' "$there" | texts | sort)" = "$(printf '%s\\n' "$2" | sort)" ] ||
    fail "$1 lists other rules with the mark $mark than it should: $there"
}
${GONE}`;

/** xargs takes the words apart, quotes included, and no shell looks at them. IPv6 may be switched off in the kernel, and ip6tables never have been there. */
const IPTABLES = `usable() {
  if [ "$1" = ip6tables ] && [ -z "$2" ]; then
    [ -e /proc/net/if_inet6 ] || return 1
    has "$1" || ! bare || return 1
  fi
  has "$1" || fail "the host has no $1; needed: the firewall that source.ssh.firewall names"
}
bare() {
  ! grep -q . /proc/net/ip6_tables_names 2>/dev/null && has nft && all=$(nft list ruleset ip6 2>&1) &&
    ! marked "$all" && ! hidden "$all"
}
mine() {
  rules=$("$1" -w 30 -S INPUT) || fail "$1 -S INPUT does not list the rules; needed: root, or sudo without a password"
  printf '%s\\n' "$rules" | sed -n 's/^-A INPUT //p' | grep -F -e "--comment \\"$mark" || :
}
texts() { cat; }
add() { printf '%s\\n' "$2" | xargs "$1" -w 30 -I INPUT 1; }
drop() { printf '%s\\n' "$2" | xargs "$1" -w 30 -D INPUT; }`;

const NFTABLES = `usable() { has nft || fail 'the host has no nft; needed: the firewall that source.ssh.firewall names'; }
mine() {
  if ! rules=$(nft -nn -a list chain inet filter input); then
    # A chain that is gone has taken its rules along.
    all=$(nft list ruleset) && [ "$task" = close ] && ! marked "$all" && return 0
    fail 'nft does not list the chain input of the table inet filter; needed: that chain, and root, or sudo without a password'
  fi
  printf '%s\\n' "$rules" | sed 's/^[[:space:]]*//' | grep -F -e "comment \\"$mark" || :
}
texts() { sed 's/ # handle [0-9]*$//'; }
add() { printf 'insert rule inet filter input %s\\n' "$2" | nft -f -; }
drop() { nft delete rule inet filter input handle "\${2##* # handle }"; }`;
