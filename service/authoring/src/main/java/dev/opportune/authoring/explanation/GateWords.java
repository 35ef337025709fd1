package dev.opportune.authoring.explanation;

import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.gate.Verdict;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What gates say and what they looked at, for a person. */
final class GateWords {
    private GateWords() {}

    static String verdict(Answer answer, String zone) {
        if (answer.verdict() instanceof Verdict.Suppress no) {
            return no.reason().equals(answer.gate().word()) ? "no" : "no, " + no.reason();
        }
        return answer.verdict() instanceof Verdict.Defer later
                ? "later, at " + Words.local(later.until(), zone)
                : "passed";
    }

    /** As {@code verdict} is in JSON: pass, suppress or defer. */
    static String word(Answer answer) {
        return answer.passed() ? "pass" : answer.verdict() instanceof Verdict.Defer ? "defer" : "suppress";
    }

    static String figures(Answer answer, String zone) {
        Properties seen = answer.figures();
        return switch (answer.gate()) {
            case VETOED -> answer.passed() ? "" : text(seen, "veto") + ", says the rule \"" + text(seen, "rule") + '"';
            case PAUSED -> answer.passed() ? "" : text(seen, "paused");
            case EXPIRED -> "valid for " + text(seen, "validFor") + " until " + local(seen, "validUntil", zone);
            case NO_CONSENT -> consent(seen, answer.passed());
            case SUPPRESSION_LIST -> answer.passed() ? "" : text(seen, "channel") + " is not to be written to";
            case QUIET_HOURS -> quiet(seen, zone);
            case OUTRANKED -> answer.passed() ? "" : "by " + text(seen, "by") + " of " + text(seen, "flow");
            case FREQUENCY_CAP -> caps(seen);
            case HOLDOUT -> text(seen, "variant");
        };
    }

    private static String consent(Properties seen, boolean passed) {
        if (seen.isEmpty()) {
            return "none is needed";
        }
        String status = text(seen, "status");
        boolean isTakenForGranted = passed && !status.equals("granted");
        return text(seen, "purpose") + " is " + status + (isTakenForGranted ? ", which counts as granted here" : "");
    }

    private static String quiet(Properties seen, String zone) {
        if (seen.text("local") == null) {
            return "there are none";
        }
        String figures = text(seen, "local") + " in " + text(seen, "timezone") + ", quiet from " + text(seen, "from")
                + " to " + text(seen, "to");
        // Quiet hours that would outlast the message make it expire there and then.
        return seen.text("quietUntil") == null
                ? figures
                : figures + ", which outlasts the " + text(seen, "validFor") + " it is valid for from "
                        + local(seen, "firstDueAt", zone);
    }

    private static String caps(Properties seen) {
        if (!(seen.get("caps") instanceof List<?> caps) || caps.isEmpty()) {
            return "there are none";
        }
        return caps.stream()
                .map(cap -> cap instanceof Properties one ? cap(one) : "")
                .collect(Collectors.joining(", "));
    }

    private static String cap(Properties cap) {
        String channel = text(cap, "channel");
        return Words.show(cap.get("counted")) + " of " + text(cap, "limit")
                + (channel.equals("all") ? " over all channels" : " on " + channel);
    }

    private static String text(Properties values, String name) {
        @Nullable String text = values.text(name);
        return text == null ? "" : text;
    }

    private static String local(Properties values, String name, String zone) {
        String instant = values.text(name);
        return instant == null ? "" : Words.local(Instant.parse(instant), zone);
    }
}
