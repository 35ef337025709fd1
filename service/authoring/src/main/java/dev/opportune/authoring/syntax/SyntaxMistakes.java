package dev.opportune.authoring.syntax;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says for people what the parser stumbled over. It only knows what it did not expect, often far behind the mistake; what
 * is missing is found in the text. Of each rule one mistake is told: the others mostly follow from it.
 */
public final class SyntaxMistakes {
    private static final Pattern CURLED = Pattern.compile("[“”„‟«»]");
    private static final Pattern BLOCK_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final List<String> TOP = List.of("package", "import", "global", "rule");
    private static final List<String> ATTRIBUTES = List.of("salience", "enabled", "date-effective", "date-expires");
    private static final List<String> PARTS = List.of("when", "then", "end");

    private final String text;
    private final List<RuleText> rules;

    public SyntaxMistakes(String text) {
        this.text = text;
        this.rules = RuleText.of(text);
    }

    /** @param places where the parser stumbled, in characters, in its order */
    public List<Mistake> of(List<Integer> places) {
        Optional<Mistake> quote = unclosedQuote();
        if (quote.isPresent()) {
            // Everything behind it is turned inside out.
            return List.of(quote.get());
        }
        List<Mistake> mistakes = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        for (int place : places) {
            @Nullable RuleText rule = ruleAt(place);
            if (told.add(rule == null ? -1 : rule.start())) {
                mistakes.add(rule == null ? outside(place) : inside(rule, place));
            }
        }
        return mistakes;
    }

    private @Nullable RuleText ruleAt(int place) {
        RuleText last = null;
        for (RuleText rule : rules) {
            if (rule.holds(Math.min(place, text.length() - 1))) {
                last = rule;
            }
        }
        if (last == null) {
            return null;
        }
        // The parser reads on over the next rule where an end is missing, and stumbles there.
        int at = rules.indexOf(last);
        return at > 0 && !rules.get(at - 1).isClosed() ? rules.get(at - 1) : last;
    }

    private Optional<Mistake> unclosedQuote() {
        int line = 0;
        for (String one : withoutBlockComments().split("\n", -1)) {
            int open = openQuote(one);
            if (open >= 0) {
                RuleText rule = ruleAt(line + open);
                return Optional.of(new Mistake(
                        Mistake.SYNTAX,
                        line + open,
                        rule == null || one.stripLeading().startsWith("rule") ? null : rule.name(),
                        "the text that starts here has no closing \"",
                        "put a \" where it ends, in the same line"));
            }
            line += one.length() + 1;
        }
        return Optional.empty();
    }

    private String withoutBlockComments() {
        return BLOCK_COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\n]", " "));
    }

    private static int openQuote(String line) {
        int open = -1;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (open < 0 && line.startsWith("//", i)) {
                return -1;
            }
            if (open >= 0 && character == '\\') {
                i++;
            } else if (character == '"') {
                open = open < 0 ? i : -1;
            }
        }
        return open;
    }

    private Mistake outside(int place) {
        Token token = tokenAt(place);
        return Mistake.syntax(
                token.start(),
                null,
                "\"" + token.text() + "\" is not known here",
                Suggestion.nearest(token.text(), TOP)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("a file has package, import, global, and then rules: rule \"…\" when … then … end"));
    }

    private Token tokenAt(int place) {
        List<Token> tokens = Tokens.of(text);
        return tokens.stream()
                .filter(token -> token.start() + token.text().length() > place)
                .findFirst()
                .orElse(tokens.get(tokens.size() - 1));
    }

    private Mistake inside(RuleText rule, int place) {
        return curledQuote(rule)
                .or(() -> misspeltPart(rule))
                .or(() -> missingPart(rule))
                .or(() -> attribute(rule, place))
                .orElseGet(() -> new ConditionMistakes(text, rule).at(place));
    }

    private Optional<Mistake> curledQuote(RuleText rule) {
        Matcher curled = CURLED.matcher(text);
        for (int from = rule.start(); curled.find(from) && curled.start() < rule.end(); from = curled.end()) {
            int at = curled.start();
            if (rule.tokens().stream().anyMatch(token -> token.start() == at)) {
                return Optional.of(Mistake.syntax(
                        at, rule, curled.group() + " is no quotation mark of rules", "write straight ones: \"…\""));
            }
        }
        return Optional.empty();
    }

    /** A line of one word that is nearly one of those a rule is made of, where that one is missing. */
    private Optional<Mistake> misspeltPart(RuleText rule) {
        for (Token token : rule.tokens()) {
            Optional<String> near = isAlone(token)
                    ? Suggestion.nearest(token.text(), PARTS)
                            .filter(part -> rule.word(part).isEmpty())
                    : Optional.empty();
            if (near.isPresent()) {
                return Optional.of(Mistake.syntax(
                        token.start(),
                        rule,
                        "\"" + token.text() + "\" is not known here",
                        "did you mean \"" + near.get() + "\"?"));
            }
        }
        return Optional.empty();
    }

    private boolean isAlone(Token token) {
        int lineEnd = text.indexOf('\n', token.start());
        String rest = text.substring(token.start(), lineEnd < 0 ? text.length() : lineEnd);
        return token.isWord()
                && RuleText.startsLine(text, token)
                && rest.strip().equals(token.text());
    }

    private Optional<Mistake> missingPart(RuleText rule) {
        Token last = rule.tokens().get(rule.tokens().size() - 1);
        if (rule.name() == null) {
            return Optional.of(Mistake.syntax(
                    rule.start() + "rule".length(), rule, "the rule has no name", "write rule \"a sentence\""));
        }
        if (!rule.isClosed()) {
            return Optional.of(Mistake.syntax(
                    last.start() + last.text().length(),
                    rule,
                    "the rule \"" + rule.name() + "\" is not closed",
                    "write end on a line of its own"));
        }
        if (rule.word("when").isEmpty()) {
            return Optional.of(Mistake.syntax(
                    rule.tokens().get(Math.min(2, rule.tokens().size() - 1)).start(),
                    rule,
                    "the rule \"" + rule.name() + "\" has no \"when\"",
                    "write when on a line of its own before the conditions"));
        }
        if (rule.word("then").isEmpty()) {
            return Optional.of(Mistake.syntax(
                    rule.word("decide").orElse(last).start(),
                    rule,
                    "the rule \"" + rule.name() + "\" has no \"then\"",
                    "write then on a line of its own before the actions"));
        }
        return Optional.empty();
    }

    private static Optional<Mistake> attribute(RuleText rule, int place) {
        Token token = rule.tokens().get(rule.indexAt(place));
        boolean before =
                rule.word("when").filter(when -> token.start() < when.start()).isPresent();
        return before && token.isWord()
                ? Optional.of(Mistake.syntax(
                        token.start(),
                        rule,
                        "\"" + token.text() + "\" is no attribute of a rule",
                        Suggestion.hint(token.text(), ATTRIBUTES)))
                : Optional.empty();
    }
}
