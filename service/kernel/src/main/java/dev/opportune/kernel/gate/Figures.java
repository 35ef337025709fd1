package dev.opportune.kernel.gate;

import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.QuietHours;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Properties;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What gates look at, also where they let a message pass. Nobody needs it for a decision, so it is made when asked for. */
final class Figures {
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private Figures() {}

    static Properties of(Gate gate, Submission message, Situation now) {
        return Properties.of(
                switch (gate) {
                    case VETOED -> veto(message);
                    case PAUSED, OUTRANKED -> Map.of();
                    case EXPIRED -> validity(message.terms());
                    case NO_CONSENT -> consent(message, now);
                    case SUPPRESSION_LIST -> Map.of("channel", message.channel().name());
                    case QUIET_HOURS -> quietHours(message, now);
                    case FREQUENCY_CAP -> Map.of("caps", caps(message, now));
                    case HOLDOUT ->
                        Map.of(
                                "experiment",
                                now.policy().holdout().name(),
                                "variant",
                                now.heldOut() ? Experiment.HELD_OUT : Experiment.TREATED);
                });
    }

    private static Map<String, Object> veto(Submission message) {
        return message.veto() == null ? Map.of() : Map.of("rule", message.veto().rule());
    }

    private static Map<String, Object> validity(Terms terms) {
        return Map.of(
                "validFor", Span.format(terms.validFor()),
                "firstDueAt", terms.firstDueAt(),
                "validUntil", terms.firstDueAt().plus(terms.validFor()));
    }

    private static Map<String, Object> consent(Submission message, Situation now) {
        String purpose = message.channel().consent();
        return purpose == null
                ? Map.of()
                : Map.of(
                        "purpose",
                        purpose,
                        "status",
                        now.traits().consents().of(purpose).name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> quietHours(Submission message, Situation now) {
        QuietHours quiet = message.channel().quietHours();
        return quiet == null
                ? Map.of()
                : Map.of(
                        "local", TIME_OF_DAY.format(now.at().atZone(now.zone())),
                        "timezone", now.zone(),
                        "from", quiet.from(),
                        "to", quiet.to());
    }

    private static List<Map<String, Object>> caps(Submission message, Situation now) {
        String channel = message.channel().name();
        List<Map<String, Object>> counted = new ArrayList<>();
        for (Cap cap : message.channel().caps()) {
            List<Situation.Send> sends = now.sends().stream()
                    .filter(send -> send.channel().equals(channel))
                    .toList();
            counted.add(counted(cap, sends, now, channel));
        }
        for (Cap cap : now.policy().caps()) {
            counted.add(counted(cap, now.sends(), now, "all"));
        }
        return counted;
    }

    private static Map<String, Object> counted(Cap cap, List<Situation.Send> sends, Situation now, String channel) {
        long counted = sends.stream()
                .filter(send -> cap.counts(send.at(), now.at(), now.zone()))
                .count();
        return Map.of("limit", cap.toString(), "counted", counted, "channel", channel);
    }
}
