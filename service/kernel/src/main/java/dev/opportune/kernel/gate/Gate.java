package dev.opportune.kernel.gate;

import static dev.opportune.kernel.gate.Verdict.PASS;

import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Consents.Status;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The named checks between a message that is due and its being sent, in the order in which they are asked. */
public enum Gate {
    /** A veto rule of the business said no. */
    VETOED {
        @Override
        Verdict judge(Submission message, Situation now) {
            return message.veto() == null
                    ? PASS
                    : no(Map.of("veto", message.veto().reason()));
        }
    },
    /** The flow, the channel or everything is paused. */
    PAUSED {
        @Override
        Verdict judge(Submission message, Situation now) {
            if (now.policy().paused()) {
                return no(Map.of("paused", "everything"));
            }
            if (message.channel().closed()) {
                return no(Map.of("paused", "channel " + message.channel().name()));
            }
            return message.flow().paused() ? no(Map.of("paused", message.flow().name())) : PASS;
        }
    },
    /** More than {@code valid_for} has gone by since it was first due. */
    EXPIRED {
        @Override
        Verdict judge(Submission message, Situation now) {
            return lasts(message.terms(), now.at()) ? PASS : no(validity(message.terms()));
        }
    },
    /** The purpose of the channel was not agreed to. */
    NO_CONSENT {
        @Override
        Verdict judge(Submission message, Situation now) {
            String purpose = message.channel().consent();
            if (purpose == null) {
                return PASS;
            }
            Status status = now.traits().consents().of(purpose);
            boolean agreed = status == Status.GRANTED || (status == Status.UNKNOWN && now.unknownConsentGranted());
            return agreed ? PASS : no(Map.of("purpose", purpose, "status", lower(status)));
        }
    },
    /** The address bounced for good, or its owner complained. */
    SUPPRESSION_LIST {
        @Override
        Verdict judge(Submission message, Situation now) {
            String channel = message.channel().name();
            return now.traits().unreachable().contains(channel) ? no(Map.of("channel", channel)) : PASS;
        }
    },
    /** It is night where the profile lives: later. */
    QUIET_HOURS {
        @Override
        Verdict judge(Submission message, Situation now) {
            Optional<Instant> end = Optional.ofNullable(message.channel().quietHours())
                    .flatMap(quiet -> quiet.endOfQuiet(now.at(), now.zone()));
            if (end.isEmpty()) {
                return PASS;
            }
            Map<String, Object> facts = Map.of("until", end.get(), "timezone", now.zone());
            return lasts(message.terms(), end.get())
                    ? new Verdict.Defer(word(), end.get(), Properties.of(facts))
                    : EXPIRED.no(Map.of(
                            "validFor", Span.format(message.terms().validFor()),
                            "firstDueAt", message.terms().firstDueAt(),
                            "quietUntil", end.get()));
        }
    },
    /** A better message of this step goes out on the same channel. */
    OUTRANKED {
        @Override
        Verdict judge(Submission message, Situation now) {
            Submission better = now.passed().get(message.channel().name());
            return better == null || Submission.BEST_FIRST.compare(message, better) < 0
                    ? PASS
                    : no(Map.of("by", better.message(), "flow", better.flow().name()));
        }
    },
    /** So much has already gone out that this would be too much. */
    FREQUENCY_CAP {
        @Override
        Verdict judge(Submission message, Situation now) {
            String channel = message.channel().name();
            Verdict onChannel = capped(
                    message.channel().caps(),
                    now.sends().stream()
                            .filter(send -> send.channel().equals(channel))
                            .toList(),
                    now,
                    channel);
            return onChannel == PASS ? capped(now.policy().caps(), now.sends(), now, "all") : onChannel;
        }

        private Verdict capped(List<Cap> caps, List<Situation.Send> sends, Situation now, String channels) {
            for (Cap cap : caps) {
                long counted = sends.stream()
                        .filter(send -> cap.counts(send.at(), now.at(), now.zone()))
                        .count();
                if (counted >= cap.limit()) {
                    return no(Map.of("limit", cap.toString(), "counted", counted, "channel", channels));
                }
            }
            return PASS;
        }
    },
    /** The profile is one of those not written to, so that what writing is worth can be measured. */
    HOLDOUT {
        @Override
        Verdict judge(Submission message, Situation now) {
            return now.heldOut()
                    ? no(Map.of("experiment", now.policy().holdout().name()))
                    : PASS;
        }
    };

    abstract Verdict judge(Submission message, Situation now);

    /** As it is written as a reason in JSON, SQL, fixtures and logs. */
    public String word() {
        return lower(this);
    }

    final Verdict no(Map<String, Object> facts) {
        return new Verdict.Suppress(word(), Properties.of(facts));
    }

    /** Asks every gate in order; the first that does not let the message pass has the word. */
    public static Verdict ask(Submission message, Situation now) {
        return Arrays.stream(values())
                .map(gate -> gate.judge(message, now))
                .filter(verdict -> verdict != PASS)
                .findFirst()
                .orElse(PASS);
    }

    /** What each gate says that {@link #ask} asks: all let the message pass, but perhaps the last of them. */
    public static List<Answer> answers(Submission message, Situation now) {
        List<Answer> answers = new ArrayList<>();
        for (Gate gate : values()) {
            Verdict verdict = gate.judge(message, now);
            answers.add(new Answer(gate, verdict, Figures.of(gate, message, now).with(facts(verdict))));
            if (verdict != PASS) {
                break;
            }
        }
        return answers;
    }

    private static Properties facts(Verdict verdict) {
        if (verdict instanceof Verdict.Suppress no) {
            return no.facts();
        }
        return verdict instanceof Verdict.Defer later ? later.facts() : Properties.NONE;
    }

    private static boolean lasts(Terms terms, Instant until) {
        return !until.isAfter(terms.firstDueAt().plus(terms.validFor()));
    }

    private static Map<String, Object> validity(Terms terms) {
        return Map.of("validFor", Span.format(terms.validFor()), "firstDueAt", terms.firstDueAt());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
