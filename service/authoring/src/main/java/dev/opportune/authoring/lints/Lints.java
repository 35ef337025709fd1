package dev.opportune.authoring.lints;

import java.util.List;

/** All lints there are. */
public final class Lints {
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

    public static List<Lint> all() {
        return ALL;
    }

    public static List<String> codes() {
        return ALL.stream().map(Lint::code).toList();
    }
}
