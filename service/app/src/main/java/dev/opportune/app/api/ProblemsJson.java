package dev.opportune.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.rules.Loaded;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All that is wrong with a folder of rules: the same at the command line and over HTTP. */
public final class ProblemsJson {
    /** Files are named relative to the folder; lines and columns count from 1, and are 0 where it is about all of a file. */
    public Map<String, @Nullable Object> fields(Loaded loaded) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", loaded.revision());
        fields.put("problems", list(loaded.problems()));
        return fields;
    }

    /** Each problem in full. */
    public List<Map<String, @Nullable Object>> list(List<Problem> problems) {
        return problems.stream().map(ProblemsJson::problem).toList();
    }

    /** Problems as {@link #list} writes them. */
    public static List<Problem> read(JsonNode problems) {
        return StreamSupport.stream(problems.spliterator(), false)
                .map(ProblemsJson::problem)
                .toList();
    }

    private static Problem problem(JsonNode problem) {
        return new Problem(
                problem.path("severity").asText().equals("error") ? Severity.ERROR : Severity.WARNING,
                problem.path("code").asText(),
                new Place(
                        problem.path("file").asText(),
                        problem.path("line").asInt(),
                        problem.path("column").asInt()),
                problem.path("rule").isTextual() ? problem.path("rule").asText() : null,
                problem.path("message").asText(),
                problem.path("hint").asText());
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("code", problem.code());
        fields.put("file", problem.place().file());
        fields.put("line", problem.place().line());
        fields.put("column", problem.place().column());
        fields.put("rule", problem.rule());
        fields.put("message", problem.message());
        fields.put("hint", problem.hint());
        return fields;
    }
}
