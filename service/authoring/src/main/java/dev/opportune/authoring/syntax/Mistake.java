package dev.opportune.authoring.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Something in a text that is no rule.
 *
 * @param character where, counted from the beginning of the text
 * @param rule the name of the rule it is in; null where it is in none
 */
public record Mistake(String code, int character, @Nullable String rule, String message, String hint) {
    static final String SYNTAX = "syntax";

    static Mistake syntax(int character, @Nullable RuleText rule, String message, String hint) {
        return new Mistake(SYNTAX, character, rule == null ? null : rule.name(), message, hint);
    }
}
