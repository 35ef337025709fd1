package dev.opportune.authoring.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression of a rule into its words and signs. */
public final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
                    + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
                    + "|(?<number>\\d[\\w.]*)"
                    + "|(?<comment>//[^\\n]*|/\\*.*?\\*/)"
                    + "|(?<space>\\s+)"
                    + "|(?<sign>&&|\\|\\||[=!<>]=|->|:=|::|.)",
            Pattern.DOTALL);

    private Tokens() {}

    /** @param start where it begins, in characters */
    public record Token(Kind kind, String text, int start) {
        public boolean is(String sign) {
            return text.equals(sign);
        }

        public boolean isWord() {
            return kind == Kind.WORD;
        }
    }

    public enum Kind {
        TEXT,
        WORD,
        NUMBER,
        SIGN
    }

    /** The tokens of an expression, without spaces and comments. */
    public static List<Token> of(String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            if (matcher.group("text") != null) {
                tokens.add(new Token(Kind.TEXT, matcher.group(), matcher.start()));
            } else if (matcher.group("word") != null) {
                tokens.add(new Token(Kind.WORD, matcher.group(), matcher.start()));
            } else if (matcher.group("number") != null) {
                tokens.add(new Token(Kind.NUMBER, matcher.group(), matcher.start()));
            } else if (matcher.group("sign") != null) {
                tokens.add(new Token(Kind.SIGN, matcher.group(), matcher.start()));
            }
        }
        return tokens;
    }
}
