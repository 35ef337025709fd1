package dev.opportune.authoring.rules;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.authoring.drl.Patterns;
import dev.opportune.authoring.drl.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Lets pass conditions of the shapes that the engine is known to get right. */
final class ConditionFence implements Stage {
    private static final String NOT_ALLOWED = "not_allowed";
    private static final String SINGLE =
            "write one pattern only; where several must hold together, write several rules";
    private static final Set<String> FUNCTIONS = Set.of("average", "count", "max", "min", "sum");
    /** A value bound before, a property of a fact bound before, or a number: nothing that could throw. */
    private static final Pattern ARGUMENT = Pattern.compile("\\s*(\\$?\\w+(\\.\\w+)?)\\s*");

    @Override
    public void apply(Draft draft) {
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : file.rules()) {
                if (rule.getLhs() != null && !rule.isQuery()) {
                    new OneRule(draft, file, rule).check();
                }
            }
        }
    }

    private record OneRule(Draft draft, DrlFile file, RuleDescr rule) {
        void check() {
            List<BaseDescr> parts = new ArrayList<>();
            flatten(rule.getLhs(), parts);
            parts.forEach(this::part);
            temporalNotsLast(parts);
        }

        /** A conjunction inside a conjunction is the same as one long one. */
        private static void flatten(AndDescr and, List<BaseDescr> parts) {
            for (BaseDescr part : and.getDescrs()) {
                if (part instanceof AndDescr inner) {
                    flatten(inner, parts);
                } else {
                    parts.add(part);
                }
            }
        }

        private void part(BaseDescr part) {
            if (part instanceof PatternDescr pattern) {
                pattern(pattern);
            } else if (part instanceof NotDescr not) {
                single("not", not, not.getDescrs());
            } else if (part instanceof ExistsDescr exists) {
                single("exists", exists, exists.getDescrs());
            } else if (part instanceof OrDescr) {
                refuse(part, "\"or\" between patterns", "write two rules, or use || inside one pattern");
            } else if (part instanceof ForallDescr) {
                refuse(part, "forall", "write not with the opposite condition");
            } else if (part instanceof EvalDescr) {
                refuse(part, "eval", "write the condition into a pattern");
            } else if (part instanceof ConditionalBranchDescr) {
                refuse(part, "if … do", "write two rules");
            } else {
                refuse(part, "this condition", "write patterns, not, exists and accumulate");
            }
        }

        private void single(String word, BaseDescr whole, List<? extends BaseDescr> inside) {
            if (inside.size() == 1 && inside.get(0) instanceof PatternDescr pattern && pattern.getSource() == null) {
                pattern(pattern);
            } else {
                refuse(whole, "a group or an accumulate inside " + word, SINGLE);
            }
        }

        private void pattern(PatternDescr pattern) {
            if (pattern.getObjectType() == null) {
                refuse(pattern, "a path (/…)", "write a pattern such as ProductViewed( … )");
                return;
            }
            if (pattern.isQuery()) {
                refuse(pattern, "calling a query", "write the patterns into the rule");
                return;
            }
            if (pattern.isUnification()) {
                refuse(pattern, ":=", "bind with a single colon: $x : …");
            }
            if (!pattern.getAnnotationNames().isEmpty()) {
                refuse(pattern, "an annotation", "leave it out");
            }
            if (!pattern.getBehaviors().isEmpty()) {
                refuse(pattern, "over window", "write a temporal operator: this before[0s, 24h] $now");
            }
            if (pattern.getDescrs().stream()
                    .anyMatch(constraint -> constraint instanceof ExprConstraintDescr expression
                            && expression.getType() == ExprConstraintDescr.Type.POSITIONAL)) {
                refuse(pattern, "a constraint without a name", "write name == value, parted by commas");
            }
            if (pattern.getSource() == null) {
                factType(pattern);
            } else {
                source(pattern, pattern.getSource());
            }
        }

        private void factType(PatternDescr pattern) {
            String type = pattern.getObjectType();
            if (isImportedWrongly(type)) {
                // That is told where it is imported.
                return;
            }
            if (FactTypes.names().contains(type) && !file.imports(type)) {
                draft.errorOfFile(
                        "missing_import",
                        Patterns.ofType(file, pattern),
                        "the file does not import " + type,
                        "add after the package: import " + FactTypes.PACKAGE + ".*");
            } else if (FactTypes.find(type).isEmpty()) {
                draft.error(
                        "unknown_fact",
                        Patterns.ofType(file, pattern),
                        rule,
                        "there is no fact \"" + type + "\"",
                        Suggestion.nearest(type, FactTypes.names())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("any other event is CustomEvent( name == \"…\" )"));
            }
        }

        private boolean isImportedWrongly(String type) {
            return !file.imports(type)
                            && file.content().getImports().stream()
                                    .map(ImportDescr::getTarget)
                                    .anyMatch(
                                            target -> target.endsWith(".*") && !target.equals(FactTypes.PACKAGE + ".*"))
                    || FactTypes.find(type).isEmpty() && file.imports(type) && isNamedInAnImport(type);
        }

        private boolean isNamedInAnImport(String type) {
            return file.content().getImports().stream()
                    .map(ImportDescr::getTarget)
                    .anyMatch(target -> target.endsWith("." + type));
        }

        private void source(PatternDescr pattern, BaseDescr source) {
            if (source instanceof AccumulateDescr accumulate && !(source instanceof GroupByDescr)) {
                if (accumulate.getStartCharacter() != pattern.getStartCharacter()) {
                    refuse(pattern, "from accumulate", "write accumulate( …; $n : count(1); $n > 3 )");
                } else {
                    accumulate(accumulate);
                }
            } else if (source instanceof GroupByDescr) {
                refuse(pattern, "groupby", "write accumulate( …; $n : count(1); $n > 3 )");
            } else if (source instanceof CollectDescr) {
                refuse(pattern, "collect", "write accumulate( …; $n : count(1); $n > 3 )");
            } else if (source instanceof EntryPointDescr) {
                refuse(pattern, "an entry point", "leave it out");
            } else if (source instanceof FromDescr) {
                refuse(pattern, "from", "write containsProduct(…) or containsCategory(…) for what an event carries");
            } else {
                refuse(pattern, "from", "leave it out");
            }
        }

        private void accumulate(AccumulateDescr accumulate) {
            BaseDescr input = accumulate.getInput();
            BaseDescr only = input instanceof AndDescr and && and.getDescrs().size() == 1
                    ? and.getDescrs().get(0)
                    : input;
            if (only instanceof PatternDescr pattern && pattern.getSource() == null) {
                pattern(pattern);
            } else {
                refuse(accumulate, "a group inside accumulate", SINGLE);
            }
            if (accumulate.getFunctions() == null || accumulate.getFunctions().isEmpty()) {
                refuse(accumulate, "accumulate with code of its own", "use count, sum, min, max or average");
                return;
            }
            accumulate.getFunctions().forEach(call -> function(accumulate, call));
        }

        private void function(AccumulateDescr accumulate, AccumulateFunctionCallDescr call) {
            if (!FUNCTIONS.contains(call.getFunction())) {
                draft.error(
                        "unknown_function",
                        Patterns.ofCall(file, accumulate, call.getFunction()),
                        rule,
                        "accumulate has no function \"" + call.getFunction() + "\"",
                        Suggestion.nearest(call.getFunction(), FUNCTIONS)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("use count, sum, min, max or average"));
            }
            for (String argument : call.getParams()) {
                if (!ARGUMENT.matcher(argument).matches()) {
                    refuse(
                            accumulate,
                            call.getFunction() + "(" + argument + ")",
                            "bind the value in the pattern: ProductViewed( $v : price ); $r : sum($v)");
                }
            }
        }

        /** A {@code not} with a time in the middle of a rule is where the engine goes wrong. */
        private void temporalNotsLast(List<BaseDescr> parts) {
            boolean last = true;
            for (int i = parts.size() - 1; i >= 0; i--) {
                BaseDescr part = parts.get(i);
                if (!(part instanceof NotDescr)) {
                    last = false;
                } else if (!last && Temporal.isIn(part)) {
                    draft.error(
                            "not_must_come_last",
                            file.place(part),
                            rule,
                            "a \"not\" with a temporal operator stands before other conditions",
                            "move it to the end of the rule");
                }
            }
        }

        private void refuse(BaseDescr what, String name, String hint) {
            draft.error(NOT_ALLOWED, file.place(what), rule, name + " is not allowed", hint);
        }
    }
}
