package dev.opportune.kernel.session;

import java.util.List;

/**
 * One run of one consequence. Compared by identity: two runs of one rule are two firings.
 *
 */
final class Firing {
    private final String rule;
    private final List<String> because;
    private final boolean onlyEnds;
    private boolean failed;

    Firing(String rule, List<String> because, boolean onlyEnds) {
        this.rule = rule;
        this.because = List.copyOf(because);
        this.onlyEnds = onlyEnds;
    }

    String rule() {
        return rule;
    }

    List<String> because() {
        return because;
    }

    boolean onlyEnds() {
        return onlyEnds;
    }

    void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }
}
