package dev.opportune.authoring.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What the parser says of a text that is no YAML, as people say it.
 *
 * @param mark where the mistake is, which is often before the place at which the parser noticed; null where it is unknown
 */
record YamlComplaint(@Nullable Mark mark, String message, String hint) {
    static YamlComplaint of(MarkedYAMLException broken) {
        String problem = String.valueOf(broken.getProblem());
        String context = String.valueOf(broken.getContext());
        @Nullable Mark noticed = broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
        @Nullable Mark began = broken.getContextMark() == null ? noticed : broken.getContextMark();
        if (problem.contains("could not find expected ':'")) {
            return new YamlComplaint(began, "this is no key with a value", "write key: value");
        }
        if (problem.contains("(TAB)")) {
            return new YamlComplaint(noticed, "the line is indented with a tab", "indent with spaces");
        }
        if (context.contains("quoted scalar")) {
            return new YamlComplaint(began, "the quote that starts here is not closed", "close it");
        }
        if (context.contains("flow mapping")) {
            return new YamlComplaint(
                    began, "this { is not closed", "put a } where it ends, and commas between its keys");
        }
        if (context.contains("flow sequence")) {
            return new YamlComplaint(
                    began, "this [ is not closed", "put a ] where it ends, and commas between its items");
        }
        if (problem.contains("mapping values are not allowed") || problem.contains("expected <block end>")) {
            return new YamlComplaint(
                    noticed,
                    "this does not fit the lines before it",
                    "put the keys of one map at the same depth, and quote a text that has \": \" in it");
        }
        return new YamlComplaint(noticed, broken.getContext() == null ? problem : context + ": " + problem, "");
    }
}
