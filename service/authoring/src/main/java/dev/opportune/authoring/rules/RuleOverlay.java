package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.DrlFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Some rules laid over others: each takes the place of the one of its name, or is added to its flow.
 *
 * @param files all of them, with the rules laid over
 * @param problems why that could not be done; empty if it was
 */
public record RuleOverlay(SortedMap<String, byte[]> files, List<Problem> problems) {
    /** What the text is called where problems with it are told. */
    public static final String NAME = "rule.drl";

    /** For each of them the others are read again. */
    private static final int MOST_RULES = 20;

    private static final String DRL = ".drl";
    private static final String HEAD = """
            package rules.FLOW_tried
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide
            """;

    /**
     * Lays rules over a folder's.
     *
     * @param base the files by path
     * @param text one or more rules; what stands before the first is left out, for the file has its own
     * @param flow where rules go whose names are new; null where there may be none
     */
    public static RuleOverlay of(Map<String, byte[]> base, String text, @Nullable String flow) {
        SortedMap<String, byte[]> files = new TreeMap<>(base);
        Draft given = ParseStage.read(Map.of(NAME, text.getBytes(UTF_8)));
        if (given.problems().hasErrors()) {
            return new RuleOverlay(files, given.problems().all());
        }
        Problems problems = new Problems();
        List<WrittenRule> rules = given.drlFiles().stream()
                .flatMap(file -> file.rules().stream().map(rule -> WrittenRule.of(file, rule)))
                .toList();
        if (rules.size() > MOST_RULES) {
            problems.error(
                    "too_many_rules",
                    Place.of(NAME),
                    "there are " + rules.size() + " rules",
                    "try at most " + MOST_RULES + " at a time, or a whole bundle");
            return new RuleOverlay(files, problems.all());
        }
        if (rules.isEmpty()) {
            problems.error("no_rule", Place.of(NAME), "there is no rule in it", "write rule \"…\" when … then … end");
        }
        rules.forEach(rule -> lay(rule, flow, files, problems));
        return new RuleOverlay(files, problems.all());
    }

    private static void lay(
            WrittenRule rule, @Nullable String flow, SortedMap<String, byte[]> files, Problems problems) {
        if (replaced(rule, files)) {
            return;
        }
        Optional<String> file = flow == null ? Optional.empty() : fileOf(flow, files);
        if (file.isEmpty()) {
            problems.add(unplaced(rule, flow, files));
            return;
        }
        String text = new String(files.get(file.get()), UTF_8);
        files.put(file.get(), (text.stripTrailing() + "\n\n" + rule.text() + "\n").getBytes(UTF_8));
    }

    private static boolean replaced(WrittenRule rule, SortedMap<String, byte[]> files) {
        for (DrlFile file : ParseStage.parsed(files)) {
            for (RuleDescr old : file.rules()) {
                if (old.getName().equals(rule.name())) {
                    String text = file.text().substring(0, WrittenRule.start(old))
                            + rule.text()
                            + file.text().substring(WrittenRule.end(file, old));
                    put(file.path(), text, files);
                    return true;
                }
            }
        }
        return false;
    }

    /** A table, or a file of sentences, cannot hold a rule in the engine's language: it gives way to what it expands to. */
    private static void put(String path, String text, SortedMap<String, byte[]> files) {
        if (!path.endsWith(DRL)) {
            files.remove(path);
        }
        files.put(path.endsWith(DRL) ? path : path + DRL, text.getBytes(UTF_8));
    }

    /** The file named after the flow, or else its first; where it has none in the engine's language, a new one. */
    private static Optional<String> fileOf(String flow, SortedMap<String, byte[]> files) {
        String usual = flow + "/" + flow + DRL;
        if (files.containsKey(flow + "/flow.yml")
                && files.keySet().stream().noneMatch(path -> path.startsWith(flow + "/") && path.endsWith(DRL))) {
            files.put(usual, HEAD.replace("FLOW", flow.replace('-', '_')).getBytes(UTF_8));
        }
        return files.containsKey(usual)
                ? Optional.of(usual)
                : files.keySet().stream()
                        .filter(path -> path.startsWith(flow + "/") && path.endsWith(DRL))
                        .findFirst();
    }

    private static Problem unplaced(WrittenRule rule, @Nullable String flow, SortedMap<String, byte[]> files) {
        SortedSet<String> flows = files.keySet().stream()
                .filter(path -> path.endsWith("/flow.yml"))
                .map(path -> path.substring(0, path.length() - "/flow.yml".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Problem problem = flow == null
                ? Problem.error(
                        "unknown_rule",
                        rule.place(),
                        "the rules have none of this name for it to replace",
                        "name the flow that it is to be added to, or write the name as the old rule has it")
                : Problem.error(
                        "unknown_flow",
                        rule.place(),
                        "there is no flow \"" + flow + "\" with a file of rules to add it to",
                        Suggestion.hint(flow, flows));
        return problem.in(rule.name());
    }
}
