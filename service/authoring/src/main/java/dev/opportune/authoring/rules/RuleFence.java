package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.DrlFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Lets pass rules with a name of their own and with the few attributes that change nothing but whether and when. */
final class RuleFence implements Stage {
    private static final String NOT_ALLOWED = "not_allowed";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,6}");
    /** The engine reads no other, whatever the machine's language. */
    private static final Pattern DATE =
            Pattern.compile("\\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\\d{4}");

    /** What to write instead of attributes that are not allowed. */
    static final Map<String, String> INSTEAD = Map.of(
            "no-loop", "leave it out: a rule cannot start itself, as it only proposes",
            "lock-on-active", "leave it out: a rule cannot start itself, as it only proposes",
            "timer", "write decide.delay($t, \"30m\", …), or a temporal operator in the condition",
            "duration", "write decide.delay($t, \"30m\", …), or a temporal operator in the condition",
            "agenda-group", "leave it out: all rules are always looked at",
            "activation-group", "leave it out: conditions say which rule applies",
            "ruleflow-group", "leave it out: all rules are always looked at",
            "auto-focus", "leave it out: all rules are always looked at",
            "dialect", "leave it out: actions are written in one language only",
            "calendars", "write quiet_hours into policy.yml");

    @Override
    public void apply(Draft draft) {
        Map<String, Place> names = new HashMap<>();
        for (DrlFile file : draft.drlFiles()) {
            // The parser counts attributes of the file among those of each rule; those are told once, by the file.
            Set<AttributeDescr> ofFile = Set.copyOf(file.content().getAttributes());
            for (RuleDescr rule : file.rules()) {
                name(draft, file, rule, names);
                shape(draft, file, rule);
                rule.getAttributes().values().stream()
                        .filter(attribute -> !ofFile.contains(attribute))
                        .forEach(attribute -> attribute(draft, file, rule, attribute));
            }
        }
    }

    private static void name(Draft draft, DrlFile file, RuleDescr rule, Map<String, Place> names) {
        Place first = names.putIfAbsent(rule.getName(), file.place(rule));
        if (first != null) {
            draft.error(
                    "duplicate_rule",
                    file.place(rule),
                    rule,
                    "there is already a rule of this name in " + first,
                    "give it another name: decisions name their rule");
        }
    }

    private static void shape(Draft draft, DrlFile file, RuleDescr rule) {
        if (rule.hasParent()) {
            draft.error(
                    NOT_ALLOWED,
                    file.place(rule),
                    rule,
                    "extends is not allowed",
                    "write the conditions into the rule");
        }
        if (!rule.getAnnotationNames().isEmpty()) {
            draft.error(NOT_ALLOWED, file.place(rule), rule, "annotations are not allowed", "leave them out");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            draft.error(NOT_ALLOWED, file.place(rule), rule, "then[name] is not allowed", "write two rules");
        }
    }

    private static void attribute(Draft draft, DrlFile file, RuleDescr rule, AttributeDescr attribute) {
        String value = String.valueOf(attribute.getValue());
        switch (attribute.getName()) {
            case "salience" ->
                require(
                        WHOLE_NUMBER.matcher(value).matches(),
                        draft,
                        file,
                        rule,
                        attribute,
                        "a whole number such as 10");
            case "enabled" ->
                require(Set.of("true", "false").contains(value), draft, file, rule, attribute, "true or false");
            case "date-effective", "date-expires" ->
                require(DATE.matcher(value).matches(), draft, file, rule, attribute, "a day such as \"24-Dec-2026\"");
            default ->
                draft.error(
                        NOT_ALLOWED,
                        file.place(attribute),
                        rule,
                        attribute.getName() + " is not allowed",
                        INSTEAD.getOrDefault(attribute.getName(), "leave it out"));
        }
    }

    private static void require(
            boolean valid, Draft draft, DrlFile file, RuleDescr rule, AttributeDescr attribute, String wanted) {
        if (!valid) {
            draft.error(
                    "invalid_attribute",
                    file.place(attribute),
                    rule,
                    attribute.getName() + " is " + attribute.getValue().replace("\"", ""),
                    "write " + wanted);
        }
    }
}
