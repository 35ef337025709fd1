package dev.opportune.authoring.properties;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an analyst may do to the shipped rules in one go. Where what is to be edited has gone, nothing is. */
final class Edits {
    private static final String POLICY = "policy.yml";
    private static final List<String> FLOWS =
            List.of("back-for-more", "browse-interest", "cart-recovery", "long-look", "repeat-engagement", "win-back");
    /** Those whose rules look back no further than a few days. */
    private static final List<String> SHORT_SIGHTED = List.of("cart-recovery", "long-look", "repeat-engagement");

    private static final String VETO = """

            rule "Not now"
            when
                $candidate : Candidate( message == "still-looking" )
            then
                decide.veto($candidate, "not now");
            end
            """;

    static final List<UnaryOperator<Map<String, byte[]>>> ALL = all();

    private Edits() {}

    private static List<UnaryOperator<Map<String, byte[]>>> all() {
        List<UnaryOperator<Map<String, byte[]>>> all = new ArrayList<>();
        for (String flow : FLOWS) {
            String settings = flow + "/flow.yml";
            all.add(files -> without(files, flow));
            all.add(files -> set(files, settings, "reentry", "0s"));
            all.add(files -> set(files, settings, "open_for", "90m"));
            all.add(files -> set(files, settings, "valid_for", "20m"));
            all.add(files -> set(files, settings, "priority", "99"));
            all.add(files -> append(files, settings, "paused: true\n"));
            all.add(files -> append(
                    files, settings, "experiments: {wait-" + flow + ": {salt: s1, variants: {a: 50, b: 50}}}\n"));
        }
        all.add(Revisions::withSecondThoughts);
        all.add(Edits::shortSighted);
        all.add(files -> append(files, "long-look/long-look.drl", VETO));
        all.add(files -> set(files, POLICY, "lookback", "200d"));
        all.add(files -> set(files, POLICY, "lateness", "1h"));
        all.add(files -> set(files, POLICY, "lateness", "10d"));
        all.add(files -> set(files, POLICY, "holdout", "60%"));
        all.add(files -> set(files, POLICY, "paused", "true"));
        all.add(files -> set(files, POLICY, "default_timezone", "America/New_York"));
        all.add(files -> set(files, POLICY, "    caps", "[]"));
        all.add(files -> set(files, POLICY, "    quiet_hours", "{from: \"12:00\", to: \"12:30\"}"));
        return List.copyOf(all);
    }

    /** The table names flows, so it leaves with them. */
    private static Map<String, byte[]> without(Map<String, byte[]> files, String flow) {
        files.remove("segments.drl.csv");
        return Revisions.without(files, flow);
    }

    private static Map<String, byte[]> shortSighted(Map<String, byte[]> files) {
        FLOWS.stream().filter(flow -> !SHORT_SIGHTED.contains(flow)).forEach(flow -> without(files, flow));
        return set(files, POLICY, "lookback", "8d");
    }

    private static Map<String, byte[]> set(Map<String, byte[]> files, String path, String key, String value) {
        if (!files.containsKey(path)) {
            return files;
        }
        String text = new String(files.get(path), UTF_8);
        Matcher line = Pattern.compile("(?m)^" + key + ":.*$").matcher(text);
        if (!line.find()) {
            throw new AssertionError(path + " has no " + key);
        }
        files.put(
                path,
                line.replaceFirst(key + ": " + Matcher.quoteReplacement(value)).getBytes(UTF_8));
        return files;
    }

    private static Map<String, byte[]> append(Map<String, byte[]> files, String path, String more) {
        if (files.containsKey(path) && !new String(files.get(path), UTF_8).contains(more.strip())) {
            files.merge(
                    path, more.getBytes(UTF_8), (before, after) -> (new String(before, UTF_8) + more).getBytes(UTF_8));
        }
        return files;
    }
}
