package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads instants as clients write them, and puts their clocks right. */
final class Timestamps {
    /** Nothing that decides about an email happened before. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant AFTER_LATEST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");
    private static final int LONGEST = 64;
    private static final int LARGEST_EXPONENT = 30;
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Timestamps() {}

    /**
     * When something happened, in whole milliseconds.
     *
     * @param clamped whether it claimed to have happened after it arrived
     */
    record Occurred(Instant at, boolean clamped) {}

    /**
     * {@code occurredAt = receivedAt − (sentAt − timestamp)}: the time between happening and sending by the client's
     * clock is right even where that clock is wrong. Source: Segment's specification of its common fields.
     *
     * @param timestamp by the client's clock; null means that it happens as it arrives
     * @param sentAt by the same clock; null means that the client's clock is taken as it is
     */
    static Occurred occurred(Instant receivedAt, @Nullable Instant timestamp, @Nullable Instant sentAt)
            throws RejectedException {
        Instant claimed = timestamp == null
                ? receivedAt
                : sentAt == null ? timestamp : receivedAt.minus(Duration.between(timestamp, sentAt));
        boolean clamped = claimed.isAfter(receivedAt);
        Instant at = (clamped ? receivedAt : claimed).truncatedTo(ChronoUnit.MILLIS);
        if (at.isBefore(EARLIEST)) {
            throw new RejectedException(
                    "absurd_timestamp",
                    "it would have happened at " + at + ", before the year 2000; numbers count milliseconds since 1970,"
                            + " and sentAt is read by the same clock as timestamp");
        }
        return new Occurred(at, clamped);
    }

    /** Reads a field that is an instant; null where it is missing, null or empty. */
    static @Nullable Instant read(String field, @Nullable JsonNode node) throws RejectedException {
        if (node == null
                || node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank())) {
            return null;
        }
        if (node.isNumber()) {
            return ofMillis(field, node.decimalValue());
        }
        if (!node.isTextual()) {
            throw unreadable(field, kind(node));
        }
        return parse(field, node.textValue());
    }

    /** Reads ISO-8601 with an offset, or epoch milliseconds in digits. */
    static Instant parse(String field, String written) throws RejectedException {
        String text = written.strip();
        if (text.length() > LONGEST) {
            throw unreadable(field, "a text of " + text.length() + " characters");
        }
        if (DIGITS.matcher(text).matches()) {
            return ofMillis(field, new BigDecimal(text));
        }
        try {
            return inRange(field, OffsetDateTime.parse(text, ISO).toInstant());
        } catch (DateTimeException noInstant) {
            throw unreadable(field, "\"" + text + "\"");
        }
    }

    private static Instant ofMillis(String field, BigDecimal millis) throws RejectedException {
        if (Math.abs((long) millis.precision() - millis.scale()) > LARGEST_EXPONENT) {
            throw outOfRange(field);
        }
        BigInteger whole = millis.setScale(0, RoundingMode.FLOOR).toBigInteger();
        if (whole.bitLength() >= Long.SIZE) {
            throw outOfRange(field);
        }
        return inRange(field, Instant.ofEpochMilli(whole.longValueExact()));
    }

    private static Instant inRange(String field, Instant instant) throws RejectedException {
        if (!instant.isBefore(AFTER_LATEST) || instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))) {
            throw outOfRange(field);
        }
        return instant;
    }

    private static RejectedException outOfRange(String field) {
        return new RejectedException(
                "absurd_timestamp", field + " is outside the years 1 to 9999; numbers count milliseconds since 1970");
    }

    private static RejectedException unreadable(String field, String what) {
        return new RejectedException(
                "unreadable_timestamp",
                field + " is " + what
                        + "; write ISO-8601 with an offset, such as 2026-11-23T10:30:00Z, or milliseconds since 1970");
    }

    private static String kind(JsonNode node) {
        return node.isObject() ? "an object" : node.isArray() ? "a list" : "true or false";
    }
}
