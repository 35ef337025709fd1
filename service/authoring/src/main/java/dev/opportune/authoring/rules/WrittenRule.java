package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it stands in its file.
 *
 * @param place where it begins
 * @param text from {@code rule} to {@code end}; of a table's or one of sentences, what it expands to
 * @param conditions where each of its conditions is, by their text
 */
public record WrittenRule(String name, Place place, String text, Map<String, Place> conditions) {
    public WrittenRule {
        conditions = Map.copyOf(conditions);
    }

    /** Where a condition is; where the rule begins, if it is not known. */
    public Place place(@Nullable String condition) {
        return condition == null ? place : conditions.getOrDefault(condition, place);
    }

    /** The rules of some files by name. What cannot be parsed has none. */
    public static SortedMap<String, WrittenRule> in(Map<String, byte[]> files) {
        SortedMap<String, WrittenRule> rules = new TreeMap<>();
        for (DrlFile file : ParseStage.parsed(files)) {
            for (RuleDescr rule : file.rules()) {
                rules.putIfAbsent(rule.getName(), of(file, rule));
            }
        }
        return rules;
    }

    static WrittenRule of(DrlFile file, RuleDescr rule) {
        return new WrittenRule(
                rule.getName(),
                Place.of(file.path(), file.place(rule).line()),
                file.text().substring(start(rule), end(file, rule)),
                conditions(file, rule));
    }

    private static Map<String, Place> conditions(DrlFile file, RuleDescr rule) {
        Map<String, Place> places = new TreeMap<>();
        Descriptors.all(rule)
                .filter(ExprConstraintDescr.class::isInstance)
                .map(ExprConstraintDescr.class::cast)
                .filter(condition -> condition.getStartCharacter() >= 0)
                .forEach(condition -> places.putIfAbsent(condition.getExpression(), file.place(condition)));
        return places;
    }

    /** Where it starts in the text of its file. */
    static int start(RuleDescr rule) {
        return Math.max(rule.getStartCharacter(), 0);
    }

    /** Where what follows it starts. */
    static int end(DrlFile file, RuleDescr rule) {
        return Math.min(rule.getEndCharacter() + 1, file.text().length());
    }

    /** The folder it is in, which has its flow's name; empty at the top. */
    public String folder() {
        int slash = place.file().indexOf('/');
        return slash < 0 ? "" : place.file().substring(0, slash);
    }
}
