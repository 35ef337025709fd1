package dev.opportune.authoring.sentences;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All sentences of a folder of rules. Those of a file are for the rules in its own folder, and in those inside of it. Not
 * safe for use by several threads: it remembers which ones were used.
 */
public final class Sentences {
    /** How files of sentences end. */
    public static final String DEFINED = ".dsl";

    /** How rules written in them end. */
    public static final String USED = ".dslr";

    /** How many sentences there may be. */
    static final int MOST = 500;

    private final SortedMap<String, List<Sentence>> byFile = new TreeMap<>();
    private final Set<Sentence> used = new HashSet<>();
    /** Files of which not every sentence is known. */
    private final Set<String> broken = new HashSet<>();

    private final Problems problems;
    private int count;

    /** @param problems to which is added whatever is wrong */
    public Sentences(Problems problems) {
        this.problems = problems;
    }

    /** Takes in a file of sentences. */
    public void define(String path, String text) {
        Problems found = new Problems();
        List<Sentence> read = SentencesReader.read(path, text, found);
        problems.addAll(found.all());
        if (found.hasErrors()) {
            broken.add(path);
        }
        count += read.size();
        if (count > MOST) {
            problems.error(
                    "too_many_sentences",
                    Place.of(path),
                    "there are more than " + MOST + " sentences in all",
                    "take those out that no rule says");
        } else {
            byFile.put(path, read);
        }
    }

    /** Rules in the engine's language, of which each character knows its sentence; empty if one is not understood. */
    public Optional<PlacedText> expand(String path, String text) {
        Problems found = new Problems();
        Expander expander = new Expander(path, this, found);
        PlacedText rules = expander.expand(text);
        problems.addAll(found.all());
        return found.hasErrors() || expander.isIncomplete() ? Optional.empty() : Optional.of(rules);
    }

    /** A sentence that a line says, and what it has in the holes. */
    record Said(Sentence sentence, Map<String, PlacedText> values) {}

    /** The sentences that a line of a file may be. */
    List<Said> saidBy(PlacedText line, String path, Section section) {
        List<Said> all = new ArrayList<>();
        for (Sentence sentence : inReachOf(path, section)) {
            sentence.in(line).ifPresent(values -> {
                used.add(sentence);
                all.add(new Said(sentence, values));
            });
        }
        return all;
    }

    /** Whether a sentence that is not known may be one of those that something is wrong with. */
    boolean mayBeBroken(String path) {
        return broken.stream().anyMatch(file -> path.startsWith(folder(file)));
    }

    /** The sentence that is most like a line that is none. */
    Optional<Sentence> nearest(String line, String path, Section section) {
        Optional<Sentence> nearest = inReachOf(path, section).stream()
                .filter(sentence -> Likeness.isNear(line, sentence))
                .min(Comparator.comparingInt(sentence -> Likeness.distance(line, sentence)));
        // Whoever meant it uses it, so it is no cause of its own to complain.
        nearest.ifPresent(used::add);
        return nearest;
    }

    List<Sentence> inReachOf(String path, Section section) {
        return byFile.entrySet().stream()
                .filter(file -> path.startsWith(folder(file.getKey())))
                .flatMap(file -> file.getValue().stream())
                .filter(sentence -> sentence.section() == section)
                .toList();
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Warns of the sentences that no rule has said so far. */
    public void warnOfUnused() {
        byFile.values().stream()
                .flatMap(List::stream)
                .filter(sentence -> !used.contains(sentence))
                .forEach(sentence -> problems.add(new Problem(
                        Severity.WARNING,
                        "unused_sentence",
                        sentence.place(),
                        null,
                        "no rule says " + sentence.quoted(),
                        "take it out, or use it in a file that ends in " + USED)));
    }

    /**
     * A problem in rules as it is told to people: if its line is a sentence, what is wrong may be what that means, or how a
     * value in it is used there.
     *
     * @param path of the rules
     * @param text of the rules
     */
    public Problem told(Problem problem, String path, String text) {
        Place place = problem.place();
        List<String> lines = text.lines().toList();
        if (place.line() == 0 || place.line() > lines.size()) {
            return problem;
        }
        PlacedText said = PlacedText.copied(lines.get(place.line() - 1).strip(), place);
        Section here = Section.at(lines, place.line());
        List<Sentence> meant = saidIn(path, here, said);
        if (meant.isEmpty()) {
            meant = saidIn(path, here.other(), said);
        }
        if (meant.size() != 1) {
            return problem;
        }
        String hint = "the sentence gets its meaning in " + meant.get(0).place();
        return new Problem(
                problem.severity(),
                problem.code(),
                place,
                problem.rule(),
                problem.message(),
                problem.hint().isEmpty() ? hint : problem.hint() + " (" + hint + ")");
    }

    private List<Sentence> saidIn(String path, Section section, PlacedText line) {
        return inReachOf(path, section).stream()
                .filter(sentence -> sentence.in(line).isPresent())
                .toList();
    }
}
