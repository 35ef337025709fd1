package dev.opportune.authoring.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a DRL file, without spaces and comments. */
final class DrlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<skipped>\\s+|//[^\\n]*|#[^\\n]*|/\\*.*?\\*/)"
                    + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
                    + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
                    + "|(?<number>\\d+(?:\\.\\d+)?\\w*)"
                    + "|(?<sign>[=!<>]=|&&|\\|\\||.)",
            Pattern.DOTALL);

    private DrlTokens() {}

    enum Kind {
        TEXT,
        WORD,
        NUMBER,
        SIGN
    }

    record Token(Kind kind, String text, int start) {
        int end() {
            return start + text.length();
        }

        boolean is(String other) {
            return text.equals(other);
        }

        /** What is between the quotes of a text. */
        String inside() {
            return kind == Kind.TEXT ? text.substring(1, text.length() - 1) : text;
        }
    }

    static List<Token> of(String drl) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(drl);
        while (matcher.find()) {
            if (matcher.group("skipped") == null) {
                tokens.add(new Token(kind(matcher), matcher.group(), matcher.start()));
            }
        }
        return tokens;
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.group("text") != null) {
            return Kind.TEXT;
        }
        if (matcher.group("word") != null) {
            return Kind.WORD;
        }
        return matcher.group("number") != null ? Kind.NUMBER : Kind.SIGN;
    }
}
