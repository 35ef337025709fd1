package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.Tokens.Kind;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What something is compared with and is no value: most likely a text that lacks its quotes.
 *
 * @param property what is compared with it
 * @param text words, and dashes between them
 * @param end the token behind it
 */
record BareText(String property, String operator, String text, int end) {
    private static final Set<String> COMPARES = Set.of("==", "!=");

    /** A text that starts at a token; empty where none can be meant. */
    static Optional<BareText> at(List<Token> tokens, int at) {
        if (at < 2
                || !COMPARES.contains(tokens.get(at - 1).text())
                || tokens.get(at).text().startsWith("$")) {
            return Optional.empty();
        }
        int end = at + 1;
        while (end + 1 < tokens.size()
                && tokens.get(end).is("-")
                && isTouching(tokens, end)
                && tokens.get(end + 1).kind() != Kind.SIGN) {
            end += 2;
        }
        boolean goesOn =
                end < tokens.size() && Set.of(".", "(").contains(tokens.get(end).text());
        StringBuilder text = new StringBuilder();
        tokens.subList(at, end).forEach(token -> text.append(token.text()));
        return goesOn
                ? Optional.empty()
                : Optional.of(new BareText(
                        tokens.get(at - 2).text(), tokens.get(at - 1).text(), text.toString(), end));
    }

    private static boolean isTouching(List<Token> tokens, int dash) {
        Token before = tokens.get(dash - 1);
        return before.start() + before.text().length() == tokens.get(dash).start()
                && tokens.get(dash).start() + 1 == tokens.get(dash + 1).start();
    }

    boolean isOneWord() {
        return text.indexOf('-') < 0;
    }

    String hint() {
        return "if it is a text, put it in quotes: " + (property.equals(")") ? "" : property + " " + operator + " ")
                + "\"" + text + "\"";
    }
}
