package dev.opportune.authoring.rules;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.opportune.authoring.Place;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Consequence;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.authoring.drl.Variables;
import dev.opportune.facts.Decide;
import dev.opportune.facts.Message;
import dev.opportune.kernel.policy.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;

/** Checks what rules do: only {@code decide}, with flows, delays and channels that there are. */
final class ConsequenceStage implements Stage {
    private static final String DECIDE = "decide";
    private static final int MOST_PRIORITY = 100;
    /** What the engine would turn into something else than a call of a method, before any Java is parsed. */
    private static final Map<String, String> ENGINE_ACTIONS = Map.of(
            "modify", "facts are not changed by rules; remember by decide.trigger and Sent",
            "update", "facts are not changed by rules; remember by decide.trigger and Sent",
            "insert", "facts are not made by rules; remember by decide.trigger and Sent",
            "insertLogical", "facts are not made by rules; remember by decide.trigger and Sent",
            "delete", "facts are not deleted by rules; to be over with a flow, decide.end($t, …)",
            "retract", "facts are not deleted by rules; to be over with a flow, decide.end($t, …)",
            "drools", "all that a rule can do is on decide",
            "kcontext", "all that a rule can do is on decide");

    private final Members members;

    ConsequenceStage(Members members) {
        this.members = members;
    }

