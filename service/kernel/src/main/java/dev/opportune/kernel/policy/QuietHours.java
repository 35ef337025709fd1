package dev.opportune.kernel.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A stretch of the local day in which nobody is written to, {@code from} included, {@code to} not. Where {@code from} is
 * the later time of day it runs over midnight.
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** When the quiet that reigns at an instant ends; empty if none does. */
    public Optional<Instant> endOfQuiet(Instant at, ZoneId zone) {
        LocalDate today = at.atZone(zone).toLocalDate();
        // A clock change can move an end by a day's edge, so the neighbouring days are looked at too.
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            Instant begin = instant(day.atTime(from), zone);
            Instant end = instant((from.isBefore(to) ? day : day.plusDays(1)).atTime(to), zone);
            if (!at.isBefore(begin) && at.isBefore(end)) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    /** A local time that does not exist means the instant after the gap; one that exists twice means the first. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
