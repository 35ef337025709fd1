package dev.opportune.authoring.syntax;

import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Kind;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of one rule as far as it can be made out where the parser could not: from its {@code rule} to before the next.
 *
 * @param start where it starts in the file, in characters
 * @param tokens their starts count from the beginning of the file
 */
record RuleText(int start, int end, List<Token> tokens) {
    private static final String RULE = "rule";

    /** The rules of a text, by the lines that start with {@code rule}; what is before the first is none. */
    static List<RuleText> of(String text) {
        List<RuleText> rules = new ArrayList<>();
        List<Token> tokens = Tokens.of(text);
        int from = -1;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean next = i < tokens.size() && tokens.get(i).is(RULE) && startsLine(text, tokens.get(i));
            if (from >= 0 && (next || i == tokens.size())) {
                int end = next ? tokens.get(i).start() : text.length();
                rules.add(new RuleText(tokens.get(from).start(), end, List.copyOf(tokens.subList(from, i))));
            }
            from = next ? i : from;
        }
        return rules;
    }

    static boolean startsLine(String text, Token token) {
        return text.substring(text.lastIndexOf('\n', token.start()) + 1, token.start())
                .isBlank();
    }

    boolean holds(int character) {
        return character >= start && character < end;
    }

    /** The rule's name; null where it has none. */
    @Nullable
    String name() {
        if (tokens.size() < 2) {
            return null;
        }
        Token name = tokens.get(1);
        if (name.kind() == Kind.TEXT) {
            return name.text().substring(1, name.text().length() - 1);
        }
        return name.is("when") ? null : name.text();
    }

    boolean isClosed() {
        return tokens.get(tokens.size() - 1).is("end");
    }

    Optional<Token> word(String word) {
        return tokens.stream().filter(token -> token.isWord() && token.is(word)).findFirst();
    }

    /** Whether a place is among the conditions. */
    boolean isCondition(int character) {
        boolean afterWhen =
                word("when").filter(when -> when.start() < character).isPresent();
        return afterWhen
                && word("then").filter(then -> then.start() < character).isEmpty();
    }

    /** The token at a place, or the next one. */
    int indexAt(int character) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() + tokens.get(i).text().length() > character) {
                return i;
            }
        }
        return tokens.size() - 1;
    }
}
