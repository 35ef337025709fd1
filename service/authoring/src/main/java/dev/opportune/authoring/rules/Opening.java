package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule that opens triggers, and what must be there for it to fire.
 *
 * @param flow the folder it is in
 * @param needs the facts it asks for, less those it asks not to be there
 */
public record Opening(String flow, String rule, List<Need> needs) {
    private static final Pattern OPENS = Pattern.compile("\\bdecide\\s*\\.\\s*trigger\\s*\\(");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern LOOKED_UP = Pattern.compile("\\b(?:text|number|flag)\\s*\\(\\s*\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("(?<![\\w$])[a-z]\\w*");

    /**
     * A fact that must be there.
     *
     * @param fact the simple name of its class
     * @param words whatever stands in its constraints, among it the names of its getters
     * @param properties looked up by name
     */
    public record Need(String fact, SortedSet<String> words, SortedSet<String> properties) {}

    /** The rules of some files that open triggers, by file and place. Files that cannot be parsed have none. */
    public static List<Opening> in(Map<String, byte[]> files) {
        return ParseStage.parsed(files).stream()
                .flatMap(file -> file.content().getRules().stream()
                        .filter(rule -> OPENS.matcher(String.valueOf(rule.getConsequence()))
                                .find())
                        .map(rule -> of(file, rule)))
                .toList();
    }

    private static Opening of(DrlFile file, RuleDescr rule) {
        return new Opening(
                file.folder(),
                rule.getName(),
                required(rule.getLhs()).map(Opening::need).toList());
    }

    private static Stream<PatternDescr> required(BaseDescr descr) {
        if (descr instanceof NotDescr) {
            return Stream.empty();
        }
        Stream<PatternDescr> inside = Descriptors.inside(descr).stream().flatMap(Opening::required);
        // The pattern around an accumulate stands for its result, and is no fact.
        return descr instanceof PatternDescr pattern && pattern.getSource() == null
                ? Stream.concat(Stream.of(pattern), inside)
                : inside;
    }

    private static Need need(PatternDescr pattern) {
        SortedSet<String> words = new TreeSet<>();
        SortedSet<String> properties = new TreeSet<>();
        for (BaseDescr constraint : pattern.getDescrs()) {
            String text = String.valueOf(constraint.getText());
            collect(LOOKED_UP.matcher(text), 1, properties);
            collect(WORD.matcher(TEXT.matcher(text).replaceAll("")), 0, words);
        }
        String type = pattern.getObjectType();
        return new Need(type.substring(type.lastIndexOf('.') + 1), words, properties);
    }

    private static void collect(Matcher found, int group, SortedSet<String> to) {
        while (found.find()) {
            to.add(found.group(group));
        }
    }
}
