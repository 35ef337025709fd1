package dev.opportune.authoring.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every way in which rules in sentences could be a little different: a number in a sentence, a condition or a rule left out;
 * and in what sentences mean, whatever could be different in DRL.
 */
final class SentenceChanges {
    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]*)\"\\R(?s:.*?)^end$");
    private static final Pattern SENTENCE = Pattern.compile("(?m)^    (\\S.*)$");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern MEANING = Pattern.compile("(?m)^\\[(when|then)]([^=]*)=(.*)$");
    private static final Pattern BINDS = Pattern.compile("\\$\\w+ :");

    private SentenceChanges() {}

    /**
     * Those of a file of rules.
     *
     * @param meanings the text of the file of sentences
     */
    static List<Change> ofRules(String file, String text, String meanings) {
        List<Change> found = new ArrayList<>();
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
            String name = rule.group(1);
            found.add(Change.of(file, text, name, "without rule \"" + name + "\"", rule.start(), rule.end(), ""));
            int then = text.indexOf("\nthen\n", rule.start());
            Matcher sentence = SENTENCE.matcher(text).region(rule.start(), rule.end());
            while (sentence.find()) {
                String words = sentence.group(1);
                if (sentence.start() < then && !binds(words, meanings)) {
                    found.add(Change.of(file, text, name, "without " + words, sentence.start(1), sentence.end(1), ""));
                }
                Matcher number = NUMBER.matcher(words);
                while (number.find()) {
                    int start = sentence.start(1) + number.start();
                    for (String other : Neighbours.of(number.group())) {
                        found.add(Change.of(
                                file,
                                text,
                                name,
                                words + " -> " + other,
                                start,
                                start + number.group().length(),
                                other));
                    }
                }
            }
        }
        return found;
    }

    /** Whether a sentence gives something a name that others use: then it cannot be left out. */
    private static boolean binds(String words, String meanings) {
        Matcher meaning = MEANING.matcher(meanings);
        while (meaning.find()) {
            String[] pieces = meaning.group(2).split("\\{[^}]*}", -1);
            String pattern = String.join(
                    ".+", List.of(pieces).stream().map(Pattern::quote).toList());
            if (words.matches(pattern)) {
                return BINDS.matcher(meaning.group(3)).find();
            }
        }
        throw new AssertionError("no sentence: " + words);
    }

    /** Those of a file of sentences: what they mean is changed like the rule that it would be. */
    static List<Change> ofMeanings(String file, String text) {
        List<Change> found = new ArrayList<>();
        Matcher meaning = MEANING.matcher(text);
        while (meaning.find()) {
            String before = "rule \"r\" when " + (meaning.group(1).equals("then") ? "then " : "");
            String after = (meaning.group(1).equals("when") ? " then " : "") + " end";
            int shift = meaning.start(3) - before.length();
            for (Change change : DrlChanges.of(file, before + meaning.group(3) + after)) {
                boolean inside = change.start() >= before.length()
                        && change.end() <= before.length() + meaning.group(3).length();
                boolean all = change.end() - change.start() == meaning.group(3).length();
                // A hole whose value would be lost is refused by the check.
                boolean hole = inside
                        && change.with().isEmpty()
                        && text.substring(change.start() + shift, change.end() + shift)
                                .contains("{");
                if (inside && !all && !hole) {
                    found.add(Change.of(
                            file,
                            text,
                            meaning.group(2),
                            change.what(),
                            change.start() + shift,
                            change.end() + shift,
                            change.with()));
                }
            }
        }
        return found;
    }
}
