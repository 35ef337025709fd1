package dev.opportune.authoring.sentences;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.sentences.Sentences.Said;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts what they mean in the place of the sentences of a file of rules. All else stays as it is. */
final class Expander {
    private static final Pattern RULE = Pattern.compile("rule\\b.*");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern WHEN = Pattern.compile("\\bwhen\\b");
    private static final Pattern ALONE = Pattern.compile("(when|then|end)\\b\\s*(\\S.*)?");
    private static final int MOST_SHOWN = 5;
    /** What an author can read at once. */
    private static final int MOST_PROBLEMS = 50;
    /** The longest sentence, in characters. */
    private static final int LONGEST = 2000;
    /** The most that a file may mean, in characters. */
    private static final int LARGEST = 2 << 20;

    /** Between rules, between the name of one and its conditions, in these, and in its actions. */
    private enum At {
        OUTSIDE,
        HEAD,
        WHEN,
        THEN
    }

    private final String path;
    private final Sentences sentences;
    private final Problems problems;
    private final PlacedText.Builder rules = new PlacedText.Builder();
    private At at = At.OUTSIDE;
    private boolean incomplete;

    /** @param problems of this file only */
    Expander(String path, Sentences sentences, Problems problems) {
        this.path = path;
        this.sentences = sentences;
        this.problems = problems;
    }

    PlacedText expand(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            if (problems.all().size() >= MOST_PROBLEMS) {
                return rules.build();
            }
            number++;
            PlacedText placed = PlacedText.copied(line, new Place(path, number, 1));
            line(placed);
            rules.made("\n", new Place(path, number, line.codePointCount(0, line.length()) + 1));
            if (rules.length() > LARGEST) {
                error(
                        "too_large",
                        Place.of(path, number),
                        "up to here the rules mean more than " + LARGEST + " characters",
                        "make two files of it");
                return rules.build();
            }
        }
        return rules.build();
    }

    /** Whether a line is left out, for what is wrong with its sentence has been told already. */
    boolean isIncomplete() {
        return incomplete;
    }

    private void line(PlacedText line) {
        PlacedText bare = line.stripped();
        String words = bare.text();
        if (words.isEmpty() || words.startsWith("//") || !isKeyword(bare, words)) {
            if (words.isEmpty() || words.startsWith("//") || at == At.OUTSIDE || at == At.HEAD) {
                outside(line, bare);
            } else {
                inside(line, bare);
            }
        } else {
            rules.add(line);
        }
    }

    private void outside(PlacedText line, PlacedText bare) {
        if (bare.text().startsWith("expander ") || bare.text().equals("expander")) {
            error(
                    "not_allowed",
                    bare.place(0),
                    "expander is not allowed",
                    "leave it out: the sentences of each " + Sentences.DEFINED
                            + " file are known in its own folder, and in those inside of it");
            return;
        }
        rules.add(line);
    }

    /** Whether a line parts a rule from another, or its parts from each other; says so if one is missing. */
    private boolean isKeyword(PlacedText bare, String words) {
        if (RULE.matcher(words).matches()) {
            if (at != At.OUTSIDE) {
                error("syntax", bare.place(0), "the rule above has no \"end\"", "write it on a line of its own");
            }
            boolean when = WHEN.matcher(QUOTED.matcher(words).replaceAll("")).find();
            if (when) {
                error(
                        "not_alone",
                        bare.place(0),
                        "\"when\" does not stand on a line of its own",
                        "write it on the next");
            }
            at = when ? At.WHEN : At.HEAD;
            return true;
        }
        Matcher alone = ALONE.matcher(words);
        if (at == At.OUTSIDE || !alone.matches()) {
            return false;
        }
        boolean here = isNext(alone.group(1));
        boolean more = alone.group(2) != null && !alone.group(2).startsWith("//");
        if (here && more) {
            error(
                    "not_alone",
                    bare.place(0),
                    "\"" + alone.group(1) + "\" does not stand on a line of its own",
                    "write what comes behind it on the next line");
        } else if (!here && !more) {
            error(
                    "syntax",
                    bare.place(0),
                    "there is no place for \"" + alone.group(1) + "\" here",
                    "a rule has when, then, end");
        }
        if (here) {
            next();
        }
        return here || !more;
    }

    private boolean isNext(String word) {
        return switch (at) {
            case HEAD -> word.equals("when");
            case WHEN -> word.equals("then");
            case THEN -> word.equals("end");
            case OUTSIDE -> false;
        };
    }

    private void next() {
        at = switch (at) {
            case OUTSIDE, THEN -> At.OUTSIDE;
            case HEAD -> At.WHEN;
            case WHEN -> At.THEN;
        };
    }

    private void inside(PlacedText line, PlacedText bare) {
        int start = line.text().indexOf(bare.text());
        rules.add(line, 0, start);
        if (bare.text().startsWith(">")) {
            rules.made(" ", bare.place(0)).add(bare, 1, bare.text().length());
            return;
        }
        if (bare.text().length() > LONGEST) {
            error(
                    "unknown_sentence",
                    bare.place(0),
                    "the line is too long for a sentence",
                    "write at most " + LONGEST + " characters");
            return;
        }
        Section section = at == At.WHEN ? Section.WHEN : Section.THEN;
        List<Said> said = sentences.saidBy(bare, path, section);
        if (said.size() == 1) {
            rules.add(said.get(0).sentence().meaning(said.get(0).values(), bare.place(0)));
        } else if (said.isEmpty()) {
            unknown(bare, section);
        } else {
            error(
                    "ambiguous_sentence",
                    bare.place(0),
                    "this is more than one sentence: "
                            + said.stream()
                                    .map(one -> one.sentence().quoted() + " ("
                                            + one.sentence().place() + ")")
                                    .collect(Collectors.joining(" and ")),
                    "word one of them differently, so that a line can only be one of them");
        }
    }

    private void unknown(PlacedText bare, Section section) {
        boolean elsewhere = sentences.inReachOf(path, section.other()).stream()
                .anyMatch(sentence -> sentence.in(bare).isPresent());
        if (elsewhere) {
            error(
                    "unknown_sentence",
                    bare.place(0),
                    "the sentence is for \"" + section.other().word() + "\", and this is \"" + section.word() + "\"",
                    "move it there, or define it with [" + section.word() + "] too");
            return;
        }
        Optional<Sentence> nearest = sentences.nearest(bare.text(), path, section);
        if (nearest.isEmpty() && sentences.mayBeBroken(path)) {
            incomplete = true;
            return;
        }
        List<Sentence> all = sentences.inReachOf(path, section);
        error(
                "unknown_sentence",
                bare.place(0),
                "there is no such sentence",
                nearest.map(near -> "did you mean " + near.quoted() + "?")
                        .orElseGet(() -> all.isEmpty()
                                ? "define it in a " + Sentences.DEFINED + " file: [" + section.word()
                                        + "]sentence=what it means"
                                : "known are "
                                        + all.stream()
                                                .limit(MOST_SHOWN)
                                                .map(Sentence::quoted)
                                                .collect(Collectors.joining(", "))
                                        + (all.size() > MOST_SHOWN ? ", …" : "")));
    }

    private void error(String code, Place place, String message, String hint) {
        problems.error(code, place, message, hint);
    }
}
