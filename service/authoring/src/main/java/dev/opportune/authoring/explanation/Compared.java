package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision that other rules would have made, beside what is recorded.
 *
 * @param would null where they would not have made it
 * @param recorded null where it was not made
 * @param fields in what they differ, by the names that decisions have in JSON; nothing unless both are there
 * @param explanation of what would have been; nothing where that is the same
 */
public record Compared(
        Difference difference,
        @Nullable Decision would,
        @Nullable Decision recorded,
        List<String> fields,
        List<Told> explanation) {
    /** How they differ. */
    public enum Difference {
        SAME,
        ADDED,
        REMOVED,
        CHANGED;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One outcome without the revision behind it, which is another one in any case. */
    private record Fate(String outcome, @Nullable String reason, Object at) {
        static List<Fate> of(Decision decision) {
            return decision.changes().stream().map(Fate::of).toList();
        }

        private static Fate of(Change change) {
            return new Fate(change.outcome().word(), change.reason(), change.at());
        }
    }

    static Compared of(@Nullable Decision would, @Nullable Decision recorded) {
        if (would == null) {
            return new Compared(Difference.REMOVED, null, recorded, List.of(), List.of());
        }
        if (recorded == null) {
            return new Compared(Difference.ADDED, would, null, List.of(), List.of());
        }
        List<String> fields = fields(would, recorded);
        return new Compared(
                fields.isEmpty() ? Difference.SAME : Difference.CHANGED, would, recorded, fields, List.of());
    }

    Compared with(List<Told> told) {
        return new Compared(difference, would, recorded, fields, List.copyOf(told));
    }

    private static List<String> fields(Decision one, Decision other) {
        List<String> fields = new ArrayList<>();
        differ(fields, "outcome", one.outcome(), other.outcome());
        differ(fields, "reason", one.reason(), other.reason());
        differ(fields, "at", one.at(), other.at());
        differ(fields, "dueAt", one.dueAt(), other.dueAt());
        differ(fields, "channel", one.channel(), other.channel());
        differ(fields, "content", one.content(), other.content());
        differ(fields, "rule", one.rule(), other.rule());
        differ(fields, "because", one.because(), other.because());
        differ(fields, "experiments", one.experiments(), other.experiments());
        differ(fields, "timezone", one.timezone(), other.timezone());
        differ(fields, "facts", one.last().facts(), other.last().facts());
        differ(fields, "changes", Fate.of(one), Fate.of(other));
        return fields;
    }

    private static void differ(List<String> fields, String name, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            fields.add(name);
        }
    }

    /** Either of them. */
    Decision any() {
        return Objects.requireNonNull(would == null ? recorded : would);
    }

    /** What is different, in a line. */
    public String words() {
        Decision decision = any();
        String before = recorded == null ? "nothing" : fate(recorded);
        String after = would == null ? "nothing" : fate(would);
        String message = decision.message();
        String name = message == null ? decision.flow() : message + "  flow " + decision.flow();
        String key = decision.key().isEmpty() ? "" : "  key " + Words.show(decision.key());
        return String.format(Locale.ROOT, "%-8s  ", difference.word())
                + name
                + key
                + (difference == Difference.SAME ? "  " + after : "  recorded: " + before + "  would be: " + after);
    }

    private static String fate(Decision decision) {
        Change last = decision.last();
        String word = Words.word(decision, last);
        return word + (last.reason() == null ? "" : " " + last.reason())
                + (decision.isPending() ? " until " + Words.local(last.dueAt(), last.timezone()) : "")
                + " at " + Words.local(last.at(), last.timezone());
    }
}
