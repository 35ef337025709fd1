package dev.opportune.kernel.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * At most so many sends in a time: {@code 1 per 24h}, {@code 2 per calendar day}.
 *
 * @param limit how many
 * @param window how long back it looks; null for the profile's own calendar day
 */
public record Cap(int limit, @Nullable Duration window) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6}) per (calendar day|\\S+)");
    private static final String CALENDAR_DAY = "calendar day";

    /**
     * Reads a cap.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    public static Cap parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no cap; write it like \"1 per 24h\" or \"2 per calendar day\"");
        }
        String time = parts.group(2);
        return new Cap(Integer.parseInt(parts.group(1)), CALENDAR_DAY.equals(time) ? null : Span.parse(time));
    }

    /**
     * Whether a send at one instant counts for a candidate at another: the window is {@code (at − window, at]}, so that a
     * send exactly one window ago does not.
     */
    public boolean counts(Instant sent, Instant at, ZoneId zone) {
        if (sent.isAfter(at)) {
            return false;
        }
        if (window == null) {
            return sent.atZone(zone).toLocalDate().equals(at.atZone(zone).toLocalDate());
        }
        return sent.isAfter(at.minus(window));
    }

    @Override
    public String toString() {
        return limit + " per " + (window == null ? CALENDAR_DAY : Span.format(window));
    }
}
