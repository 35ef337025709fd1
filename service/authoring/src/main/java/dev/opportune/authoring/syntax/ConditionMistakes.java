package dev.opportune.authoring.syntax;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.authoring.drl.Temporal;
import dev.opportune.authoring.drl.Tokens.Kind;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Says for people what is no condition, in a rule that has all its parts. */
final class ConditionMistakes {
    private static final Map<String, String> SIGNS = Map.of("=>", ">=", "=<", "<=", "<>", "!=", "=", "==");
    private static final Set<String> BEFORE_FACTS = Set.of("when", "not", "exists", "accumulate", "and", "or");
    private static final Set<String> COMPARE = Set.of("==", "!=", "<", "<=", ">", ">=", ":", "in");
    private static final Pattern BOUND = Pattern.compile("[-+]?\\d+(?:ms|d|h|m|s)?|\\*|");
    /** What stands in the page of the rules. The engine knows more of them, of which few say what they seem to. */
    private static final Set<String> OPERATORS = new TreeSet<>(List.of("after", "before", "contains", "in", "not"));

    private final String text;
    private final RuleText rule;
    private final List<Token> tokens;

    ConditionMistakes(String text, RuleText rule) {
        this.text = text;
        this.rule = rule;
        this.tokens = rule.tokens();
    }

    Mistake at(int place) {
        int at = rule.indexAt(place);
        return bracket(at)
                .or(() -> window(at))
                .or(() -> sign(at))
                .or(() -> fact(at))
                .or(() -> word(at))
                .orElseGet(() -> Mistake.syntax(
                        tokens.get(at).start(),
                        rule,
                        "\"" + tokens.get(at).text() + "\" is not understood here",
                        rule.isCondition(tokens.get(at).start())
                                ? "conditions are written Fact( property == value, property > value )"
                                : ""));
    }

    /** A bracket that is not closed before the actions, or one that closes none. */
    private Optional<Mistake> bracket(int at) {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens) {
            if (token.kind() == Kind.TEXT || token.is("then")) {
                if (token.is("then")) {
                    break;
                }
            } else if ("([".contains(token.text())) {
                open.push(token);
            } else if (")]".contains(token.text()) && open.poll() == null) {
                return Optional.of(Mistake.syntax(
                        token.start(), rule, "this \"" + token.text() + "\" closes nothing", "remove it"));
            }
        }
        return open.isEmpty() || tokens.get(at).start() < open.peek().start()
                ? Optional.empty()
                : Optional.of(Mistake.syntax(
                        open.peek().start(),
                        rule,
                        "this \"" + open.peek().text() + "\" is not closed",
                        "put a \"" + (open.peek().is("(") ? ")" : "]") + "\" where it ends"));
    }

    private Optional<Mistake> window(int at) {
        int open = at;
        while (open > 0 && !tokens.get(open).is("[") && !tokens.get(open).is("(")) {
            open--;
        }
        if (open == 0
                || !tokens.get(open).is("[")
                || !Temporal.OPERATORS.contains(tokens.get(open - 1).text())) {
            return Optional.empty();
        }
        int close = text.indexOf(']', tokens.get(open).start());
        int start = tokens.get(open).start() + 1;
        for (String bound : text.substring(start, Math.max(close, start)).split(",", -1)) {
            if (!BOUND.matcher(bound.strip()).matches()) {
                int blanks = bound.length() - bound.stripLeading().length();
                return Optional.of(new Mistake(
                        "invalid_duration",
                        start + blanks,
                        rule.name(),
                        "\"" + bound.strip() + "\" is no duration of a window",
                        "write it in one unit: 90s, 30m, 24h or 7d"));
            }
            start += bound.length() + 1;
        }
        return Optional.empty();
    }

    /** Two characters that are an operator the other way round, or one that is half of one. */
    private Optional<Mistake> sign(int at) {
        return IntStream.of(at - 1, at, at + 1)
                .filter(i -> i >= 0 && i < tokens.size())
                .mapToObj(tokens::get)
                .filter(token -> "=<>".contains(token.text()))
                .findFirst()
                .map(Token::start)
                .map(start -> {
                    int end = Math.min(start + 2, text.length());
                    String two = text.substring(start, end);
                    String written = SIGNS.containsKey(two) ? two : text.substring(start, start + 1);
                    return new Mistake(
                            "unknown_operator",
                            start,
                            rule.name(),
                            "there is no operator \"" + written + "\"",
                            SIGNS.containsKey(written)
                                    ? "did you mean \"" + SIGNS.get(written) + "\"?"
                                    : "write ==, !=, <, <=, > or >=");
                });
    }

    /** Several words before a bracket: an event by the name that it is sent by. */
    private Optional<Mistake> fact(int at) {
        int last = at;
        while (last + 1 < tokens.size() && tokens.get(last + 1).isWord()) {
            last++;
        }
        int first = Math.min(at, last);
        while (first > 0
                && tokens.get(first - 1).isWord()
                && !BEFORE_FACTS.contains(tokens.get(first - 1).text())) {
            first--;
        }
        if (first == last
                || last + 1 >= tokens.size()
                || !tokens.get(last + 1).is("(")
                || !rule.isCondition(tokens.get(first).start())
                || isInBrackets(first)) {
            return Optional.empty();
        }
        Token start = tokens.get(first);
        Token end = tokens.get(last);
        String name = text.substring(start.start(), end.start() + end.text().length());
        return FactTypes.sentAs(name)
                .map(fact -> new Mistake(
                        "unknown_fact",
                        start.start(),
                        rule.name(),
                        "there is no fact \"" + name + "\"",
                        "did you mean " + fact + "?"));
    }

    private boolean isInBrackets(int at) {
        int open = 0;
        for (Token token : tokens.subList(0, at)) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return open > 0;
    }

    private Optional<Mistake> word(int at) {
        Token token = tokens.get(at);
        if (!token.isWord() || at == 0 || !rule.isCondition(token.start())) {
            return Optional.empty();
        }
        Token before = tokens.get(at - 1);
        boolean follows = before.isWord() || before.is(")") || before.is("]") || before.kind() != Kind.SIGN;
        if (!follows) {
            return Optional.empty();
        }
        if (Set.of("and", "or").contains(token.text())) {
            return Optional.of(Mistake.syntax(
                    token.start(),
                    rule,
                    "\"" + token.text() + "\" does not stand between constraints",
                    token.is("and") ? "write a comma" : "write ||"));
        }
        boolean compares =
                at + 1 < tokens.size() && COMPARE.contains(tokens.get(at + 1).text());
        return Optional.of(
                compares
                        ? Mistake.syntax(
                                token.start(),
                                rule,
                                "there is no comma before \"" + token.text() + "\"",
                                "constraints are parted by commas")
                        : new Mistake(
                                "unknown_operator",
                                token.start(),
                                rule.name(),
                                "there is no operator \"" + token.text() + "\"",
                                Suggestion.hint(token.text(), OPERATORS)));
    }
}
