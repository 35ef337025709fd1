package dev.opportune.authoring.rules;

import java.util.List;

/** All lints there are. */
final class Lints {
    private static final List<Lint> ALL = List.of(
            new WholeHistoryLint(),
            new UnboundedNotLint(),
            new NowWithDeadlineLint(),
            new NothingInCommonLint(),
            new DelayOutlastsRunLint(),
            new NeverEndsLint(),
            new UnreachableFallbackLint(),
            new NoConsentPurposeLint(),
            new SamePriorityLint(),
            new NeverSeenLint());

    private Lints() {}

    static List<Lint> all() {
        return ALL;
    }

    static List<String> codes() {
        return ALL.stream().map(Lint::code).toList();
    }
}
