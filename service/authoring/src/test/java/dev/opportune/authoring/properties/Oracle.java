package dev.opportune.authoring.properties;

import dev.opportune.authoring.properties.Flows.Cause;
import dev.opportune.authoring.properties.Flows.Opening;
import dev.opportune.authoring.properties.Flows.Proposed;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The shipped flows decided a second time, by someone who has never heard of rules engines: for each instant at which
 * something may happen it reads the whole history again and asks what holds. Shares nothing with the kernel but the
 * entries that go in. Works for histories that arrive in their order, each entry when it happened.
 */
final class Oracle {
    /** What a flow says of itself in flow.yml. */
    record Terms(int priority, Duration reentry, Duration openFor) {}

    static final Map<String, Terms> FLOWS = Map.of(
            "cart-recovery", new Terms(80, Duration.ofHours(24), Duration.ofDays(3)),
            "browse-interest", new Terms(60, Duration.ofHours(24), Duration.ofHours(24)),
            "repeat-engagement", new Terms(40, Duration.ofDays(7), Duration.ofHours(24)),
            "back-for-more", new Terms(50, Duration.ofDays(30), Duration.ofHours(24)),
            "long-look", new Terms(70, Duration.ofDays(7), Duration.ofDays(3)),
            "win-back", new Terms(30, Duration.ofDays(90), Duration.ofDays(31)));

    private final String profileId;
    private final House house;
    private final OracleGates gates;
    private final List<Entry> history = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private Instant clock = Instant.EPOCH;

    Oracle(String profileId, boolean unknownConsentGranted, House house) {
        this.profileId = profileId;
        this.house = house;
        this.gates = new OracleGates(profileId, unknownConsentGranted);
    }

    /** One run of a flow. */
    static final class Run {
        final String flow;
        final String key;
        final Cause cause;
        final Instant start;
        final Line.Turn opened;
        Line.Turn ended;

        Run(Opening opening, Instant start, Line.Turn opened) {
            this.flow = opening.flow();
            this.key = opening.key();
            this.cause = opening.cause();
            this.start = start;
            this.opened = opened;
        }

        boolean isOpen() {
            return ended == null;
        }

        Terms terms() {
            return FLOWS.get(flow);
        }

        String id(String kind, String message) {
            return hash(flow, key, cause.source(), cause.id(), kind, message == null ? "" : "message=" + message);
        }

        String order() {
            return String.join("\u0000", flow, key, cause.source(), cause.id());
        }
    }

    /** One message of a run. */
    static final class Mail {
        final Run run;
        final Proposed proposed;
        final Instant firstDue;
        final List<Line.Turn> turns = new ArrayList<>();

        Mail(Run run, Proposed proposed, Instant firstDue) {
            this.run = run;
            this.proposed = proposed;
            this.firstDue = firstDue;
        }

        String message() {
            return proposed.message();
        }

        Line.Turn last() {
            return turns.get(turns.size() - 1);
        }

        boolean waits() {
            return last().outcome().equals("wait");
        }

        boolean went() {
            return last().outcome().equals("send") || last().reason().equals("holdout");
        }

        Instant due() {
            return turns.isEmpty() ? firstDue : last().dueAt();
        }

        String id() {
            return run.id(proposed.kind(), message());
        }
    }

    /** Takes the next entry in, after all that is due up to and at its instant. */
    void take(Entry entry) {
        runTo(entry.occurredAt());
        history.add(entry);
        step(entry.occurredAt(), entry);
    }

    /** Does all that is due up to and at an instant. */
    void runTo(Instant until) {
        while (true) {
            Instant next = instants()
                    .filter(at -> at.isAfter(clock) && !at.isAfter(until))
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            if (next == null) {
                clock = until;
                return;
            }
            clock = next;
            step(next, null);
        }
    }

    /** Every instant, past or to come, at which time alone may make something true. */
    private Stream<Instant> instants() {
        return Stream.of(
                        mails.stream().filter(Mail::waits).map(Mail::due),
                        runs.stream()
                                .filter(Run::isOpen)
                                .map(run -> run.start.plus(run.terms().openFor())),
                        mails.stream()
                                .filter(Mail::went)
                                .map(mail -> mail.last().at().plus(Flows.UNOPENED)),
                        history.stream().map(entry -> entry.occurredAt().plus(Flows.LOST)))
                .flatMap(instants -> instants);
    }

    private void step(Instant at, Entry entry) {
        boolean dueStep = entry == null;
        Flows flows = new Flows(history, at);
        gates.known(history);
        boolean first = true;
        boolean again = true;
        while (again) {
            List<Mail> proposed = new ArrayList<>();
            if (first) {
                List<Opening> openings = dueStep ? flows.whatTimeOpens() : flows.whatAnEventOpens(entry);
                open(at, openings, proposed);
            }
            if (dueStep || !entry.backfill()) {
                propose(at, flows, proposed);
            }
            again = settle(at, flows, proposed, dueStep && first);
            first = false;
        }
    }

    private void open(Instant at, List<Opening> openings, List<Mail> proposed) {
        openings.stream()
                .sorted(Comparator.comparing(Opening::flow)
                        .thenComparing(Opening::key)
                        .thenComparing(opening -> opening.cause().source())
                        .thenComparing(opening -> opening.cause().id())
                        .thenComparing(Opening::rule))
                .forEach(opening -> {
                    boolean refused = runs.stream()
                            .filter(run -> run.flow.equals(opening.flow()) && run.key.equals(opening.key()))
                            .anyMatch(run -> run.isOpen()
                                    || at.isBefore(run.start.plus(run.terms().reentry())));
                    if (!refused) {
                        Run run = new Run(opening, at, turn("none", null, at, at));
                        runs.add(run);
                        opening.messages().forEach(message -> proposed.add(mail(run, message, at)));
                    }
                });
    }

