package dev.opportune.authoring.compiler;

import java.util.regex.Pattern;

/** What a class that was made of rules is for, by the name that the engine gives it. */
enum RuleClass {
    /** One condition, value or action, with what its author wrote as the body of one method. */
    LAMBDA("(.+/)?P[0-9A-F]{2}/Lambda(Predicate|Extractor|Consequence)[0-9A-F]{32}"),
    /** The rules of a package: which lambdas they are made of. */
    MODEL("(.+/)?Rules[0-9A-F]{32}(RuleMethods\\d+)?"),
    /** Which properties the types in the rules have. */
    METADATA("(.+/)?DomainClassesMetadata[0-9A-F]{32}(\\$\\w+_Metadata)?"),
    /** What there is to be loaded. */
    MODULE("org/drools/project/model/ProjectModel_rules_build_\\d+_1"),
    /** None of these: a class that an author smuggled in. */
    FOREIGN("");

    private final Pattern name;

    RuleClass(String name) {
        this.name = Pattern.compile(name);
    }

    /** @param name with '/' */
    static RuleClass of(String name) {
        boolean reserved = AllowList.isReserved(name.split("/", 2)[0]);
        for (RuleClass kind : values()) {
            // Among the classes of others, those of rules could see what is private to a package.
            if ((kind == MODULE || !reserved) && kind.name.matcher(name).matches()) {
                return kind;
            }
        }
        return FOREIGN;
    }
}
