package dev.opportune.authoring.sentences;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of sentences: {@code [when]The sentence, with {holes}=what it means}, one in a line. */
final class SentencesReader {
    private static final Map<String, Section> SECTIONS = Map.of(
            "when", Section.WHEN,
            "condition", Section.WHEN,
            "then", Section.THEN,
            "consequence", Section.THEN);
    private static final Map<String, String> REFUSED = Map.of(
            "keyword", "write the word itself into the rules",
            "*", "write the sentence twice, with [when] and with [then]");
    private static final Pattern ENTRY = Pattern.compile("\\[([^\\]]*)](\\[[^\\]]*])?(.*)", Pattern.DOTALL);
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]*");
    private static final String CONTINUES = "\\";

    private final String path;
    private final Problems problems;
    private final List<Sentence> sentences = new ArrayList<>();

    private SentencesReader(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Those that nothing is wrong with. */
    static List<Sentence> read(String path, String text, Problems problems) {
        SentencesReader reader = new SentencesReader(path, problems);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder entry = new StringBuilder(lines.get(i));
            while (entry.toString().endsWith(CONTINUES) && i + 1 < lines.size()) {
                entry.setLength(entry.length() - 1);
                entry.append('\n').append(lines.get(++i));
            }
            reader.entry(entry.toString(), first + 1);
        }
        return reader.sentences;
    }

    private void entry(String line, int number) {
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return;
        }
        Matcher parts = ENTRY.matcher(line);
        if (!parts.matches()) {
            error(
                    number,
                    0,
                    "this is no sentence",
                    "write [when]sentence=what it means, or [then]…; notes begin with #");
            return;
        }
        String word = parts.group(1).strip().toLowerCase(Locale.ROOT);
        Section section = SECTIONS.get(word);
        if (section == null) {
            error(
                    number,
                    parts.start(1),
                    "[" + parts.group(1) + "] is not allowed",
                    REFUSED.getOrDefault(word, Suggestion.hint(word, List.of("when", "then"))));
            return;
        }
        String rest = parts.group(3);
        int equals = unescaped(rest, '=');
        if (equals < 0) {
            error(number, parts.start(3), "the sentence has no meaning", "write it behind a \"=\"");
            return;
        }
        sentence(section, rest.substring(0, equals), rest.substring(equals + 1), number, parts.start(3));
    }

    private static int unescaped(String text, char wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private void sentence(Section section, String written, String meaning, int line, int start) {
        String wording = written.strip();
        int at = start + written.indexOf(wording);
        if (wording.isEmpty() || meaning.isBlank()) {
            error(line, at, wording.isEmpty() ? "there is no sentence" : "the sentence has no meaning", "");
            return;
        }
        if (section == Section.WHEN && wording.startsWith("-")) {
            error(line, at, "sentences that add to the one before are not allowed", "write one that says it all");
            return;
        }
        List<String> holes = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        List<Sentence.Part> parts = parts(meaning.strip());
        if (cut(wording, line, at, pieces, holes) && isWhole(pieces, holes, parts, line, at)) {
            sentences.add(new Sentence(section, place(line, at), wording, pieces, holes, parts));
        }
    }

    /** Finds the holes of a sentence, and what stands between them. */
    private boolean cut(String wording, int line, int at, List<String> pieces, List<String> holes) {
        Set<String> names = new HashSet<>();
        Matcher hole = HOLE.matcher(wording);
        int from = 0;
        while (hole.find()) {
            Optional<String> wrong = wrong(hole.group(1), names, !holes.isEmpty() && hole.start() == from);
            if (wrong.isPresent()) {
                error(line, at + hole.start(), wrong.get(), "");
                return false;
            }
            pieces.add(piece(wording.substring(from, hole.start())));
            holes.add(hole.group(1));
            from = hole.end();
        }
        pieces.add(piece(wording.substring(from)));
        return true;
    }

    /** Whether a sentence says something, and says and means the same holes. */
    private boolean isWhole(List<String> pieces, List<String> holes, List<Sentence.Part> parts, int line, int at) {
        Set<String> meant = new TreeSet<>();
        parts.stream().filter(Sentence.Part::hole).forEach(part -> meant.add(part.text()));
        Optional<String> lost =
                holes.stream().filter(hole -> !meant.contains(hole)).findFirst();
        Optional<String> unsaid =
                meant.stream().filter(hole -> !holes.contains(hole)).findFirst();
        if (pieces.stream().allMatch(String::isBlank)) {
            error(line, at, "the sentence is nothing but holes: it would be any line", "add words to it");
        } else if (unsaid.isPresent()) {
            error(
                    line,
                    at,
                    "the sentence has no {" + unsaid.get() + "}",
                    holes.isEmpty() ? "write it into the sentence too" : Suggestion.hint(unsaid.get(), holes));
        } else if (lost.isPresent()) {
            error(
                    line,
                    at,
                    "what stands in {" + lost.get() + "} would be lost",
                    "use it in the meaning, or leave it out");
        } else {
            return true;
        }
        return false;
    }

    private static Optional<String> wrong(String name, Set<String> names, boolean adjacent) {
        if (name.contains(":")) {
            return Optional.of("{" + name + "} has a pattern, which is not allowed; write {"
                    + name.substring(0, name.indexOf(':')).strip() + "}");
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of("{" + name + "} is no name for a hole; use letters and digits");
        }
        if (adjacent) {
            return Optional.of("nothing stands between {" + name + "} and the hole before it; write a word there");
        }
        return names.add(name) ? Optional.empty() : Optional.of("there is already a {" + name + "} in the sentence");
    }

    private static String piece(String written) {
        String plain = Sentence.plain(written.replace("\\=", "="));
        boolean spaceBefore = !written.isEmpty() && Character.isWhitespace(written.charAt(0));
        return spaceBefore && !plain.startsWith(" ") ? " " + plain : plain;
    }

    /** Cuts a meaning where it has holes; other braces stay as they are. */
    private static List<Sentence.Part> parts(String meaning) {
        List<Sentence.Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(meaning);
        int from = 0;
        while (hole.find()) {
            if (NAME.matcher(hole.group(1)).matches()) {
                parts.add(new Sentence.Part(meaning.substring(from, hole.start()), false));
                parts.add(new Sentence.Part(hole.group(1), true));
                from = hole.end();
            }
        }
        parts.add(new Sentence.Part(meaning.substring(from), false));
        return parts;
    }

    private Place place(int line, int character) {
        return new Place(path, line, character + 1);
    }

    private void error(int line, int character, String message, String hint) {
        problems.error("invalid_sentence", place(line, character), message, hint);
    }
}