    private static Mail mail(Run run, Proposed proposed, Instant at) {
        return new Mail(run, proposed, at.plus(proposed.delay()));
    }

    /** What open runs ask for. */
    private void propose(Instant at, Flows flows, List<Mail> proposed) {
        for (Run run : runs) {
            if (run.isOpen()) {
                flows.proposals(run, sentOf(run)).forEach(message -> proposed.add(mail(run, message, at)));
            }
        }
    }

    private Map<String, Mail> sentOf(Run run) {
        Map<String, Mail> sent = new TreeMap<>();
        mails.stream().filter(mail -> mail.run == run && mail.went()).forEach(mail -> sent.put(mail.message(), mail));
        return sent;
    }

    /** Ends, messages and gates of one group. @return whether rules may now say more */
    private boolean settle(Instant at, Flows flows, List<Mail> proposed, boolean timeIsUp) {
        Map<Run, String> ends = new LinkedHashMap<>();
        for (Run run : runs) {
            if (run.isOpen()) {
                String reason = flows.end(run, sentOf(run).keySet());
                if (reason != null) {
                    ends.put(run, reason);
                } else if (timeIsUp && !run.start.plus(run.terms().openFor()).isAfter(at)) {
                    ends.put(run, "timed_out");
                }
            }
        }
        List<Mail> candidates = new ArrayList<>();
        for (Mail mail : mails) {
            if (mail.waits() && ends.containsKey(mail.run)) {
                mail.turns.add(turn("cancel", ends.get(mail.run), at, mail.due()));
            } else if (mail.waits() && timeIsUp && !mail.due().isAfter(at)) {
                candidates.add(mail);
            }
        }
        for (Mail mail : proposed) {
            boolean known = mails.stream()
                    .anyMatch(other -> other.run == mail.run && other.message().equals(mail.message()));
            if (known) {
                continue;
            }
            mails.add(mail);
            if (ends.containsKey(mail.run)) {
                mail.turns.add(turn("cancel", ends.get(mail.run), at, mail.firstDue));
            } else if (mail.firstDue.isAfter(at)) {
                mail.turns.add(turn("wait", null, at, mail.firstDue));
            } else {
                candidates.add(mail);
            }
        }
        ends.forEach((run, reason) -> run.ended = turn("none", reason, at, at));
        judge(at, candidates);
        return !ends.isEmpty() || !candidates.isEmpty();
    }

    private void judge(Instant at, List<Mail> candidates) {
        List<Instant> sends = new ArrayList<>();
        mails.stream()
                .filter(mail -> !mail.turns.isEmpty() && mail.went())
                .forEach(mail -> sends.add(mail.last().at()));
        boolean passed = false;
        List<Mail> bestFirst = candidates.stream()
                .sorted(Comparator.comparing((Mail mail) -> -mail.run.terms().priority())
                        .thenComparing(mail -> mail.run.order())
                        .thenComparing(Mail::message))
                .toList();
        for (Mail mail : bestFirst) {
            OracleGates.Answer answer =
                    gates.ask(at, mail.firstDue, house.no(mail.run.flow, mail.message()), passed, sends);
            Instant due = answer.until() == null ? mail.due() : answer.until();
            mail.turns.add(turn(answer.outcome(), answer.reason(), at, due));
            if (mail.went()) {
                passed = true;
                sends.add(at);
            }
        }
    }

    private Line.Turn turn(String outcome, String reason, Instant at, Instant dueAt) {
        return new Line.Turn(
                outcome, String.valueOf(reason), at, dueAt, gates.zone().getId(), gates.zoneAssumed());
    }

    /** All that was decided so far. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Run run : runs) {
            lines.add(line(run, "trigger", null, Map.of(), List.of(run.opened)));
            if (!run.isOpen()) {
                lines.add(line(run, "end", null, Map.of(), List.of(run.ended)));
            }
        }
        for (Mail mail : mails) {
            lines.add(line(mail.run, mail.proposed.kind(), mail.message(), mail.proposed.content(), mail.turns));
        }
        lines.sort(Line.ORDER);
        return lines;
    }

    private Line line(Run run, String kind, String message, Map<String, String> content, List<Line.Turn> turns) {
        Line.Turn last = turns.get(turns.size() - 1);
        return new Line(
                last.at(),
                profileId,
                run.flow,
                run.key,
                kind,
                String.valueOf(message),
                message == null ? "null" : "email",
                last.outcome(),
                last.reason(),
                last.dueAt(),
                new TreeMap<>(content),
                List.copyOf(turns),
                run.id(kind, message));
    }

    List<Entry> history() {
        return history;
    }

    /** The instants that are of interest to someone who looks for trouble. */
    List<Instant> marks() {
        TreeSet<Instant> marks = new TreeSet<>();
        history.forEach(entry -> marks.add(entry.occurredAt()));
        runs.forEach(run -> marks.add(run.start));
        mails.forEach(mail -> mail.turns.forEach(turn -> {
            marks.add(turn.at());
            marks.add(turn.dueAt());
        }));
        return List.copyOf(marks);
    }

    /** The ids of what went out, oldest first. */
    List<Line> sent() {
        return lines().stream()
                .filter(line -> line.outcome().equals("send") || line.reason().equals("holdout"))
                .toList();
    }

    static boolean isOurs(Event event) {
        String decision = Objects.requireNonNullElse(Flows.decision(event), "");
        return decision.matches("d_[0-9a-f]{32}");
    }

    private static String hash(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                sha.update(bytes);
            }
            return "d_" + HexFormat.of().formatHex(sha.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
