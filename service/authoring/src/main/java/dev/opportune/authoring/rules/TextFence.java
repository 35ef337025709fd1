package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses texts that are too much for a parser, or that are other than they look. It is the first to see a file, and a file
 * it refuses is seen by nothing else.
 */
final class TextFence implements Stage {
    /** In bytes: a rule takes a few hundred. */
    static final int LARGEST_FILE = 256 << 10;
    /** In bytes, over all files of rules. */
    static final int LARGEST_RULESET = 2 << 20;
    /** Compiling takes about ten milliseconds for each. */
    static final int MOST_RULES = 1000;
    /** Parsers call themselves for each bracket, and try both ways at some: it takes longer with each. */
    static final int DEEPEST = 20;
    /** In characters: parsers call themselves along a chain of operators, too. */
    static final int LONGEST_LINE = 2000;

    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final List<String> SOURCES = List.of(".drl", ".dslr", ".dsl", ".csv");

    @Override
    public void apply(Draft draft) {
        long bytes = 0;
        for (var file : draft.folder().files().entrySet()) {
            String path = file.getKey();
            Optional<String> text = isSource(path) ? draft.folder().text(path) : Optional.empty();
            if (text.isPresent()) {
                bytes += file.getValue().length;
                check(draft, path, text.get(), file.getValue().length);
            }
        }
        bound(
                draft,
                bytes > LARGEST_RULESET,
                "ruleset_too_large",
                "the files of rules have " + bytes + " bytes in all",
                LARGEST_RULESET + " bytes");
    }

    /** What tables and sentences expand to is made of parts that are harmless one by one. */
    static void ofExpansions(Draft draft) {
        draft.sources().stream()
                .filter(source -> !draft.isRefused(source.path()))
                .forEach(source -> new Scan(draft, source).run());
    }

    /** How many rules there are only the parser knows. With too many, nothing is looked at any further. */
    static void ofRules(Draft draft) {
        long rules = draft.drlFiles().stream()
                .mapToLong(file -> file.content().getRules().size())
                .sum();
        bound(draft, rules > MOST_RULES, "too_many_rules", "there are " + rules + " rules", MOST_RULES + " rules");
        if (rules > MOST_RULES) {
            draft.drlFiles().clear();
        }
    }

    private static boolean isSource(String path) {
        return SOURCES.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith);
    }

    /** Refuses everything: which of the files is the one too many, nobody can say. */
    private static void bound(Draft draft, boolean exceeded, String code, String message, String most) {
        if (exceeded) {
            draft.error(code, Place.of("."), null, message, "keep to " + most);
            draft.folder().files().keySet().stream().filter(TextFence::isSource).forEach(draft::refuse);
        }
    }

    private static void check(Draft draft, String path, String text, int bytes) {
        if (bytes > LARGEST_FILE) {
            refuse(
                    draft,
                    Place.of(path),
                    "file_too_large",
                    "the file has " + bytes + " bytes",
                    "keep to " + LARGEST_FILE + " bytes: write a file for each part of the flow");
        } else {
            new Scan(draft, Source.written(path, text)).run();
        }
    }

    private static void refuse(Draft draft, Place place, String code, String message, String hint) {
        draft.error(code, place, null, message, hint);
        draft.refuse(place.file());
    }

    /** One look at each character, which ends at the first that does not pass. */
    private static final class Scan {
        private final Draft draft;
        private final Source source;
        private final String text;
        private int line = 1;
        private int lineStart;
        private int depth;
        private int quote;
        /** What began the comment that this is in; empty outside of comments. */
        private String comment = "";

        Scan(Draft draft, Source source) {
            this.draft = draft;
            this.source = source;
            this.text = source.text();
        }

        void run() {
            int next = text.startsWith("\uFEFF") ? 1 : 0;
            while (next < text.length()) {
                int character = text.codePointAt(next);
                if (!passes(character, next)) {
                    return;
                }
                next += Character.charCount(character);
            }
        }

        private boolean passes(int character, int at) {
            if (character == '\n') {
                line++;
                lineStart = at + 1;
                // No text of a rule goes over a line; a quote in a comment must not hide the brackets of the next one.
                quote = 0;
                comment = comment.equals("/*") ? comment : "";
                return true;
            }
            if (at - lineStart >= LONGEST_LINE) {
                return no(
                        at,
                        "line_too_long",
                        "the line is longer than " + LONGEST_LINE + " characters",
                        "break it, or write several rules");
            }
            if (character == '\\' && text.startsWith("\\u", at)) {
                return no(at, "unicode_escape", "\\u escapes are not allowed", "write the character");
            }
            if (!isVisible(character) && !joinsEmoji(character, at)) {
                return no(
                        at,
                        "invisible_character",
                        "there is an invisible character here (U+" + String.format(Locale.ROOT, "%04X", character)
                                + ")",
                        "delete it and type the text again: it makes a rule look other than it is");
            }
            return bracket(character, at);
        }

        private static boolean isVisible(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL -> character == '\t' || character == '\r';
                case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
        }

        /** A family or a profession is several emoji in one, and texts for customers have them. */
        private boolean joinsEmoji(int character, int at) {
            int before = quote == 0 || at == 0 ? ' ' : text.codePointBefore(at);
            int type = Character.getType(before);
            return character == JOINER
                    && (before == EMOJI_STYLE || type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL);
        }

        /** Brackets inside of a text in quotes or of a comment do not nest: ":-(" is none. */
        private boolean bracket(int character, int at) {
            if (comment.isEmpty() && quote == 0 && (text.startsWith("//", at) || text.startsWith("/*", at))) {
                comment = text.substring(at, at + 2);
            } else if (comment.equals("/*")) {
                comment = text.startsWith("*/", at - 1) ? "" : comment;
            } else if (comment.isEmpty()) {
                nest(character, at);
            }
            return depth <= DEEPEST
                    || no(
                            at,
                            "too_deep",
                            "brackets are nested more than " + DEEPEST + " deep",
                            "part the conditions by commas, or write several rules");
        }

        private void nest(int character, int at) {
            boolean escaped = at > 0 && text.charAt(at - 1) == '\\' && (at < 2 || text.charAt(at - 2) != '\\');
            if (character == '"' || character == '\'') {
                quote = quote == 0 ? character : quote == character && !escaped ? 0 : quote;
            } else if (quote == 0) {
                depth += "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
            }
        }

        private boolean no(int at, String code, String message, String hint) {
            refuse(draft, source.place(at), code, message, hint);
            return false;
        }
    }
}
