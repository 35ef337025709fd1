package dev.opportune.authoring.schemas;

import dev.opportune.authoring.Problem;
import java.util.List;
import java.util.regex.Pattern;

/** What readers find wrong and no schema can: why is said of each. */
public final class Beyond {
    private static final String OTHER_KEYS = "it depends on what stands at other keys";
    private static final String OTHER_FILES = "it depends on other files";
    private static final String OTHER_YAML = "programs do not agree on what YAML makes of it";
    private static final String LONG_LISTS =
            "names of zones and days of calendars would be long lists, out of date soon";

    private static final List<Difference> DIFFERENCES = List.of(
            new Difference("out_of_order", ".*", OTHER_KEYS),
            new Difference("invalid_time", "it would arrive before it happened", OTHER_KEYS),
            new Difference("invalid_time", "the quiet hours end when they begin", OTHER_KEYS),
            new Difference("missing_key", "with several profiles .*", OTHER_KEYS),
            new Difference(
                    "invalid_value",
                    "unknown value .*; (did you mean \"|known are )(ana|ben|cleo|someone).*",
                    OTHER_KEYS),
            new Difference("invalid_duration", ".* is longer than the lookback .*", OTHER_KEYS),
            new Difference("invalid_duration", ".*it is shorter than the lookback .*", OTHER_KEYS),
            new Difference("invalid_cap", "the cap looks back further than the lookback .*", OTHER_KEYS),
            new Difference("duplicate_experiment", ".*", OTHER_FILES),
            new Difference("wrong_folder", ".*", OTHER_FILES),
            new Difference("unknown_channel", ".*", OTHER_FILES),
            new Difference("invalid_start", "there is no zone .*", LONG_LISTS),
            new Difference("invalid_time", "there is no zone .*", LONG_LISTS),
            new Difference("invalid_zone", ".*", LONG_LISTS),
            new Difference("invalid_(start|time)", "there is no \\d{4}-.*", LONG_LISTS),
            new Difference(
                    "invalid_(start|time)", ".*(could not be parsed|does not exist in|exists twice in).*", LONG_LISTS),
            new Difference("invalid_value", "unknown value \"false\"; .*off.*", OTHER_YAML),
            new Difference("quote_it", ".*", OTHER_YAML),
            new Difference("duplicate_key", ".*", OTHER_YAML),
            new Difference("invalid_yaml", ".*", OTHER_YAML),
            new Difference("invalid_value", "\\d+\\.0+ is out of range.*", "to a schema 80.0 is a whole number"));

    private Beyond() {}

    private record Difference(String code, String message, String reason) {
        boolean covers(Problem problem) {
            return problem.code().matches(code) && Pattern.matches(message, problem.message() + "; " + problem.hint())
                    || problem.code().matches(code) && Pattern.matches(message, problem.message());
        }
    }

    /** Whether every one of the problems is of a kind that no schema finds. */
    public static boolean schemas(List<Problem> problems) {
        return problems.stream()
                .allMatch(problem -> DIFFERENCES.stream().anyMatch(difference -> difference.covers(problem)));
    }
}
