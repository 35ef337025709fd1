package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came after a message was decided to be sent: its hand-over, and what a late event has to say. */
final class Aftermath {
    private final Decision decision;
    private final Names names;
    private final @Nullable Replayed replayed;

    Aftermath(Decision decision, Names names, @Nullable Replayed replayed) {
        this.decision = decision;
        this.names = names;
        this.replayed = replayed;
    }

    List<Told> told() {
        List<Told> told = new ArrayList<>();
        Correction correction = decision.correction();
        if (correction != null) {
            told.add(corrected(correction));
        }
        Delivery delivery = decision.delivery();
        if (delivery != null) {
            Instant at = delivery.at() == null ? decision.at() : delivery.at();
            List<Answer> answers = replayed == null ? List.of() : replayed.gatesAtHandOver(decision, delivery);
            answers.forEach(answer -> told.add(gate(answer, at, decision.timezone(), "handover")));
            told.add(handedOver(delivery));
        }
        return told;
    }

    /** @param asked what the gates were asked for: a decision, or a hand-over */
    static Told gate(Answer answer, Instant at, String zone, String asked) {
        return new Told(
                Kind.GATE,
                at,
                Properties.of(Map.of(
                        "gate", answer.gate().word(),
                        "verdict", GateWords.word(answer),
                        "asked", asked,
                        "figures", answer.figures())),
                Words.gate(at, zone, answer));
    }

    /** That a late event undid a decision. */
    static Told late(Entry late, Change change, String zone) {
        String what = late instanceof Event event ? event.name() : "a change of the profile";
        return new Told(
                Kind.CORRECTION,
                change.at(),
                Properties.of(Map.of(
                        "id", late.id(),
                        "source", late.source(),
                        "occurredAt", late.occurredAt(),
                        "receivedAt", late.receivedAt())),
                Words.line(
                        change.at(),
                        zone,
                        "late",
                        what + " (" + late.id() + ") of " + Words.local(late.occurredAt(), zone) + " arrived at "
                                + Words.local(late.receivedAt(), zone) + ": with it in its place this would not be"));
    }

    private Told corrected(Correction correction) {
        Instant occurredAt = correction.event().at();
        Instant reached = correction.at().at();
        String zone = decision.timezone();
        return new Told(
                Kind.CORRECTION,
                reached,
                Properties.of(Map.of(
                        "id", correction.event().id(),
                        "source", correction.event().source(),
                        "occurredAt", occurredAt)),
                Words.line(
                        reached,
                        zone,
                        "corrects",
                        names.named(correction.event().id(), occurredAt) + " of " + Words.local(occurredAt, zone)
                                + " came too late: with it in its place this would not have been sent"));
    }

    private Told handedOver(Delivery delivery) {
        Map<String, Object> figures =
                new TreeMap<>(Map.of("state", delivery.state().word()));
        if (delivery.reason() != null) {
            figures.put("reason", delivery.reason());
        }
        String said = decision.message() + "  " + delivery.state().word()
                + (delivery.reason() == null ? "" : "  " + delivery.reason());
        Instant at = delivery.at();
        return new Told(
                Kind.HANDOVER,
                at,
                Properties.of(figures),
                at == null ? "hand-over: " + said : Words.line(at, decision.timezone(), "handover", said));
    }
}
