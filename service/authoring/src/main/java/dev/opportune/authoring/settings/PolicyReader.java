package dev.opportune.authoring.settings;

import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.yaml.Schema;
import dev.opportune.authoring.yaml.YamlDocument;
import dev.opportune.authoring.yaml.YamlMap;
import dev.opportune.authoring.yaml.YamlNode;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.QuietHours;
import dev.opportune.kernel.policy.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy.yml. What must be there: {@code default_timezone}, {@code lateness}, {@code lookback} and {@code channels},
 * each with its {@code consent}. What is left out is the least: {@code holdout} 0 %, {@code paused} false, no {@code caps},
 * no {@code quiet_hours}, and a {@code retention} without end.
 */
public final class PolicyReader {
    public static final String FILE = "policy.yml";
    /** What {@code consent} says where a channel needs none. */
    static final String NO_CONSENT = "none";

    private static final Schema SCHEMA = Schema.published("policy.schema.json");
    private static final String DURATION = "invalid_duration";

    private final Problems problems;
    private final Map<String, LintLevel> lintLevels = new TreeMap<>();
    private @Nullable Duration lookback;

    public PolicyReader(Problems problems) {
        this.problems = problems;
    }

    /** The policy; empty if it cannot be told from what is written, which is among the problems then. */
    public Optional<Policy> read(String text) {
        return YamlDocument.read(FILE, text, problems, SCHEMA)
                .flatMap(YamlNode::map)
                .flatMap(this::policy);
    }

    private Optional<Policy> policy(YamlMap map) {
        Optional<ZoneId> zone = map.get("default_timezone").flatMap(node -> node.parsed("invalid_zone", Written::zone));
        Optional<Duration> seen = map.get("lookback").flatMap(node -> node.parsed(DURATION, Written::someTime));
        lookback = seen.orElse(null);
        Optional<Duration> lateness = map.get("lateness").flatMap(this::withinLookback);
        BigDecimal holdout = map.get("holdout")
                .flatMap(node -> node.parsed("invalid_share", Written::percent))
                .orElse(BigDecimal.ZERO);
        boolean paused = map.get("paused").flatMap(YamlNode::flag).orElse(false);
        SortedMap<String, Channel> channels =
                map.get("channels").map(this::channels).orElseGet(TreeMap::new);
        List<Cap> caps = map.get("caps").map(this::caps).orElse(List.of());
        SortedMap<String, Duration> retention =
                map.get("retention").map(this::retention).orElseGet(TreeMap::new);
        map.get("lints").ifPresent(this::lints);
        if (zone.isEmpty() || seen.isEmpty() || lateness.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Policy(
                zone.get(),
                lateness.get(),
                seen.get(),
                Experiment.holdout(holdout),
                paused,
                channels,
                caps,
                retention));
    }

    /** What shall become of what the lints find, where the file says so. */
    public Map<String, LintLevel> lintLevels() {
        return lintLevels;
    }

    private void lints(YamlNode node) {
        node.map()
                .ifPresent(map -> map.entries().forEach((code, value) -> {
                    // YAML takes off for false: here it is a word like the others.
                    String word = String.valueOf(value.written());
                    LintLevel.of(word)
                            .ifPresentOrElse(
                                    level -> lintLevels.put(code, level),
                                    () -> value.problem(
                                            YamlNode.INVALID_VALUE,
                                            "unknown value \"" + word + "\"",
                                            Suggestion.hint(word, LintLevel.words())));
                }));
    }

    private Optional<Duration> withinLookback(YamlNode node) {
        return node.parsed(DURATION, lookback == null ? Written::someTime : Written.atMost(lookback, "the lookback"));
    }

    private SortedMap<String, Channel> channels(YamlNode node) {
        SortedMap<String, Channel> channels = new TreeMap<>();
        node.openMap().ifPresent(map -> {
            if (map.entries().isEmpty()) {
                node.problem("missing_channel", "there is no channel to write on", "add one, such as email: {…}");
            }
            map.entries().forEach((name, value) -> channels.put(name, channel(name, value)));
        });
        return channels;
    }

    private Channel channel(String name, YamlNode node) {
        Optional<YamlMap> map = node.map();
        @Nullable
        String consent = map.flatMap(keys -> keys.get("consent"))
                .flatMap(YamlNode::text)
                .filter(purpose -> !purpose.equals(NO_CONSENT))
                .orElse(null);
        List<Cap> caps = map.flatMap(keys -> keys.get("caps")).map(this::caps).orElse(List.of());
        @Nullable
        QuietHours quiet = map.flatMap(keys -> keys.get("quiet_hours"))
                .flatMap(PolicyReader::quietHours)
                .orElse(null);
        return new Channel(name, consent, caps, quiet);
    }

    private List<Cap> caps(YamlNode node) {
        List<Cap> caps = new ArrayList<>();
        for (YamlNode item : node.list().orElse(List.of())) {
            item.parsed("invalid_cap", Written::cap).ifPresent(cap -> {
                caps.add(cap);
                Duration window = cap.window();
                if (window != null && lookback != null && window.compareTo(lookback) > 0) {
                    item.problem(
                            "invalid_cap",
                            "the cap looks back further than the lookback (" + Span.format(lookback) + ")",
                            "shorten it, or lengthen the lookback");
                }
            });
        }
        return caps;
    }

    private static Optional<QuietHours> quietHours(YamlNode node) {
        return node.map().flatMap(map -> {
            Optional<LocalTime> from = map.get("from").flatMap(time -> time.parsed("invalid_time", Written::time));
            Optional<LocalTime> to = map.get("to").flatMap(time -> time.parsed("invalid_time", Written::time));
            if (from.isPresent() && from.equals(to)) {
                node.problem("invalid_time", "the quiet hours end when they begin", "leave them out if there are none");
            }
            return from.isPresent() && to.isPresent()
                    ? Optional.of(new QuietHours(from.get(), to.get()))
                    : Optional.empty();
        });
    }

    private SortedMap<String, Duration> retention(YamlNode node) {
        SortedMap<String, Duration> retention = new TreeMap<>();
        node.map()
                .ifPresent(map -> map.entries()
                        .keySet()
                        .forEach(kind -> map.get(kind)
                                .ifPresent(value -> value.parsed(DURATION, Written::someTime)
                                        .ifPresent(span -> retention.put(kind, outsideLookback(value, span))))));
        return retention;
    }

    private Duration outsideLookback(YamlNode node, Duration span) {
        if (lookback != null && span.compareTo(lookback) < 0) {
            node.problem(
                    DURATION,
                    "what rules still see would be thrown away: it is shorter than the lookback ("
                            + Span.format(lookback) + ")",
                    "lengthen it");
        }
        return span;
    }
}
