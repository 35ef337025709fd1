package dev.opportune.authoring.settings;

import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.yaml.Schema;
import dev.opportune.authoring.yaml.YamlDocument;
import dev.opportune.authoring.yaml.YamlMap;
import dev.opportune.authoring.yaml.YamlNode;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Goal;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a flow.yml. What must be there: {@code flow}, {@code owner}, {@code channel}, {@code priority} and {@code reentry}.
 * What is left out: {@code goal} none, {@code open_for} 7d, {@code valid_for} 24h, {@code experiments} none, {@code paused}
 * false.
 */
public final class FlowReader {
    public static final String FILE = "flow.yml";

    private static final Schema SCHEMA = Schema.published("flow.schema.json");

    private static final Duration OPEN_FOR = Duration.ofDays(7);
    private static final Duration VALID_FOR = Duration.ofHours(24);
    private static final String DURATION = "invalid_duration";

    private final Problems problems;
    private final @Nullable Policy policy;
    /** In which flow each experiment was met: their names are one space, as rules name them without the flow. */
    private final Map<String, String> experimentFlows = new TreeMap<>();

    /** @param policy null if it could not be read, which leaves out the checks against it */
    public FlowReader(Problems problems, @Nullable Policy policy) {
        this.problems = problems;
        this.policy = policy;
    }

    /** The flow of a folder; empty if it cannot be told from what is written, which is among the problems then. */
    public Optional<Flow> read(String folder, String text) {
        return YamlDocument.read(folder + "/" + FILE, text, problems, SCHEMA)
                .flatMap(YamlNode::map)
                .flatMap(map -> flow(folder, map));
    }

    private Optional<Flow> flow(String folder, YamlMap map) {
        Optional<String> name = map.get("flow").flatMap(node -> name(folder, node));
        Optional<String> owner = map.get("owner").flatMap(YamlNode::text);
        @Nullable Goal goal = map.get("goal").flatMap(this::goal).orElse(null);
        Optional<String> channel = map.get("channel").flatMap(this::channel);
        Optional<Integer> priority = map.get("priority").flatMap(YamlNode::integer);
        Optional<Duration> reentry = map.get("reentry").flatMap(node -> node.parsed(DURATION, Span::parse));
        Duration openFor = time(map, "open_for").orElse(OPEN_FOR);
        Duration validFor = time(map, "valid_for").orElse(VALID_FOR);
        SortedMap<String, Experiment> experiments =
                map.get("experiments").map(node -> experiments(folder, node)).orElseGet(TreeMap::new);
        boolean paused = map.get("paused").flatMap(YamlNode::flag).orElse(false);
        if (name.isEmpty() || owner.isEmpty() || channel.isEmpty() || priority.isEmpty() || reentry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Flow(
                name.get(),
                owner.get(),
                goal,
                channel.get(),
                priority.get(),
                reentry.get(),
                openFor,
                validFor,
                experiments,
                paused));
    }

    private static Optional<String> name(String folder, YamlNode node) {
        return node.text()
                .flatMap(text -> node.parsed("invalid_name", Written::name))
                .filter(name -> {
                    if (!name.equals(folder)) {
                        node.problem(
                                "wrong_folder",
                                "the flow \"" + name + "\" is in the folder \"" + folder + "\"",
                                "give the flow and its folder the same name");
                    }
                    return name.equals(folder);
                });
    }

    private Optional<String> channel(YamlNode node) {
        return node.text().filter(channel -> {
            if (policy == null || policy.channels().containsKey(channel)) {
                return true;
            }
            node.problem(
                    "unknown_channel",
                    "policy.yml has no channel \"" + channel + "\"",
                    Suggestion.hint(channel, policy.channels().keySet()));
            return false;
        });
    }

    private static Optional<Duration> time(YamlMap map, String key) {
        return map.get(key).flatMap(node -> node.parsed(DURATION, Written::someTime));
    }

    private Optional<Goal> goal(YamlNode node) {
        return node.map().flatMap(map -> {
            Optional<String> event = map.get("event").flatMap(YamlNode::text);
            Optional<Duration> within = map.get("within")
                    .flatMap(time -> time.parsed(
                            DURATION,
                            policy == null ? Written::someTime : Written.atMost(policy.lookback(), "the lookback")));
            return event.isPresent() && within.isPresent()
                    ? Optional.of(new Goal(event.get(), within.get()))
                    : Optional.empty();
        });
    }

    private SortedMap<String, Experiment> experiments(String folder, YamlNode node) {
        SortedMap<String, Experiment> experiments = new TreeMap<>();
        node.openMap()
                .ifPresent(map -> map.entries().forEach((name, value) -> {
                    @Nullable String taken = experimentFlows.putIfAbsent(name, folder);
                    if (name.equals(Experiment.HOLDOUT) || taken != null) {
                        problems.error(
                                "duplicate_experiment",
                                map.keyPlace(name),
                                "the experiment \"" + name + "\" is already "
                                        + (taken == null
                                                ? "the global holdout of policy.yml"
                                                : "in " + taken + "/" + FILE),
                                "give it another name");
                    }
                    experiment(name, value).ifPresent(experiment -> experiments.put(name, experiment));
                }));
        return experiments;
    }

    private static Optional<Experiment> experiment(String name, YamlNode node) {
        return node.map().flatMap(map -> {
            Optional<String> salt = map.get("salt").flatMap(YamlNode::text);
            Optional<Map<String, BigDecimal>> variants = map.get("variants").flatMap(FlowReader::variants);
            return salt.isPresent() && variants.isPresent()
                    ? Optional.of(new Experiment(name, salt.get(), variants.get()))
                    : Optional.empty();
        });
    }

    private static Optional<Map<String, BigDecimal>> variants(YamlNode node) {
        return node.openMap().flatMap(map -> {
            Map<String, BigDecimal> weights = new LinkedHashMap<>();
            map.entries().forEach((name, value) -> value.number().ifPresent(weight -> weights.put(name, weight)));
            boolean valid = weights.values().stream().allMatch(weight -> weight.signum() >= 0)
                    && weights.values().stream().anyMatch(weight -> weight.signum() > 0);
            if (!valid && weights.size() == map.entries().size()) {
                node.problem(
                        "invalid_weights",
                        "the weights must be 0 or more, and not all of them 0",
                        "write them like {a: 50, b: 50}");
            }
            return valid ? Optional.of(weights) : Optional.empty();
        });
    }
}