    @Override
    public void apply(Draft draft) {
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : file.rules()) {
                if (rule.getConsequence() != null && !rule.isQuery()) {
                    new OneRule(
                                    members,
                                    draft,
                                    file,
                                    rule,
                                    rule.getConsequence().toString(),
                                    file.consequenceStart(rule))
                            .check();
                }
            }
        }
    }

    /** @param start where the code starts in the file, in characters */
    private record OneRule(Members members, Draft draft, DrlFile file, RuleDescr rule, String code, int start) {
        void check() {
            if (hasEngineActions()) {
                return;
            }
            ParseResult<BlockStmt> parsed = new JavaParser(
                            new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17))
                    .parseBlock("{" + code + "}");
            Optional<BlockStmt> block = parsed.getResult();
            if (!parsed.isSuccessful() || block.isEmpty()) {
                parsed.getProblems().stream().limit(1).forEach(this::syntax);
                return;
            }
            ActionTypes types = ActionTypes.of(rule, block.get());
            new ActionFence(members, types, (node, message, hint) -> error("not_allowed", node, message, hint))
                    .check(block.get());
            block.get().walk(MethodCallExpr.class, this::call);
            new ActionVariables(block.get(), bound())
                    .check((node, message, hint) -> error("unknown_variable", node, message, hint));
            new ActionValues(types, (fact, message, hint) -> error("wrong_type", fact, message, hint))
                    .check(block.get());
            if (usesDecide(block.get()) && file.content().getGlobals().isEmpty()) {
                draft.errorOfFile(
                        "missing_global",
                        file.place(start),
                        "the file does not declare decide",
                        "add after the imports: global " + Decide.class.getName() + " decide");
            }
        }

        private Set<String> bound() {
            Set<String> bound = new TreeSet<>(Variables.of(rule).names());
            bound.add(DECIDE);
            file.content().getGlobals().forEach(global -> bound.add(global.getIdentifier()));
            return bound;
        }

        private static boolean usesDecide(BlockStmt block) {
            return block.findAll(NameExpr.class).stream()
                    .anyMatch(name -> name.getNameAsString().equals(DECIDE));
        }

        private boolean hasEngineActions() {
            List<Token> tokens = Tokens.of(code);
            boolean found = false;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                Token token = tokens.get(i);
                String hint = ENGINE_ACTIONS.get(token.text());
                boolean called = tokens.get(i + 1).is("(") || tokens.get(i + 1).is(".");
                if (token.isWord()
                        && hint != null
                        && called
                        && (i == 0 || !tokens.get(i - 1).is("."))) {
                    draft.error(
                            "not_allowed",
                            file.place(start + token.start()),
                            rule,
                            token.text() + " is not allowed",
                            hint);
                    found = true;
                }
            }
            return found;
        }

        private void syntax(Problem problem) {
            Place place = problem.getLocation()
                    .map(TokenRange::getBegin)
                    .flatMap(token -> token.getRange())
                    .map(range -> place(range.begin))
                    .orElseGet(() -> file.place(start));
            draft.error(
                    "syntax", place, rule, "the action is not understood from here on", "end each action with \";\"");
        }

        private void call(MethodCallExpr call) {
            String name = call.getNameAsString();
            boolean onDecide = call.getScope()
                    .filter(scope -> scope instanceof NameExpr named
                            && named.getNameAsString().equals(DECIDE))
                    .isPresent();
            if (onDecide && !namesOf(Decide.class).contains(name)) {
                error(
                        "unknown_action",
                        call.getName(),
                        "decide has no action \"" + name + "\"",
                        Suggestion.hint(name, namesOf(Decide.class)));
            } else if (onDecide && name.equals("trigger")) {
                text(call, 0).ifPresent(this::flow);
            } else if (onDecide && name.equals("delay")) {
                text(call, 1).ifPresent(this::span);
            } else if (!onDecide && ActionFence.isOnDecide(call)) {
                option(call, name);
            }
        }

        private void option(MethodCallExpr call, String name) {
            Set<String> options = new TreeSet<>(namesOf(Message.class));
            options.add("key");
            if (!options.contains(name)) {
                error(
                        "unknown_action",
                        call.getName(),
                        "there is no option \"" + name + "\"",
                        Suggestion.hint(name, options));
                return;
            }
            switch (name) {
                case "validFor" -> text(call, 0).ifPresent(this::span);
                case "channel" -> text(call, 0).ifPresent(this::channel);
                case "priority" -> priority(call);
                default -> {
                    // The compiler checks the types of the others.
                }
            }
        }

        private void flow(StringLiteralExpr literal) {
            String flow = literal.asString();
            if (!draft.flowNames().contains(flow)) {
                error(
                        "unknown_flow",
                        literal,
                        "there is no flow \"" + flow + "\"",
                        Suggestion.hint(flow, draft.flowNames()));
            }
        }

        private void span(StringLiteralExpr literal) {
            try {
                Span.parse(literal.asString());
            } catch (IllegalArgumentException refused) {
                error("invalid_duration", literal, String.valueOf(refused.getMessage()), "");
            }
        }

        private void channel(StringLiteralExpr literal) {
            draft.policy()
                    .map(policy -> policy.channels().keySet())
                    .filter(channels -> !channels.contains(literal.asString()))
                    .ifPresent(channels -> error(
                            "unknown_channel",
                            literal,
                            "policy.yml has no channel \"" + literal.asString() + "\"",
                            Suggestion.hint(literal.asString(), channels)));
        }

        private void priority(MethodCallExpr call) {
            if (call.getArguments().size() == 1
                    && call.getArgument(0) instanceof IntegerLiteralExpr literal
                    && literal.asNumber().longValue() > MOST_PRIORITY) {
                error("invalid_priority", literal, literal + " is out of range", "write 0 to " + MOST_PRIORITY);
            }
        }

        private static Optional<StringLiteralExpr> text(MethodCallExpr call, int argument) {
            return call.getArguments().size() > argument
                            && call.getArgument(argument) instanceof StringLiteralExpr literal
                    ? Optional.of(literal)
                    : Optional.empty();
        }

        private static Set<String> namesOf(Class<?> type) {
            Set<String> names = new TreeSet<>();
            Stream.of(type.getMethods()).forEach(method -> names.add(method.getName()));
            return names;
        }

        private void error(String problem, Node node, String message, String hint) {
            draft.error(
                    problem, node.getBegin().map(this::place).orElseGet(() -> file.place(start)), rule, message, hint);
        }

        private Place place(Position position) {
            return new Consequence(file, code, start).place(position);
        }
    }
}
