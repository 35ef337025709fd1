package dev.opportune.authoring.explanation;

import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is told of a rule. */
final class RuleWords {
    /** Ends that no rule asked for bear their reason instead of a rule's name. */
    private static final Set<String> KERNELS_OWN =
            Set.of(Decision.TIMED_OUT, Decision.FLOW_REMOVED, Decision.LATE_EVENT, Decision.ERASED);

    private RuleWords() {}

    /**
     * @param asked what it asked for, in words
     * @param more what it asked for, in figures
     */
    static Told fired(
            Instant at,
            @Nullable String zone,
            String rule,
            String revision,
            @Nullable WrittenRule written,
            String asked,
            Map<String, Object> more) {
        return new Told(
                Told.Kind.RULE,
                at,
                figures(more, rule, revision, written),
                Words.line(at, zone, "rule", named(rule) + " " + where(rule, revision, written) + " " + asked));
    }

    private static String named(String rule) {
        return rule.equals(Decision.FLOW_REMOVED) ? Words.by(rule) : '"' + rule + '"';
    }

    /** What a gate said for a rule, and where that rule stands. */
    static Told vetoed(Told gate, String rule, String revision, @Nullable WrittenRule written) {
        return new Told(
                gate.kind(),
                gate.at(),
                figures(gate.figures().values(), rule, revision, written),
                gate.words() + " " + where(rule, revision, written));
    }

    private static Properties figures(
            Map<String, Object> more, String rule, String revision, @Nullable WrittenRule written) {
        Map<String, Object> figures = new TreeMap<>(more);
        figures.put("rule", rule);
        figures.put("revision", revision);
        if (written != null) {
            figures.put("file", written.place().file());
            figures.put("line", written.place().line());
        }
        return Properties.of(figures);
    }

    private static String where(String rule, String revision, @Nullable WrittenRule written) {
        String of = "ruleset " + Words.revision(revision);
        if (written != null) {
            return "(" + written.place() + " of " + of + ")";
        }
        return KERNELS_OWN.contains(rule) ? "(no rule, but Opportune itself)" : "(" + of + ")";
    }
}
